"""Who reads which board: the same rule for threads, posts, rooms, search tokens and the list of readers."""

import pytest
from django.contrib.auth.models import AnonymousUser

from core.realtime.rooms import may_enter
from core.search.reach import tokens_for
from forums.models import Board, Post, Thread
from forums.searchables import reach_of, tokens
from forums.states import BoardKind, BoardRole
from portals.models import User
from portals.states import MembershipState
from tests.forums.builders import make_admission, make_board, make_post, make_thread

PUBLIC, OPEN, MEMBERS, CLOSED = "public", "open", "members", "closed"
READS = {
    "anonymous": {PUBLIC},
    "outsider": {PUBLIC},
    "delegate": {PUBLIC, OPEN, MEMBERS, CLOSED},  # admitted to both
    "moderator": {PUBLIC, OPEN, MEMBERS, CLOSED},
    "other_delegate": {PUBLIC, OPEN},
    "organiser": {PUBLIC, OPEN},
    "observer": {PUBLIC, OPEN},
    "admin": {PUBLIC, OPEN, MEMBERS},
    "former": {PUBLIC},  # admitted to both, but no longer a member of any portal
}


@pytest.fixture
def people(request: pytest.FixtureRequest, lead: User, other_lead: User) -> dict[str, object]:
    names = [name for name in READS if name not in {"anonymous", "moderator", "former"}]
    found = {name: request.getfixturevalue(name) for name in names}
    former = other_lead
    former.memberships.update(state=MembershipState.ENDED)
    former.forget_cached()
    return found | {"anonymous": AnonymousUser(), "moderator": lead, "former": former}


@pytest.fixture
def threads(people: dict[str, User], editor: User) -> dict[str, Thread]:
    boards = {
        PUBLIC: make_board(is_public=True),
        OPEN: make_board(),
        MEMBERS: make_board(BoardKind.MEMBERS),
        CLOSED: make_board(BoardKind.CLOSED),
    }
    for kind in (MEMBERS, CLOSED):
        make_admission(boards[kind], people["delegate"])
        make_admission(boards[kind], people["former"])
        make_admission(boards[kind], people["moderator"], BoardRole.MODERATOR)
    made = {kind: make_thread(editor, board) for kind, board in boards.items()}
    for thread in made.values():
        make_post(thread, editor, "shown")
        make_post(
            thread, editor, "hidden", hidden_at=thread.created_at, hidden_by=editor, hidden_reason="No."
        )
    return made


@pytest.mark.parametrize("who", READS)
def test_threads_and_boards(people: dict, threads: dict[str, Thread], who: str) -> None:
    visible = Thread.objects.visible_to(people[who])
    boards = Board.objects.visible_to(people[who])
    assert {kind for kind, thread in threads.items() if thread in visible} == READS[who]
    assert {kind for kind, thread in threads.items() if thread.board in boards} == READS[who]


@pytest.mark.parametrize("who", READS)
def test_posts_and_hidden_posts(people: dict, threads: dict[str, Thread], who: str) -> None:
    posts = set(Post.objects.visible_to(people[who]).values_list("thread__board_id", "body"))
    keeps_order = {"moderator": {MEMBERS, CLOSED}, "admin": {PUBLIC, OPEN, MEMBERS}}.get(who, set())
    shown = {(threads[kind].board_id, "shown") for kind in READS[who]}
    assert posts == shown | {(threads[kind].board_id, "hidden") for kind in keeps_order}


def test_the_author_reads_the_own_hidden_post(threads: dict[str, Thread], editor: User) -> None:
    assert Post.objects.visible_to(editor).filter(body="hidden").count() == 2  # public and open


@pytest.mark.parametrize("who", [name for name in READS if name != "anonymous"])
def test_rooms_open_for_readers_only(people: dict, threads: dict[str, Thread], who: str) -> None:
    for room in ("thread:{0.pk}", "board:{0.board_id}"):
        entered = {kind for kind, thread in threads.items() if may_enter(people[who], room.format(thread))}
        assert entered == READS[who]


@pytest.mark.parametrize("key", ["0", "-1", "x", "99999999999999999999", "1 or 1=1"])
def test_rooms_of_nonsense_are_closed(delegate: User, key: str) -> None:
    assert not may_enter(delegate, f"thread:{key}")


@pytest.mark.parametrize("who", [name for name in READS if name != "anonymous"])
def test_readers_are_exactly_those_members_who_see_the_board(
    people: dict, threads: dict[str, Thread], who: str
) -> None:
    reads = {kind for kind, thread in threads.items() if people[who] in thread.board.readers()}
    assert reads == (READS[who] if people[who].is_member else set())


@pytest.mark.parametrize("who", READS)
def test_search_tokens_say_the_same(people: dict, threads: dict[str, Thread], who: str) -> None:
    person = people[who]
    held = tokens_for(person) | set(tokens(person))
    if person.is_authenticated and person.is_member:
        held.add("members")
    found = {kind for kind, thread in threads.items() if reach_of(thread.board) & held}
    assert found == READS[who]


def test_seeing_is_one_statement(
    delegate: User, threads: dict[str, Thread], django_assert_num_queries: object
) -> None:
    assert delegate.is_member
    with django_assert_num_queries(1):
        list(Thread.objects.visible_to(delegate))
