"""Who hears a thread, a board or its reports live: exactly who may open the page."""

from typing import Any

from core.realtime import kinds, rooms
from forums.models import Board, Thread

POSTS = ("thread", "posts")
STORY = (*POSTS, "lines?")
THREAD_TELLS = {
    "post": POSTS,
    "edit": POSTS,
    "hide": POSTS,
    "restore": POSTS,
    "accept": POSTS,
    "lock": STORY,
    "unlock": STORY,
    "pin": STORY,
    "unpin": STORY,
    "slow": STORY,
    "move": STORY,
    "split": (*STORY, "gone"),
    "merge": (*STORY, "renew?"),
    "reaction": ("number", "html"),
}
THREAD = (
    "id",
    "title",
    "is_locked",
    "is_pinned",
    "pace",
    "old_url",
    "moved_to",
    "last_number",
    "post_count",
    "answer",
    "last_post_at",
    "last_by",
)


def may_hear_thread(user: Any, key: str) -> bool:
    """Tell whether `user` may read the thread `key`, or the one it was merged into."""
    return Thread.objects.heard_by(user).filter(pk=int(key)).exists()


def may_hear_board(user: Any, key: str) -> bool:
    """Tell whether `user` may read the board `key`."""
    return Board.objects.visible_to(user).filter(pk=int(key)).exists()


def may_hear_review(user: Any, key: str) -> bool:
    """Tell whether `user` keeps order on the board `key`."""
    return Board.objects.moderated_by(user).filter(pk=int(key)).exists()


def open_rooms() -> None:
    """Open the rooms of threads, where readers see each other, of boards, and of what is reported there."""
    rooms.register("thread", may_hear_thread, presence=True, tells=THREAD_TELLS)
    rooms.register("board", may_hear_board, tells={"thread": THREAD, "thread_gone": ("id",)})
    kinds.extend(rooms.INBOX, {"silence": ("board", "until")})
    rooms.register("review", may_hear_review, tells={"review": ("board", "waiting")})
