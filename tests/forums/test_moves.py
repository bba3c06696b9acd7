"""Threads and posts change their place: numbers stay gap-free, old addresses lead on, open pages learn of it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.realtime.models import RoomEvent
from core.realtime.rooms import may_enter
from core.search.indexing import settle
from core.search.querying import search
from core.search.results import Filters
from forums.actions import moves, posts, reactions, threads
from forums.models import Board, FormerPlace, Post, StoryLine, Thread, ThreadRead, Watch
from forums.states import BoardKind, BoardRole, ReactionKind, ThreadKind, WatchLevel
from portals.models import Portal, User
from tests.builders import client_of, make_member
from tests.forums.builders import make_admission, make_board, make_post, make_thread
from tests.forums.test_races import at_once, publisher


@pytest.fixture
def board(db: None, lead: User) -> Board:
    board = make_board()
    make_admission(board, lead, BoardRole.MODERATOR)
    return board


@pytest.fixture
def other(db: None, lead: User) -> Board:
    other = make_board()
    make_admission(other, lead, BoardRole.MODERATOR)
    return other


@pytest.fixture
def thread(board: Board, delegate: User, observer: User) -> Thread:
    """Five posts: 1, 3 and 5 by delegate, 2 and 4 by observer."""
    thread = make_thread(delegate, board, title="Many things")
    for by in (delegate, observer, delegate, observer, delegate):
        make_post(thread, by, f"Said by {by}.")
    return thread


def post(thread: Thread, number: int) -> Post:
    return thread.posts.get(number=number)


def events(room: str) -> list[tuple[str, dict]]:
    rows = RoomEvent.objects.filter(room__name=room).order_by("seq")
    return [(row.kind, row.payload) for row in rows]


def numbers(thread: Thread) -> list[int]:
    return list(thread.posts.order_by("number").values_list("number", flat=True))


def test_a_thread_moves_with_its_address(thread: Thread, other: Board, lead: User, delegate: User) -> None:
    former = thread.board
    moved = moves.move(thread, board=other, by=lead, reason="Fits better.")
    assert (moved.board, moved.pk) == (other, thread.pk)
    line = thread.story.get()
    assert (line.kind, line.other_board, line.words, line.after_number) == ("move", former, "Fits better.", 5)
    assert [kind for kind, _payload in events(thread.room)] == ["move", "revoke"]
    assert events(former.room) == [("thread_gone", {"id": thread.pk})]
    assert [payload["id"] for kind, payload in events(other.room)] == [thread.pk]
    assert [(row.recipient, row.event.fact) for row in Notification.objects.all()] == [
        (delegate, "forums.moved")
    ]
    with pytest.raises(StaleState):
        moves.move(thread, board=other, by=lead)


def test_moving_takes_the_thread_from_those_who_may_not_read_there(
    thread: Thread, lead: User, observer: User
) -> None:
    closed = make_board(BoardKind.CLOSED)
    make_admission(closed, lead, BoardRole.MODERATOR)
    assert may_enter(observer, thread.room)
    moves.move(thread, board=closed, by=lead)
    assert not may_enter(observer, thread.room)
    assert "move" in [kind for kind, _payload in events(thread.room)]
    assert closed.title not in str(events(thread.room))


@pytest.mark.parametrize("who", ["delegate", "organiser", "outsider"])
def test_only_moderators_of_both_boards_move(
    request: pytest.FixtureRequest, thread: Thread, other: Board, lead: User, who: str
) -> None:
    person, target = request.getfixturevalue(who), make_thread(lead, other)
    foreign = make_board()
    for by, place in ((person, other), (lead, foreign)):
        with pytest.raises(NotAllowed):
            moves.move(thread, board=place, by=by)
        with pytest.raises(NotAllowed):
            moves.split(thread, [2], title="Else", by=by, board=place)
    for by, into in ((person, target), (lead, make_thread(lead, foreign))):
        with pytest.raises(NotAllowed):
            moves.merge(thread, into=into, by=by)


def test_the_thread_of_an_object_stays(board: Board, other: Board, lead: User, portal: Portal) -> None:
    about = threads.open_about(portal, board=board, title="About finance", by=lead)
    with pytest.raises(Refused):
        moves.move(about, board=other, by=lead)
    with pytest.raises(Refused):
        moves.merge(about, into=make_thread(lead, board), by=lead)


def test_chosen_posts_get_a_thread_of_their_own(thread: Thread, lead: User, observer: User) -> None:
    before = [post(thread, number) for number in (2, 4)]
    fresh = moves.split(thread, [4, 2], title=" Another  matter ", by=lead, reason="Its own topic.")
    thread.refresh_from_db()
    assert (fresh.title, fresh.author, fresh.board) == ("Another matter", observer, thread.board)
    assert [numbers(fresh), numbers(thread)] == [[1, 2], [1, 3, 5]]
    assert [one.pk for one in fresh.posts.all()] == [one.pk for one in before]
    assert (fresh.last_number, fresh.post_count, fresh.last_post) == (2, 2, before[1])
    assert (thread.last_number, thread.post_count, thread.last_post.number) == (5, 3, 5)


def test_a_split_is_told_in_both_threads_and_live(thread: Thread, lead: User) -> None:
    fresh = moves.split(thread, [2, 4], title="Else", by=lead)
    ((kind, payload),) = events(thread.room)
    assert (kind, payload["gone"], len(payload["lines"])) == ("split", [2, 4], 1)
    told = StoryLine.objects.order_by("pk").values_list(
        "thread", "kind", "after_number", "count", "other_thread"
    )
    assert list(told) == [
        (thread.pk, "split_out", 1, 2, fresh.pk),
        (fresh.pk, "split_in", 0, 2, thread.pk),
    ]
    facts = AuditEvent.objects.order_by("pk").values_list("fact", flat=True)
    assert list(facts) == ["forums.split", "forums.begun_by_split"]


def test_old_addresses_of_split_posts_lead_on(thread: Thread, lead: User, delegate: User) -> None:
    moved = post(thread, 4)
    fresh = moves.split(thread, [4], title="Else", by=lead)
    client = client_of(delegate)
    assert client.get(f"{thread.page}?at=4").url == fresh.url_at(1)
    assert client.get(f"/forums/posts/{moved.pk}/").url == fresh.url_at(1)
    assert client.get(f"{thread.page}?at=3").status_code == 200


def test_old_addresses_tell_nothing_to_those_who_may_not_read(
    thread: Thread, lead: User, delegate: User
) -> None:
    closed = make_board(BoardKind.CLOSED)
    make_admission(closed, lead, BoardRole.MODERATOR)
    moves.split(thread, [4], title="Else", by=lead, board=closed)
    assert client_of(delegate).get(f"{thread.page}?at=4").status_code == 200
    moves.merge(thread, into=make_thread(lead, closed), by=lead)
    assert client_of(delegate).get(thread.page).status_code == 404
    assert client_of(lead).get(thread.page).status_code == 302


def test_the_newest_post_can_leave_and_its_number_is_not_used_again(
    thread: Thread, lead: User, delegate: User
) -> None:
    moves.split(thread, [4, 5], title="Else", by=lead)
    thread.refresh_from_db()
    assert (thread.last_number, thread.last_post.number) == (5, 3)
    assert posts.publish(thread, body="Next.", by=delegate, client_id=uuid4()).number == 6


def test_marks_and_wishes_go_along(thread: Thread, lead: User, delegate: User, observer: User) -> None:
    ThreadRead.objects.create(thread=thread, user=delegate, last_number=3)
    ThreadRead.objects.create(thread=thread, user=observer, last_number=2)
    Watch.objects.create(thread=thread, user=observer, level=WatchLevel.MUTED)
    fresh = moves.split(thread, [2, 4], title="Else", by=lead)
    marks = ThreadRead.objects.order_by("user_id").values_list("user", "thread", "last_number")
    assert set(marks) == {
        (delegate.pk, thread.pk, 4),
        (observer.pk, thread.pk, 2),
        (delegate.pk, fresh.pk, 1),
        (observer.pk, fresh.pk, 1),
    }
    assert Watch.objects.get(thread=fresh).level == WatchLevel.MUTED


def test_a_question_loses_an_answer_that_leaves(board: Board, delegate: User, lead: User) -> None:
    question = make_thread(delegate, board, kind=ThreadKind.QUESTION)
    make_post(question, delegate)
    threads.accept(make_post(question, lead), by=delegate)
    moves.split(question, [2], title="Else", by=lead)
    question.refresh_from_db()
    assert question.answer is None


@pytest.mark.parametrize(("chosen", "title"), [([], "Else"), ([1, 2], "Else"), ([9], "Else"), ([2], " ")])
def test_what_cannot_be_split(thread: Thread, lead: User, chosen: list[int], title: str) -> None:
    with pytest.raises(Refused):
        moves.split(thread, chosen, title=title, by=lead)
    assert (Thread.objects.count(), numbers(thread)) == (1, [1, 2, 3, 4, 5])


def test_a_merged_thread_goes_behind_the_other(
    thread: Thread, other: Board, lead: User, delegate: User
) -> None:
    into = make_thread(delegate, other, title="Everything")
    make_post(into, delegate)
    threads.pin(thread, by=lead)
    moves.merge(thread, into=into, by=lead, reason="The same.")
    thread.refresh_from_db()
    into.refresh_from_db()
    assert numbers(into) == [1, 2, 3, 4, 5, 6]
    assert (into.last_number, into.post_count, into.last_post.number) == (6, 6, 6)
    assert (thread.merged_into, thread.post_count, thread.last_post) == (into, 0, None)
    told = into.story.values_list("kind", "after_number", "words")
    assert list(told) == [("merge_in", 1, "“Many things” – The same."), ("pin", 6, "")]
    for user in (lead, delegate):
        assert thread not in Thread.objects.visible_to(user)


def test_old_addresses_of_a_merged_thread_lead_on(
    thread: Thread, board: Board, lead: User, delegate: User
) -> None:
    middle, last = make_thread(delegate, board), make_thread(delegate, board)
    make_post(last, delegate)
    moves.merge(thread, into=middle, by=lead)
    moves.merge(middle, into=last, by=lead)
    client = client_of(delegate)
    assert client.get(thread.page).url == last.page
    assert client.get(f"{thread.page}?at=4").url == last.url_at(5)
    assert client.get(f"{middle.page}?at=4").url == last.url_at(5)
    assert FormerPlace.objects.count() == 10


def test_open_pages_go_along(thread: Thread, board: Board, lead: User, delegate: User) -> None:
    into = make_thread(delegate, board)
    moves.merge(thread, into=into, by=lead)
    ((kind, payload),) = events(thread.room)
    assert (kind, payload["thread"]["moved_to"]) == ("merge", into.page)
    ((kind, payload),) = events(into.room)
    assert (kind, payload["renew"], payload["thread"]["last_number"]) == ("merge", True, 5)
    assert ("thread_gone", {"id": thread.pk}) in events(board.room)
    assert may_enter(delegate, thread.room)


def test_what_is_sent_to_a_merged_thread_goes_to_the_other(
    thread: Thread, board: Board, lead: User, delegate: User
) -> None:
    into = make_thread(delegate, board)
    moves.merge(thread, into=into, by=lead)
    answer = client_of(delegate).post(f"{thread.page}posts/", {"body": "From an old page."})
    assert answer.url == into.url_at(6)
    assert posts.publish(thread, body="Late.", by=delegate, client_id=uuid4()).thread == into


def test_verbs_follow_a_post_that_has_moved(thread: Thread, lead: User, delegate: User) -> None:
    stale = Post.objects.select_related("thread__board", "author").get(pk=post(thread, 4).pk)
    moves.split(thread, [4], title="Else", by=lead)
    assert reactions.react(stale, by=delegate, kind=ReactionKind.AGREE)
    assert posts.hide(stale, by=lead, reason="No.").thread.title == "Else"


def test_what_cannot_be_merged(thread: Thread, board: Board, lead: User, delegate: User) -> None:
    into = make_thread(delegate, board)
    with pytest.raises(Refused):
        moves.merge(thread, into=thread, by=lead)
    moves.merge(thread, into=into, by=lead)
    for source, target in ((thread, into), (make_thread(lead, board), thread)):
        with pytest.raises(StaleState):
            moves.merge(source, into=target, by=lead)


def test_who_had_read_both_has_read_the_whole(
    thread: Thread, board: Board, lead: User, delegate: User
) -> None:
    into = make_thread(delegate, board)
    make_post(into, delegate)
    for one in (thread, into):
        one.refresh_from_db()
        ThreadRead.objects.create(thread=one, user=delegate, last_number=one.last_number)
    ThreadRead.objects.create(thread=into, user=lead, last_number=1)
    moves.merge(thread, into=into, by=lead)
    marks = dict(ThreadRead.objects.filter(thread=into).values_list("user", "last_number"))
    assert marks == {delegate.pk: 6, lead.pk: 1}


def test_search_finds_what_moved_at_its_new_place(thread: Thread, board: Board, lead: User) -> None:
    make_post(thread, lead, "About the zeppelin.")
    into = make_thread(lead, board, title="Everything")
    moves.merge(thread, into=into, by=lead)
    settle()
    hits = search("zeppelin", Filters(), viewer=lead, page=1).hits
    assert [hit.url for hit in hits] == [into.page]


def test_the_database_keeps_places_whole(thread: Thread, lead: User) -> None:
    FormerPlace.objects.create(thread=thread, number=9, post=post(thread, 2))
    for write in (
        lambda: FormerPlace.objects.create(thread=thread, number=9, post=post(thread, 3)),
        lambda: Thread.objects.filter(pk=thread.pk).update(merged_into=make_thread(lead)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_the_pages_move_split_and_merge(thread: Thread, other: Board, lead: User, delegate: User) -> None:
    client = client_of(lead)
    page = client.get(f"{thread.page}split/").content.decode()
    assert "#4 Observer: Said by Observer." in page
    assert "#1 Delegate" not in page
    wrong = client.post(f"{thread.page}split/", {"numbers": "2, x", "title": "Else", "board": other.pk})
    assert (wrong.status_code, "Else" in wrong.content.decode()) == (422, True)
    split = client.post(
        f"{thread.page}split/", {"posts": ["2"], "numbers": "4-5", "title": "Else", "board": other.pk}
    )
    fresh = Thread.objects.get(title="Else")
    assert (split.url, numbers(fresh)) == (fresh.page, [1, 2, 3])
    client.post(f"{thread.page}move/", {"board": other.pk, "reason": "Fits."})
    merged = client.post(f"{fresh.page}merge/", {"into": f"http://testserver{thread.page}?at=1"})
    assert (merged.url, numbers(thread)) == (thread.page, [1, 3, 6, 7, 8])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_people_write_while_threads_merge(transactional_db: None) -> None:
    writers = [make_member(f"writer-{index}") for index in range(7)]
    board = make_board()
    make_admission(board, writers[0], BoardRole.MODERATOR)
    source, into = make_thread(writers[0], board), make_thread(writers[0], board)
    verbs = [publisher(source, one, uuid4()) for one in writers[1:7]]
    verbs.insert(3, lambda: moves.merge(source, into=into, by=User.objects.get(pk=writers[0].pk)))
    results = at_once(verbs)
    assert [one for one in results if isinstance(one, Exception)] == []
    assert numbers(into) == [1, 2, 3, 4, 5, 6]
    assert not source.posts.exists()
