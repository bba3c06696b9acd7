"""Who may do what on boards and in threads. Seeing is `visible_to`; each verb asks here before it acts."""

from typing import Any

from forums.models import Board, Post, Silence, Thread
from forums.states import BoardKind, ThreadKind, Who
from portals.policies import is_admin
from portals.states import Role


def can_moderate(user: Any, board: Board) -> bool:
    """Moderators of the board, and admins except on closed boards, keep order."""
    if not (user.is_authenticated and user.is_member):
        return False
    if user.is_superuser and board.kind != BoardKind.CLOSED:
        return True
    return board.is_moderated_by(user)


def can_take_part(user: Any, board: Board) -> bool:
    """Members who read a board may write on it; outsiders only read public ones."""
    if not (user.is_authenticated and user.is_member):
        return False
    return Board.objects.visible_to(user).filter(pk=board.pk).exists()


def is_silenced(user: Any, board: Board) -> bool:
    """Tell whether `user` is kept from writing on `board` for a while."""
    return Silence.objects.of(user, board).exists()


def meets(user: Any, board: Board, who: str) -> bool:
    """Tell whether `user` is one of those whom a right on `board` is given to; moderators always are."""
    if who == Who.READERS or can_moderate(user, board):
        return True
    return who == Who.LEADS and user.has_role(Role.LEAD)


def can_write(user: Any, board: Board) -> bool:
    """Whoever takes part writes where the board lets them, unless silenced."""
    return can_take_part(user, board) and meets(user, board, board.writers) and not is_silenced(user, board)


def can_silence(user: Any, person: Any, board: Board | None) -> bool:
    """Moderators silence on their board, admins everywhere; never each other, never admins, never oneself."""
    if person.pk == user.pk or person.is_superuser:
        return False
    if board is None:
        return is_admin(user)
    return can_moderate(user, board) and not board.is_moderated_by(person)


def can_lift(user: Any, silence: Silence) -> bool:
    """Whoever may silence there may end it; nobody ends the own silence."""
    if silence.user_id == user.pk:
        return False
    return is_admin(user) if silence.board is None else can_moderate(user, silence.board)


def can_start(user: Any, board: Board, kind: str) -> bool:
    """Whom the board lets start threads may; announcements are for moderators."""
    if kind == ThreadKind.ANNOUNCEMENT and not can_moderate(user, board):
        return False
    return meets(user, board, board.starters) and can_write(user, board)


def can_edit(user: Any, post: Post) -> bool:
    """Authors edit their own posts, as long as nobody has hidden them."""
    return post.author_id == user.pk and not post.is_hidden and can_write(user, post.thread.board)


def can_move(user: Any, thread: Thread, board: Board) -> bool:
    """Whoever moderates both boards moves threads and posts between them."""
    return can_moderate(user, thread.board) and can_moderate(user, board)


def can_accept(user: Any, thread: Thread) -> bool:
    """Whoever asked, or a moderator, says which post answers the question."""
    if not thread.is_question:
        return False
    asked = thread.author_id == user.pk and can_write(user, thread.board)
    return asked or can_moderate(user, thread.board)


def can_react(user: Any, post: Post) -> bool:
    """Everybody who takes part reacts, but not to the own posts and not to hidden ones."""
    return post.author_id != user.pk and not post.is_hidden and can_write(user, post.thread.board)


def can_read_history(user: Any, post: Post) -> bool:
    """Who may read a post may read what it said before."""
    return Post.objects.visible_to(user).filter(pk=post.pk).exists()


def can_report(user: Any, post: Post) -> bool:
    """Members who read the board report what others wrote, as long as it can be read."""
    return post.author_id != user.pk and not post.is_hidden and can_take_part(user, post.thread.board)


def can_judge(user: Any, post: Post) -> bool:
    """Moderators decide on reported posts, nobody on the own ones."""
    return post.author_id != user.pk and can_moderate(user, post.thread.board)


def rights_in(user: Any, thread: Thread) -> set[str]:
    """Return what `user` may do in `thread`, as words a page can hang its buttons on.

    `write` posts and reacts, `report` calls the moderators, `moderate` keeps order, `answer` accepts an
    answer, `start` has a voice while the thread is open. The verbs ask again.
    """
    board = thread.board
    if not can_take_part(user, board):
        return set()
    moderates = can_moderate(user, board)
    speaks = user.portal is not None and can_write(user, board)
    words = {
        "start": speaks,
        "write": speaks and not thread.is_locked,
        "report": True,
        "moderate": moderates,
        "answer": thread.is_question and (moderates or (speaks and thread.author_id == user.pk)),
    }
    return {word for word, granted in words.items() if granted}
