"""How fast one may write: posts a minute by trust, and slow mode; kept in the database for all processes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.realtime.models import RoomEvent
from forums.actions import posts, slow
from forums.actions.pace import TooFast, take_token
from forums.models import Board, Pace, Post, Thread
from forums.paces import posts_a_minute, seconds_to_wait, trust_of
from forums.states import SLOWEST, BoardRole, Trust
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_admission, make_board, make_post, make_thread
from tests.forums.test_races import at_once


def publish(thread: Thread, by: User, body: str = "Good morning.") -> Post:
    return posts.publish(thread, body=body, by=by, client_id=uuid4())


def bucket(user: User, level: float, **ago: float) -> Pace:
    """Leave `level` posts to `user`; without `ago` as of tomorrow, so that nothing refills in slow runs."""
    at = timezone.now() - timedelta(**ago) if ago else timezone.now() + timedelta(days=1)
    return Pace.objects.create(user=user, level=level, at=at)


@pytest.fixture
def thread(delegate: User) -> Thread:
    return make_thread(delegate)


@pytest.fixture
def moderator(thread: Thread, lead: User) -> User:
    make_admission(thread.board, lead, BoardRole.MODERATOR)
    return lead


def test_trust_comes_with_time_and_office(thread: Thread, delegate: User, moderator: User) -> None:
    board = thread.board
    known = [trust_of(user, board) for user in (delegate, moderator)]
    delegate.joined_at -= timedelta(days=4)
    assert [*known, trust_of(delegate, board)] == [Trust.NEW, Trust.MODERATOR, Trust.MEMBER]
    new, member, most = (posts_a_minute(trust) for trust in Trust)
    assert new < member < most


def test_an_empty_bucket_refuses_and_says_for_how_long(thread: Thread, delegate: User) -> None:
    bucket(delegate, level=0)
    with pytest.raises(TooFast, match="your text is kept") as refusal:
        publish(thread, delegate)
    assert refusal.value.wait == 60 / posts_a_minute(Trust.NEW)
    assert not Post.objects.exists()


def test_each_post_uses_one_up(thread: Thread, delegate: User) -> None:
    row = bucket(delegate, level=1.5)
    publish(thread, delegate)
    row.refresh_from_db()
    assert row.level == 0.5


def test_a_bucket_refills_up_to_what_one_may(thread: Thread, delegate: User) -> None:
    row = bucket(delegate, level=0, hours=1)
    publish(thread, delegate)
    row.refresh_from_db()
    assert row.level == posts_a_minute(Trust.NEW) - 1


def test_a_refused_post_uses_nothing_up(thread: Thread, delegate: User) -> None:
    row = bucket(delegate, level=3)
    with pytest.raises(Refused):
        publish(thread, delegate, body=" ")
    row.refresh_from_db()
    assert row.level == 3


def test_one_persons_haste_does_not_slow_another(thread: Thread, delegate: User, lead: User) -> None:
    bucket(delegate, level=0)
    assert publish(thread, lead).number == 1


def test_the_same_post_sent_again_is_answered_however_fast(thread: Thread, delegate: User) -> None:
    first = publish(thread, delegate)
    Pace.objects.update(level=0, at=timezone.now() + timedelta(days=1))
    again = posts.publish(thread, body=first.body, by=delegate, client_id=first.client_id)
    assert again == first


def test_a_bucket_is_never_below_zero(delegate: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        bucket(delegate, level=-1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_processes_share_one_bucket(thread: Thread, delegate: User) -> None:
    bucket(delegate, level=4)

    def take() -> str:
        with transaction.atomic():
            take_token(delegate, thread.board)
            Pace.objects.filter(user=delegate).update(at=timezone.now() + timedelta(days=1))
        return "sent"

    results = at_once([take] * 8)
    assert sorted(type(one).__name__ for one in results) == ["TooFast"] * 4 + ["str"] * 4


def slowed(thread: Thread, moderator: User, seconds: int = 300) -> Thread:
    return slow.slow_thread(thread, by=moderator, seconds=seconds)


def test_slow_mode_lets_one_post_through(
    thread: Thread, moderator: User, delegate: User, observer: User
) -> None:
    thread = slowed(thread, moderator)
    first = publish(thread, delegate)
    with pytest.raises(TooFast, match="one post every 5 minutes") as refusal:
        publish(thread, delegate)
    assert 0 < refusal.value.wait <= 300
    publish(thread, observer)
    publish(thread, moderator)
    publish(thread, moderator)
    Post.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(seconds=301))
    assert seconds_to_wait(thread, delegate) == 0


def test_a_slow_board_counts_all_its_threads(thread: Thread, moderator: User, delegate: User) -> None:
    board = slow.slow_board(thread.board, by=moderator, seconds=60)
    make_post(thread, delegate)
    other, elsewhere = make_thread(delegate, board), make_thread(delegate, make_board())
    assert 0 < seconds_to_wait(other, delegate) <= 60
    assert seconds_to_wait(elsewhere, delegate) == 0


def test_slow_mode_is_told_in_the_thread(thread: Thread, moderator: User) -> None:
    slowed(thread, moderator)
    event = RoomEvent.objects.get(room__name=thread.room)
    assert (event.kind, event.payload["thread"]["pace"]) == ("slow", 300)
    line = thread.story.get()
    assert (line.kind, line.words, line.by, line.after_number) == ("slow", "5 minutes", moderator, 0)
    assert event.payload["lines"][0]["id"] == line.pk
    assert AuditEvent.objects.get().fact == "forums.slowed"


def test_slow_mode_twice_is_stale(thread: Thread, moderator: User) -> None:
    slowed(thread, moderator)
    slow.slow_board(thread.board, by=moderator, seconds=300)
    with pytest.raises(StaleState):
        slowed(thread, moderator)
    with pytest.raises(StaleState):
        slow.slow_board(thread.board, by=moderator, seconds=300)


@pytest.mark.parametrize("seconds", [-1, SLOWEST + 1])
def test_slow_mode_has_its_limits(thread: Thread, moderator: User, seconds: int) -> None:
    with pytest.raises(Refused):
        slowed(thread, moderator, seconds)
    for model in (Thread, Board):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(slow_seconds=seconds)


@pytest.mark.parametrize("who", ["delegate", "organiser", "outsider"])
def test_others_set_no_pace(request: pytest.FixtureRequest, thread: Thread, who: str) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        slowed(thread, person)
    with pytest.raises(NotAllowed):
        slow.slow_board(thread.board, by=person, seconds=60)


def test_the_page_says_how_long_and_keeps_the_refused_text(
    thread: Thread, moderator: User, delegate: User
) -> None:
    slowed(thread, moderator)
    make_post(thread, delegate)
    client = client_of(delegate)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert 'data-pace="300"' in page
    assert "You can send again in" in page
    answer = client.post(f"{thread.get_absolute_url()}posts/", {"body": "My second thought."})
    assert answer.status_code == 429
    assert "My second thought." in answer.content.decode()
