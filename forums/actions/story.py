"""Telling in the thread itself what moderators did to it."""

from typing import Any

from forums.models import StoryLine, Thread
from forums.states import StoryKind
from portals.models import User


def tell(thread: Thread, kind: StoryKind, by: User, words: str = "", **columns: Any) -> StoryLine:
    """Add a line after the newest post of `thread`; the verb hands it to `thread_changed` as well.

    `columns` are columns of StoryLine: how many posts it is about, and the board or thread at the other
    end. The thread must be locked.
    """
    newest = thread.last_post.number if thread.last_post else 0
    values: dict[str, Any] = {"after_number": newest} | columns
    return StoryLine.objects.create(
        thread=thread, kind=kind, by=by, portal=by.portal, words=words[:2000], **values
    )
