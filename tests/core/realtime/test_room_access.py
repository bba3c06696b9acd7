"""Every kind of room of the product, entered as every role: who gets in is written here."""

from collections.abc import Callable
from functools import partial

import pytest

from conferences.states import ConferenceState
from core.realtime import rooms
from forums.states import BoardKind, BoardRole
from tests.access import MEMBER_ROLES, ROLES, Cast
from tests.conferences.builders import make_conference
from tests.core.realtime.builders import Browser
from tests.forums.builders import make_admission, make_board, make_thread
from tests.proposals.builders import make_draft, make_problem, make_solution, make_solution_draft

SIGNED_IN = set(ROLES) - {"anonymous"}
MEMBERS = {*MEMBER_ROLES, "admin"}

Rooms = dict[str, tuple[str, set[str]]]


def forum(cast: Cast) -> Rooms:
    """An open board, one for all, one for those admitted."""
    delegate = cast.people["delegate"]
    opened, public = make_board(), make_board(is_public=True)
    closed = make_board(BoardKind.CLOSED)
    make_admission(closed, delegate)
    make_admission(closed, cast.people["other_lead"], BoardRole.MODERATOR)
    admitted = {"delegate", "other_lead"}
    thread = partial(make_thread, delegate)
    return {
        "open board": (opened.room, MEMBERS),
        "public board": (public.room, SIGNED_IN),
        "closed board": (closed.room, admitted),
        "reports of the open board": (f"review:{opened.pk}", {"admin"}),
        "reports of the closed board": (f"review:{closed.pk}", {"other_lead"}),
        "thread of the open board": (thread(opened).room, MEMBERS),
        "thread of the public board": (thread(public).room, SIGNED_IN),
        "thread of the closed board": (thread(closed).room, admitted),
        "thread that does not exist": ("thread:999999", set()),
    }


def chain(cast: Cast) -> Rooms:
    """Drafts and what has been handed in."""
    delegate = cast.people["delegate"]
    problem = make_problem(delegate)
    return {
        "problem": (problem.room, MEMBERS),
        "draft of a problem": (make_draft(delegate).room, {"delegate"}),
        "solution": (make_solution(delegate, problem).room, MEMBERS),
        "draft of a solution": (make_solution_draft(delegate, problem).room, {"delegate"}),
    }


def conferences(cast: Cast) -> Rooms:
    """Public, for members, and not announced yet."""
    hidden = make_conference(state=ConferenceState.DRAFT, host=cast.host)
    return {
        "public conference": (f"conference:{make_conference(is_public=True).pk}", SIGNED_IN),
        "conference": (f"conference:{make_conference(is_public=False).pk}", MEMBERS),
        "draft of a conference": (f"conference:{hidden.pk}", {"organiser", "admin"}),
    }


def inbox(cast: Cast) -> Rooms:
    """The own room."""
    return {"inbox of the delegate": (rooms.inbox_of(cast.people["delegate"].pk), {"delegate"})}


PARTS: list[Callable[[Cast], Rooms]] = [forum, chain, conferences, inbox]


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_who_may_enter(part: Callable[[Cast], Rooms]) -> None:
    cast = Cast()
    table = part(cast)
    people = {role: user for role, user in cast.people.items() if user is not None}
    got = {
        label: {
            role for role, user in people.items() if rooms.may_enter(type(user).objects.get(pk=user.pk), room)
        }
        for label, (room, _allowed) in table.items()
    }
    assert got == {label: allowed for label, (_room, allowed) in table.items()}


@pytest.mark.django_db
def test_every_kind_of_room_is_in_the_table() -> None:
    cast = Cast()
    named = {room.partition(":")[0] for part in PARTS for room, _allowed in part(cast).values()}
    assert named == set(rooms._kinds) - {"hall"}


async def test_nobody_without_a_session_gets_a_socket_at_all(transactional_db: None) -> None:
    assert not await Browser().open()
