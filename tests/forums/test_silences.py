"""Silence: reading without writing for a while."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.realtime.models import RoomEvent
from forums.actions import posts, reactions, reports, silences, threads
from forums.models import Board, Post, Silence
from forums.policies import can_take_part, rights_in
from forums.states import BoardRole, ReactionKind, ReportReason
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_admission, make_board, make_post, make_thread


@pytest.fixture
def board(db: None) -> Board:
    return make_board()


@pytest.fixture
def moderator(board: Board, lead: User) -> User:
    make_admission(board, lead, BoardRole.MODERATOR)
    return lead


def silence(user: User, board: Board | None, by: User, hours: int = 24, reason: str = "Too loud.") -> Silence:
    return silences.silence(user, board, by=by, hours=hours, reason=reason)


def test_the_silenced_read_but_do_not_write(
    board: Board, moderator: User, delegate: User, observer: User
) -> None:
    thread = make_thread(delegate, board)
    own, foreign = make_post(thread, delegate), make_post(thread, observer)
    silence(delegate, board, moderator)
    words = {"body": "But …", "by": delegate, "client_id": uuid4()}
    with pytest.raises(NotAllowed, match="Too loud"):
        posts.publish(thread, **words)
    for attempt in (
        lambda: threads.start(board, title="Else", **words),
        lambda: posts.edit(own, body="Better.", by=delegate),
        lambda: reactions.react(foreign, by=delegate, kind=ReactionKind.AGREE),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert can_take_part(delegate, board)
    assert rights_in(delegate, thread) == {"report"}
    assert reports.report(foreign, by=delegate, reason=ReportReason.RUDE).pk


def test_a_silence_on_one_board_is_none_on_another(board: Board, moderator: User, delegate: User) -> None:
    silence(delegate, board, moderator)
    other = make_thread(delegate, make_board())
    assert posts.publish(other, body="Here.", by=delegate, client_id=uuid4()).number == 1


def test_an_admin_silences_everywhere(board: Board, admin: User, delegate: User) -> None:
    silence(delegate, None, admin)
    for place in (board, make_board()):
        with pytest.raises(NotAllowed):
            posts.publish(make_thread(delegate, place), body="Here.", by=delegate, client_id=uuid4())


def test_it_ends_by_itself(board: Board, moderator: User, delegate: User) -> None:
    made = silence(delegate, board, moderator, hours=1)
    over = {"begun_at": timezone.now() - timedelta(hours=2), "until": timezone.now() - timedelta(seconds=1)}
    Silence.objects.filter(pk=made.pk).update(**over)
    posts.publish(make_thread(delegate, board), body="Again.", by=delegate, client_id=uuid4())
    with pytest.raises(StaleState):
        silences.lift(made, by=moderator)


def test_the_person_is_told_and_the_open_pages_too(board: Board, moderator: User, delegate: User) -> None:
    made = silence(delegate, board, moderator)
    told = Notification.objects.get()
    assert (told.recipient, told.event.fact, told.event.reason) == (delegate, "forums.silenced", "Too loud.")
    events = RoomEvent.objects.filter(room__name=f"user:{delegate.pk}", kind="silence")
    assert [event.payload["board"] for event in events] == [board.pk]
    silences.lift(made, by=moderator)
    assert [event.payload["until"] for event in events.order_by("seq")][-1] is None
    assert list(AuditEvent.objects.order_by("pk").values_list("fact", flat=True)) == [
        "forums.silenced",
        "forums.silence_lifted",
    ]


def test_a_new_silence_takes_the_place_of_the_old(board: Board, moderator: User, delegate: User) -> None:
    first, second = (silence(delegate, board, moderator, hours) for hours in (24, 72))
    first.refresh_from_db()
    assert (first.ended_by, list(Silence.objects.in_force())) == (moderator, [second])


def test_a_lifted_silence_is_over(board: Board, moderator: User, delegate: User) -> None:
    made = silence(delegate, board, moderator)
    silences.lift(made, by=moderator)
    posts.publish(make_thread(delegate, board), body="Thanks.", by=delegate, client_id=uuid4())
    with pytest.raises(StaleState):
        silences.lift(made, by=moderator)


def test_who_may_silence_whom(
    board: Board, moderator: User, delegate: User, observer: User, admin: User
) -> None:
    make_admission(board, observer, BoardRole.MODERATOR)
    for by, person, place in (
        (delegate, observer, board),
        (moderator, moderator, board),
        (moderator, observer, board),
        (moderator, admin, board),
        (moderator, delegate, None),
        (moderator, delegate, make_board()),
    ):
        with pytest.raises(NotAllowed):
            silence(person, place, by)
    assert not Silence.objects.exists()


@pytest.mark.parametrize(("words", "field"), [({"reason": " "}, "reason"), ({"hours": 0}, "hours")])
def test_a_silence_says_why_and_for_how_long(
    board: Board, moderator: User, delegate: User, words: dict, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        silence(delegate, board, moderator, **words)
    assert refusal.value.field == field


@pytest.mark.parametrize("who", ["delegate", "observer", "organiser"])
def test_others_lift_nothing(
    request: pytest.FixtureRequest, board: Board, moderator: User, delegate: User, who: str
) -> None:
    made = silence(delegate, board, moderator)
    with pytest.raises(NotAllowed):
        silences.lift(made, by=request.getfixturevalue(who))


def test_the_database_keeps_silences_whole(board: Board, moderator: User, delegate: User) -> None:
    made = silence(delegate, board, moderator)
    rows = Silence.objects.filter(pk=made.pk)
    for columns in (
        {"reason": ""},
        {"until": made.begun_at},
        {"ended_at": timezone.now()},
        {"ended_by": moderator},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)
    for place in (board, None):
        Silence.objects.all().delete()
        rows = [Silence(user=delegate, board=place, by=moderator, reason="x", until=made.until) for _ in "ab"]
        with pytest.raises(IntegrityError), transaction.atomic():
            Silence.objects.bulk_create(rows)


def test_pages_say_why_one_cannot_write(board: Board, moderator: User, delegate: User) -> None:
    thread = make_thread(delegate, board)
    post: Post = make_post(thread, delegate)
    answer = client_of(moderator).post(
        f"/forums/posts/{post.pk}/silence/", {"hours": 24, "reason": "Too loud."}
    )
    assert answer.url == "/forums/silences/"
    assert "Too loud." in client_of(moderator).get("/forums/silences/").content.decode()
    page = client_of(delegate).get(thread.get_absolute_url()).content.decode()
    assert "Too loud." in page
    assert 'name="body"' not in page
