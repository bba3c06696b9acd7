"""Boards: open them, admit and dismiss people."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed
from core.realtime import rooms
from core.search.indexing import touch
from core.text.slugs import free_slug
from forums.facts import ADMITTED, BOARD_CHANGED, BOARD_OPENED, DISMISSED
from forums.models import Board, BoardMembership
from forums.policies import can_moderate
from forums.states import BoardKind, BoardRole
from portals.models import User
from portals.policies import is_admin

COMMONS = "commons"
COMMONS_WORDS = {
    "title_vi": "Thảo luận chung",
    "title_en": "Common room",
    "title_de": "Gemeinsamer Raum",
    "description_vi": "Trao đổi về vấn đề, giải pháp và cách làm hay giữa tất cả các cổng.",
    "description_en": "Where all portals talk about problems, solutions and what works.",
    "description_de": "Hier sprechen alle Portale über Probleme, Lösungen und Bewährtes.",
}


def commons() -> Board:
    """Return the board that is open to every member, making it when it does not exist yet."""
    board, _made = Board.objects.get_or_create(
        slug=COMMONS, defaults={"kind": BoardKind.OPEN, "position": 10, **COMMONS_WORDS}
    )
    return board


@transaction.atomic
def create(*, by: User, **columns: Any) -> Board:
    """Open a board that belongs to no object; announces BOARD_OPENED. Admins only.

    Whoever opens it becomes its moderator. `columns` are columns of Board.
    """
    if not is_admin(by):
        raise NotAllowed(_("Only admins open boards."))
    portals = columns.pop("portals", ())
    board = _open(Board(**columns), by)
    board.portals.set(portals)
    return board


@transaction.atomic
def shift(board: Board, *, by: User, up: bool) -> list[Board]:
    """Let `board` change places with the one before or after it; announces BOARD_CHANGED. Admins only.

    Return all boards in their new order; at either end nothing changes.
    """
    if not is_admin(by):
        raise NotAllowed(_("Only admins put boards in order."))
    order = list(Board.objects.select_for_update().order_by("position", "pk"))
    place = order.index(board)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        for position, one in enumerate(order, 1):
            one.position = position
        Board.objects.bulk_update(order, ["position"])
        announce(BOARD_CHANGED, by=by, acting_for=by.portal, about=board, detail={"place": other + 1})
    return order


@transaction.atomic
def change(board: Board, *, by: User, **columns: Any) -> Board:
    """Change the words and readers of `board`; announces BOARD_CHANGED. Moderators only.

    `columns` are columns of Board. With other readers its live rooms are checked anew at once, and its
    threads are indexed for those who may find them now.
    """
    _demand_moderator(by, board)
    before, portals = _readers(board), columns.pop("portals", None)
    Board.objects.filter(pk=board.pk).update(**columns)
    board.refresh_from_db()
    if portals is not None:
        board.portals.set(portals)
    if before != _readers(board):
        _let_in_anew(board)
    announce(BOARD_CHANGED, by=by, acting_for=by.portal, about=board, detail={"readers": board.kind})
    return board


@transaction.atomic
def create_for(subject: models.Model, title: str, kind: str, by: User) -> Board:
    """Open a board for `subject` (a conference, say), moderated by `by`; announces BOARD_OPENED.

    The subject's own verb has asked who may; this one does not.
    """
    subject_type = ContentType.objects.get_for_model(subject)
    return _open(Board(title=title, kind=kind, subject_type=subject_type, subject_id=subject.pk), by)


@transaction.atomic
def admit(
    board: Board, user: User, role: str = BoardRole.MEMBER, *, by: User | None = None, source: str = ""
) -> BoardMembership:
    """Let `user` read and write on `board`; announces ADMITTED.

    Admitting twice changes nothing, except that a member may become a moderator. `by` is the moderator
    who admits, None when another verb (a confirmed registration) brings the admission about.
    Raises NotAllowed when `by` does not moderate the board.
    """
    _demand_moderator(by, board)
    membership, made = BoardMembership.objects.get_or_create(
        board=board, user=user, defaults={"role": role, "source": source}
    )
    promoted = not made and role == BoardRole.MODERATOR and membership.role != role
    if promoted:
        membership.role = role
        membership.save(update_fields=["role"])
    if made or promoted:
        announce(ADMITTED, by=by, about=board, detail={"person": str(user), "role": role})
    return membership


@transaction.atomic
def dismiss(board: Board, user: User, *, by: User | None = None) -> bool:
    """End the admission of `user` and close the live line; announces DISMISSED.

    Tells whether there was an admission to end. `by` and NotAllowed as in `admit`.
    """
    _demand_moderator(by, board)
    ended, _rows = BoardMembership.objects.filter(board=board, user=user).delete()
    if ended:
        announce(DISMISSED, by=by, about=board, detail={"person": str(user)})
        rooms.revoke(user)

    return bool(ended)


def _readers(board: Board) -> tuple[Any, ...]:
    """Return what decides on who reads `board`, to see whether it has changed."""
    return board.kind, board.is_public, *sorted(board.portals.values_list("pk", flat=True))


def _let_in_anew(board: Board) -> None:
    rooms.revoke_all(board.room)
    for thread in board.threads.all():
        rooms.revoke_all(thread.room)
        touch(thread)


def _demand_moderator(by: User | None, board: Board) -> None:
    if by is not None and not can_moderate(by, board):
        raise NotAllowed(_("Only moderators of this board may do this."))


def _open(board: Board, by: User) -> Board:
    board.slug = board.slug or free_slug(Board, board.title, "board")
    board.save()
    BoardMembership.objects.create(board=board, user=by, role=BoardRole.MODERATOR, source="opened")
    announce(BOARD_OPENED, by=by, acting_for=by.portal, about=board)
    return board
