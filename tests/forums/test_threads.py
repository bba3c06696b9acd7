"""Starting, attaching, locking and pinning threads; accepting answers; reactions; reading marks."""

from uuid import uuid4

import pytest

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.realtime.models import RoomEvent
from forums.actions import reactions, reading, threads
from forums.models import Board, Post, Reaction, Thread, ThreadRead, Watch
from forums.states import BoardKind, BoardRole, ReactionKind, ThreadKind, WatchLevel
from portals.models import Portal, User
from tests.builders import make_theme
from tests.forums.builders import make_admission, make_board, make_post, make_thread


def start(board: Board, by: User, **words: object) -> Thread:
    given = {"title": "Who answers first?", "body": "Let us agree.", "client_id": uuid4()} | words
    return threads.start(board, by=by, **given)


def facts() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("fact", flat=True))


def test_a_thread_begins_with_its_first_post(delegate: User) -> None:
    board = make_board(theme=make_theme("incidents"))
    thread = start(board, delegate, title="  Who   answers? ")
    assert (thread.title, thread.author, thread.portal) == ("Who answers?", delegate, delegate.portal)
    assert (thread.theme, thread.last_number) == (board.theme, 1)
    assert facts() == ["forums.thread_started", "forums.posted"]


def test_starting_twice_is_starting_once(delegate: User) -> None:
    key = uuid4()
    board = make_board()
    assert start(board, delegate, client_id=key) == start(board, delegate, client_id=key)
    assert Thread.objects.count() == 1


def test_a_thread_that_cannot_begin_leaves_nothing(delegate: User) -> None:
    for words in ({"body": ""}, {"title": " "}):
        with pytest.raises(Refused):
            start(make_board(), delegate, **words)
    assert not Thread.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "admin"])
def test_starting_needs_a_portal(request: pytest.FixtureRequest, who: str) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        start(make_board(), person)


def test_announcements_are_for_moderators_and_reach_all_admitted(
    delegate: User, lead: User, observer: User
) -> None:
    board = make_board(BoardKind.MEMBERS)
    make_admission(board, lead, BoardRole.MODERATOR)
    make_admission(board, delegate)
    with pytest.raises(NotAllowed):
        start(board, delegate, kind=ThreadKind.ANNOUNCEMENT)
    start(board, lead, kind=ThreadKind.ANNOUNCEMENT)
    assert [row.recipient for row in Notification.objects.all()] == [delegate]
    assert observer.portal is not None


def test_one_thread_stands_under_an_object(delegate: User, portal: Portal) -> None:
    board = make_board()
    thread = threads.open_about(portal, board=board, title="About finance", by=delegate)
    again = threads.open_about(portal, board=board, title="Again", by=delegate, body="Hello.")
    assert (thread, thread.subject, thread.last_number) == (again, portal, 0)
    assert list(Thread.objects.about(portal)) == [thread]
    assert facts() == ["forums.thread_started"]


def test_a_thread_under_an_object_may_begin_with_a_text(delegate: User, portal: Portal) -> None:
    thread = threads.open_about(portal, board=make_board(), title="About", by=delegate, body="Welcome.")
    assert thread.posts.get().body == "Welcome."


@pytest.fixture
def thread(delegate: User) -> Thread:
    return make_thread(delegate, kind=ThreadKind.QUESTION)


@pytest.fixture
def moderator(thread: Thread, lead: User) -> User:
    make_admission(thread.board, lead, BoardRole.MODERATOR)
    return lead


def test_a_moderator_locks_with_a_reason_and_unlocks(thread: Thread, moderator: User) -> None:
    locked = threads.lock(thread, by=moderator, reason="Settled.")
    assert (locked.is_locked, locked.lock_reason) == (True, "Settled.")
    with pytest.raises(StaleState):
        threads.lock(thread, by=moderator, reason="Settled.")
    unlocked = threads.unlock(thread, by=moderator)
    assert (unlocked.is_locked, unlocked.lock_reason) == (False, "")
    with pytest.raises(StaleState):
        threads.unlock(thread, by=moderator)
    assert facts() == ["forums.locked", "forums.unlocked"]
    kinds = RoomEvent.objects.filter(room__name=thread.room).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["lock", "unlock"]


def test_locking_needs_a_reason(thread: Thread, moderator: User) -> None:
    with pytest.raises(Refused) as refusal:
        threads.lock(thread, by=moderator, reason="")
    assert refusal.value.field == "reason"


def test_a_moderator_pins_and_unpins(thread: Thread, moderator: User) -> None:
    assert threads.pin(thread, by=moderator).is_pinned
    with pytest.raises(StaleState):
        threads.pin(thread, by=moderator)
    assert not threads.unpin(thread, by=moderator).is_pinned
    assert facts() == ["forums.pinned", "forums.unpinned"]


@pytest.mark.parametrize("who", ["delegate", "organiser", "outsider"])
def test_others_keep_no_order(request: pytest.FixtureRequest, thread: Thread, who: str) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        threads.lock(thread, by=person, reason="No.")
    for verb in (threads.unlock, threads.pin, threads.unpin):
        with pytest.raises(NotAllowed):
            verb(thread, by=person)


def test_who_asked_accepts_an_answer(thread: Thread, delegate: User, lead: User) -> None:
    make_post(thread, delegate)
    first, better = make_post(thread, lead), make_post(thread, lead)
    assert threads.accept(first, by=delegate).answer == first
    with pytest.raises(StaleState):
        threads.accept(first, by=delegate)
    assert threads.accept(better, by=delegate).answer == better
    payload = RoomEvent.objects.filter(room__name=thread.room).latest("seq").payload
    assert ([one["number"] for one in payload["posts"]], payload["thread"]["answer"]) == ([3, 2], 3)
    assert Notification.objects.filter(recipient=lead).count() == 2


def test_an_acceptance_can_be_withdrawn_once(thread: Thread, delegate: User, lead: User) -> None:
    make_post(thread, delegate)
    answer = make_post(thread, lead)
    threads.accept(answer, by=delegate)
    assert threads.withdraw_acceptance(answer, by=delegate).answer is None
    with pytest.raises(StaleState):
        threads.withdraw_acceptance(answer, by=delegate)
    assert facts() == ["forums.accepted", "forums.acceptance_withdrawn"]


def test_not_every_post_can_be_the_answer(delegate: User, lead: User, thread: Thread) -> None:
    question = make_post(thread, delegate)
    with pytest.raises(Refused):
        threads.accept(question, by=delegate)
    with pytest.raises(NotAllowed):
        threads.accept(make_post(thread, delegate), by=lead)
    talk = make_thread(delegate)
    make_post(talk, delegate)
    with pytest.raises(NotAllowed):
        threads.accept(make_post(talk, lead), by=delegate)


def test_a_reaction_is_given_once_and_taken_back_once(thread: Thread, delegate: User, lead: User) -> None:
    post = make_post(thread, delegate)
    given = [reactions.react(post, by=lead, kind=ReactionKind.AGREE) for _turn in range(2)]
    assert (given, Reaction.objects.count()) == ([True, False], 1)
    taken = [reactions.react(post, by=lead, kind=ReactionKind.AGREE, wanted=False) for _turn in range(2)]
    assert (taken, Reaction.objects.count()) == ([True, False], 0)
    assert facts() == ["forums.reacted", "forums.reacted"]
    events = RoomEvent.objects.filter(room__name=thread.room).order_by("seq")
    assert [f'data-by="{lead.pk}"' in event.payload["html"] for event in events] == [True, False]


def test_one_does_not_react_to_oneself_nor_with_unknown_words(
    thread: Thread, delegate: User, lead: User
) -> None:
    post = make_post(thread, delegate)
    with pytest.raises(NotAllowed):
        reactions.react(post, by=delegate, kind=ReactionKind.AGREE)
    with pytest.raises(Refused):
        reactions.react(post, by=lead, kind="boo")


def test_locked_threads_and_outsiders_get_no_reactions(
    thread: Thread, delegate: User, outsider: User
) -> None:
    post = make_post(thread, delegate)
    with pytest.raises(NotAllowed):
        reactions.react(post, by=outsider, kind=ReactionKind.AGREE)
    Thread.objects.update(is_locked=True)
    with pytest.raises(NotAllowed):
        reactions.react(post, by=delegate, kind=ReactionKind.AGREE)


def test_a_reading_mark_only_rises_and_never_beyond_the_end(
    thread: Thread, delegate: User, lead: User
) -> None:
    for _turn in range(3):
        make_post(thread, delegate)
    marks = [reading.mark_read(thread, by=lead, up_to=number) for number in (2, 1, 99, -5)]
    assert marks == [2, 2, 3, 3]
    assert ThreadRead.objects.get(user=lead).last_number == 3


def test_unread_is_what_came_after_the_mark(thread: Thread, delegate: User, lead: User) -> None:
    for _turn in range(3):
        make_post(thread, delegate)
    reading.mark_read(thread, by=lead, up_to=1)
    seen = Thread.objects.with_reading(lead).get()
    assert (seen.unread, seen.first_unread) == (2, 2)
    assert list(Thread.objects.unread_by(lead)) == [thread]
    reading.mark_read(thread, by=lead, up_to=3)
    assert list(Thread.objects.unread_by(lead)) == []


def test_one_chooses_how_much_one_is_told(thread: Thread, lead: User) -> None:
    reading.watch(thread, by=lead, level=WatchLevel.WATCHING)
    assert reading.watch(thread, by=lead, level=WatchLevel.MUTED) == Watch.objects.get(user=lead)
    with pytest.raises(Refused):
        reading.watch(thread, by=lead, level="loud")


def test_one_does_not_watch_what_one_may_not_read(delegate: User, lead: User) -> None:
    board = make_board(BoardKind.CLOSED)
    thread = make_thread(delegate, board)
    with pytest.raises(NotAllowed):
        reading.watch(thread, by=lead, level=WatchLevel.WATCHING)
    assert not Post.objects.exists()
