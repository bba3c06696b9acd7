"""What a live page is told: absolute states, with each post rendered once for all readers."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core.realtime.log import Change
from forums.models import Board, Post, StoryLine, Thread


def post_changed(kind: str, post: Post, *others: Post) -> list[Change]:
    """Return the changes that tell the thread's readers how `post` and `others` look now."""
    thread = post.thread
    posts = [_whole(one) for one in (post, *others)]
    return [Change(thread.room, kind, {"thread": thread_state(thread), "posts": posts})]


def thread_changed(kind: str, thread: Thread, *lines: StoryLine, **more: Any) -> list[Change]:
    """Return the changes that tell the readers of the thread and of its board how the thread stands.

    `lines` are what its story tells of it; `more` goes into the payload for the thread's readers.
    """
    told = {"lines": [_line(one) for one in lines]} if lines else {}
    payload = {"thread": thread_state(thread), "posts": [], **told, **more}
    return [Change(thread.room, kind, payload), *list_changed(thread)]


def _line(line: StoryLine) -> dict[str, Any]:
    html = neutral("forums/_story_line.html", {"line": line})
    return {"id": line.pk, "after": line.after_number, "html": html}


def list_changed(thread: Thread) -> list[Change]:
    """Return the change that tells the readers of the board's list how the thread stands."""
    return [Change(thread.board.room, "thread", thread_state(thread))]


def gone_from(board: Board, thread: Thread) -> Change:
    """Return the change that tells the readers of `board` that `thread` is no longer in its list."""
    return Change(board.room, "thread_gone", {"id": thread.pk})


def reactions_changed(post: Post) -> list[Change]:
    """Return the change that tells who has reacted to `post` by now."""
    payload = {"number": post.number, "html": neutral("forums/_reactions.html", {"post": post})}
    return [Change(post.thread.room, "reaction", payload)]


def thread_state(thread: Thread) -> dict[str, Any]:
    """Return what a page shows of a thread besides its posts."""
    last = thread.last_post
    return {
        "id": thread.pk,
        "title": thread.title,
        "is_locked": thread.is_locked,
        "is_pinned": thread.is_pinned,
        "pace": thread.pace,
        "old_url": thread.get_absolute_url(),
        "moved_to": thread.merged_into.get_absolute_url() if thread.merged_into else "",
        "last_number": thread.last_number,
        "post_count": thread.post_count,
        "answer": thread.answer.number if thread.answer else None,
        "last_post_at": thread.last_post_at.isoformat(),
        "last_by": str(last.author) if last else "",
    }


def _whole(post: Post) -> dict[str, Any]:
    return {
        "id": post.pk,
        "number": post.number,
        "author": post.author_id,
        "name": str(post.author),
        "client_id": str(post.client_id),
        "version": post.version,
        "html": neutral("forums/_post.html", {"post": post, "thread": post.thread}),
    }


def neutral(template: str, words: dict[str, Any]) -> str:
    """Render `template` for no reader in particular: the browser puts in its own words and times."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.TIME_ZONE):
        return render_to_string(template, {**words, "is_neutral": True})
