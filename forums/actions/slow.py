"""Slow mode: everybody but the moderators writes one post in so many seconds."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused, StaleState
from core.text.spans import length_of_time
from forums.actions.changes import thread_changed
from forums.actions.posts import lock
from forums.actions.story import tell
from forums.facts import SLOWED
from forums.models import Board, Thread
from forums.policies import can_moderate
from forums.states import SLOWEST, StoryKind
from portals.models import User


@transaction.atomic
def slow_thread(thread: Thread, *, by: User, seconds: int) -> Thread:
    """Let everybody write one post in `seconds` in `thread`, 0 ends it; announces SLOWED. Moderators only.

    Raises StaleState when it is so already, Refused beyond a day.
    """
    thread = lock(thread)
    _demand(thread.board, by, seconds, thread.slow_seconds)
    thread.slow_seconds = seconds
    thread.save(update_fields=["slow_seconds", "changed_at"])
    line = tell(thread, StoryKind.SLOW, by, length_of_time(seconds) if seconds else "–")
    live = thread_changed("slow", thread, line)
    announce(SLOWED, by=by, acting_for=by.portal, about=thread, live=live, detail={"seconds": seconds})
    return thread


@transaction.atomic
def slow_board(board: Board, *, by: User, seconds: int) -> Board:
    """Let everybody write one post in `seconds` on `board`, 0 ends it; announces SLOWED. Moderators only.

    Raises as `slow_thread` does.
    """
    board = Board.objects.select_for_update().get(pk=board.pk)
    _demand(board, by, seconds, board.slow_seconds)
    board.slow_seconds = seconds
    board.save(update_fields=["slow_seconds", "changed_at"])
    announce(SLOWED, by=by, acting_for=by.portal, about=board, detail={"seconds": seconds})
    return board


def _demand(board: Board, by: User, seconds: int, now: int) -> None:
    if not can_moderate(by, board):
        raise NotAllowed(_("Only moderators of this board may do this."))
    if not 0 <= seconds <= SLOWEST:
        raise Refused(_("Choose a time of up to a day."), field="seconds")
    if seconds == now:
        raise StaleState
