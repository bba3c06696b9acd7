"""Who reads a board, starts threads and writes there, by portal and by role; and the order of the boards."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import AuditEvent
from core.errors import NotAllowed
from core.realtime.rooms import may_enter
from core.search.indexing import settle
from core.search.querying import search
from core.search.results import Filters
from forums.actions import boards, posts, threads
from forums.models import Board, Thread
from forums.policies import rights_in
from forums.states import BoardKind, BoardRole, ThreadKind, Who
from portals.models import Portal, User
from tests.builders import client_of
from tests.forums.builders import make_admission, make_board, make_post, make_thread


@pytest.fixture
def chosen(portal: Portal) -> Board:
    board = make_board(BoardKind.PORTALS)
    board.portals.add(portal)
    return board


def test_a_board_for_chosen_portals_is_read_by_their_people(
    chosen: Board, delegate: User, observer: User, other_delegate: User, outsider: User, admin: User
) -> None:
    people = (delegate, observer, other_delegate, outsider, admin)
    seen = [Board.objects.visible_to(one).filter(pk=chosen.pk).exists() for one in people]
    assert seen == [True, True, False, False, True]
    assert set(chosen.readers()) == {delegate, observer, admin}
    make_admission(chosen, other_delegate)
    assert other_delegate in chosen.readers()
    assert chosen in Board.objects.visible_to(other_delegate)


def test_it_is_found_by_their_people_only(chosen: Board, delegate: User, other_delegate: User) -> None:
    thread = make_thread(delegate, chosen, title="Between zeppelins")
    make_post(thread, delegate)
    make_admission(chosen, delegate, BoardRole.MODERATOR)
    threads.pin(thread, by=delegate)
    settle()
    found = [search("zeppelins", Filters(), viewer=one, page=1).total for one in (delegate, other_delegate)]
    assert found == [1, 0]


def test_taking_a_portal_away_ends_reading_at_once(
    chosen: Board, delegate: User, lead: User, other_portal: Portal
) -> None:
    thread = make_thread(lead, chosen)
    make_admission(chosen, lead, BoardRole.MODERATOR)
    assert may_enter(delegate, thread.room)
    boards.change(chosen, by=lead, portals=[other_portal])
    assert not may_enter(delegate, thread.room)
    assert may_enter(lead, thread.room)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [(Who.READERS, ["delegate", "lead", "observer"]), (Who.LEADS, ["lead"]), (Who.MODERATORS, [])],
)
def test_who_starts_and_who_writes(
    request: pytest.FixtureRequest, who: Who, allowed: list[str], other_delegate: User
) -> None:
    board = make_board(starters=who, writers=who)
    make_admission(board, other_delegate, BoardRole.MODERATOR)
    thread = make_thread(other_delegate, board)
    for name in ("delegate", "lead", "observer"):
        person = request.getfixturevalue(name)
        assert ("write" in rights_in(person, thread)) == (name in allowed)
        words = {"body": "Hello.", "by": person, "client_id": uuid4()}
        if name in allowed:
            assert threads.start(board, title="New", **words).pk
            continue
        with pytest.raises(NotAllowed):
            posts.publish(thread, **words)
        with pytest.raises(NotAllowed):
            threads.start(board, title="New", **words)
    assert posts.publish(thread, body="Rules.", by=other_delegate, client_id=uuid4()).number


def test_a_board_of_announcements_is_answered_by_all(delegate: User, lead: User) -> None:
    board = make_board(starters=Who.MODERATORS)
    make_admission(board, lead, BoardRole.MODERATOR)
    words = {"title": "News", "body": "Tomorrow.", "client_id": uuid4()}
    with pytest.raises(NotAllowed):
        threads.start(board, by=delegate, **words)
    thread: Thread = threads.start(board, by=lead, kind=ThreadKind.ANNOUNCEMENT, **words)
    assert posts.publish(thread, body="Thanks.", by=delegate, client_id=uuid4()).number == 2
    assert "Start a thread" not in client_of(delegate).get(board.get_absolute_url()).content.decode()


def test_the_form_asks_for_portals(lead: User, portal: Portal) -> None:
    board = make_board()
    make_admission(board, lead, BoardRole.MODERATOR)
    words = {"title_vi": "Mới", "kind": "portals", "starters": "leads", "writers": "readers"}
    address = f"{board.get_absolute_url()}change/"
    assert client_of(lead).post(address, words).status_code == 422
    assert client_of(lead).post(address, words | {"portals": [portal.pk]}).status_code == 302
    board.refresh_from_db()
    assert (board.kind, board.starters, list(board.portals.all())) == ("portals", "leads", [portal])


@pytest.mark.django_db
def test_rights_are_of_known_kinds() -> None:
    make_board()
    for column in ("starters", "writers"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Board.objects.update(**{column: "nobody"})


def test_admins_put_boards_in_order(admin: User, lead: User) -> None:
    first, second, third = (make_board(position=100) for _turn in range(3))
    assert boards.shift(third, by=admin, up=True) == [first, third, second]
    assert boards.shift(third, by=admin, up=True) == [third, first, second]
    assert boards.shift(third, by=admin, up=True) == [third, first, second]
    client_of(admin).post(f"/forums/boards/{third.slug}/shift/", {"way": "down"})
    assert list(Board.objects.order_by("position", "pk")) == [first, third, second]
    assert AuditEvent.objects.filter(fact="forums.board_changed").count() == 3
    with pytest.raises(NotAllowed):
        boards.shift(third, by=lead, up=True)
