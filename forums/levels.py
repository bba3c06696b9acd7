"""How much each person is told of a thread: as chosen for it, else as chosen for its board, else as usual."""

from typing import Any

from forums.models import Board, Thread
from forums.states import WatchLevel


def levels_in(thread: Thread) -> dict[int, str]:
    """Return the level of everybody who chose one for `thread` or its board."""
    on_board = dict(thread.board.watches.values_list("user_id", "level"))
    return on_board | dict(thread.watches.values_list("user_id", "level"))


def level_in(thread: Thread, user: Any) -> str:
    """Return how much `user` is told of `thread`."""
    own = thread.watches.filter(user_id=user.pk).values_list("level", flat=True).first()
    return own or level_on(thread.board, user)


def level_on(board: Board, user: Any) -> str:
    """Return how much `user` is told of the threads of `board`."""
    return board.watches.filter(user_id=user.pk).values_list("level", flat=True).first() or WatchLevel.NORMAL
