"""Reporting a post, and what moderators make of it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.realtime.models import RoomEvent
from core.realtime.rooms import may_enter
from forums.actions import moderation, posts, reports
from forums.manage_desks import desks, waiting_posts
from forums.models import Board, Post, Report
from forums.states import BoardKind, BoardRole, ReportReason, ReportState
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_admission, make_board, make_post, make_report, make_thread


@pytest.fixture
def post(delegate: User) -> Post:
    return make_post(make_thread(delegate), delegate)


@pytest.fixture
def moderator(post: Post, lead: User) -> User:
    make_admission(post.thread.board, lead, BoardRole.MODERATOR)
    return lead


def told() -> list[tuple[User, str]]:
    return [(row.recipient, row.event.fact) for row in Notification.objects.order_by("pk")]


def facts() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("fact", flat=True))


def test_a_report_waits_for_the_moderators(post: Post, moderator: User, observer: User) -> None:
    made = reports.report(post, by=observer, reason=ReportReason.RUDE, words="  Calls us lazy. ")
    assert (made.post, made.reason, made.words, made.state) == (post, "rude", "Calls us lazy.", "open")
    assert told() == [(moderator, "forums.reported")]
    event = RoomEvent.objects.get(room__name=post.thread.board.review_room)
    assert (event.kind, event.payload["waiting"]) == ("review", 1)
    assert not RoomEvent.objects.filter(room__name=post.thread.room).exists()


def test_reporting_twice_is_reporting_once(post: Post, moderator: User, observer: User) -> None:
    both = [reports.report(post, by=observer, reason=reason) for reason in ("rude", "false")]
    assert both[0] == both[1]
    assert facts() == ["forums.reported"]


def test_where_nobody_moderates_the_admins_are_told(post: Post, admin: User, observer: User) -> None:
    reports.report(post, by=observer, reason=ReportReason.RUDE)
    assert told() == [(admin, "forums.reported")]


def test_moderators_hear_nothing_of_reports_against_themselves(lead: User, observer: User) -> None:
    post = make_post(make_thread(lead), lead)
    make_admission(post.thread.board, lead, BoardRole.MODERATOR)
    reports.report(post, by=observer, reason=ReportReason.RUDE)
    assert told() == []
    assert (waiting_posts(lead), Report.objects.count()) == (0, 1)


@pytest.mark.parametrize("who", ["delegate", "outsider"])
def test_authors_and_strangers_report_nothing(request: pytest.FixtureRequest, post: Post, who: str) -> None:
    with pytest.raises(NotAllowed):
        reports.report(post, by=request.getfixturevalue(who), reason=ReportReason.RUDE)


def test_what_one_may_not_read_one_does_not_report(delegate: User, lead: User, observer: User) -> None:
    secret = make_post(make_thread(delegate, make_board(BoardKind.CLOSED)), delegate)
    with pytest.raises(NotAllowed):
        reports.report(secret, by=observer, reason=ReportReason.RUDE)


def test_hidden_posts_are_not_reported(post: Post, moderator: User, observer: User) -> None:
    posts.hide(post, by=moderator, reason="No.")
    with pytest.raises(NotAllowed):
        reports.report(post, by=observer, reason=ReportReason.RUDE)


@pytest.mark.parametrize(
    ("reason", "words", "field"), [("", "", "reason"), ("ugly", "x", "reason"), ("other", " ", "words")]
)
def test_a_report_says_what_is_wrong(post: Post, observer: User, reason: str, words: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        reports.report(post, by=observer, reason=reason, words=words)
    assert refusal.value.field == field


def test_hiding_closes_every_report_and_tells_all(
    post: Post, moderator: User, observer: User, editor: User
) -> None:
    make_report(post, observer)
    make_report(post, editor)
    hidden = moderation.uphold(post, by=moderator, reason="Against the standing order.")
    assert hidden.is_hidden
    answers = set(Report.objects.values_list("state", "decided_by", "answer"))
    assert answers == {("upheld", moderator.pk, "Against the standing order.")}
    assert told() == [
        (hidden.author, "forums.hidden"),
        (observer, "forums.report_upheld"),
        (editor, "forums.report_upheld"),
    ]
    with pytest.raises(StaleState):
        moderation.uphold(post, by=moderator, reason="Again.")


def test_hiding_on_the_posts_own_page_closes_reports_too(post: Post, moderator: User, observer: User) -> None:
    make_report(post, observer)
    posts.hide(post, by=moderator, reason="No.")
    assert Report.objects.get().state == ReportState.UPHELD


def test_a_dismissed_report_leaves_the_post(post: Post, moderator: User, observer: User) -> None:
    make_report(post, observer)
    moderation.dismiss(post, by=moderator, reason="Sharp, but about the matter.")
    post.refresh_from_db()
    assert not post.is_hidden
    assert told() == [(observer, "forums.report_dismissed")]
    with pytest.raises(StaleState):
        moderation.dismiss(post, by=moderator, reason="Again.")
    again = reports.report(post, by=observer, reason=ReportReason.RUDE)
    assert (again.state, Report.objects.count()) == ("open", 2)


def test_a_decision_needs_a_reason(post: Post, moderator: User, observer: User) -> None:
    make_report(post, observer)
    for verb in (moderation.uphold, moderation.dismiss):
        with pytest.raises(Refused) as refusal:
            verb(post, by=moderator, reason=" ")
        assert refusal.value.field == "reason"


@pytest.mark.parametrize("who", ["delegate", "organiser", "outsider"])
def test_others_decide_nothing(request: pytest.FixtureRequest, post: Post, observer: User, who: str) -> None:
    make_report(post, observer)
    for verb in (moderation.uphold, moderation.dismiss):
        with pytest.raises(NotAllowed):
            verb(post, by=request.getfixturevalue(who), reason="No.")


def test_nobody_decides_on_the_own_post(lead: User, observer: User) -> None:
    post = make_post(make_thread(lead), lead)
    make_admission(post.thread.board, lead, BoardRole.MODERATOR)
    make_report(post, observer)
    with pytest.raises(NotAllowed):
        moderation.dismiss(post, by=lead, reason="I like it.")


def broken(columns: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(**columns)


def test_the_database_keeps_reports_whole(post: Post, observer: User, moderator: User) -> None:
    make_report(post, observer)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(post, observer)
    broken({"reason": "ugly"})
    broken({"reason": "other"})
    broken({"state": "upheld"})
    broken({"answer": "Said without deciding."})
    broken({"state": "dismissed", "decided_at": timezone.now(), "decided_by": moderator})


def test_the_room_of_reports_is_for_moderators(
    post: Post, moderator: User, observer: User, admin: User
) -> None:
    room = post.thread.board.review_room
    assert [may_enter(user, room) for user in (moderator, admin, observer)] == [True, True, False]
    Board.objects.update(kind=BoardKind.CLOSED)
    assert [may_enter(user, room) for user in (moderator, admin)] == [True, False]


def test_who_sees_a_report(post: Post, moderator: User, observer: User, editor: User, admin: User) -> None:
    made = make_report(post, observer)
    seen = {user: list(Report.objects.visible_to(user)) for user in (moderator, observer, admin)}
    assert seen == {moderator: [made], observer: [made], admin: [made]}
    assert list(Report.objects.visible_to(editor)) == []


def test_desks_count_what_waits(post: Post, moderator: User, observer: User, editor: User) -> None:
    make_report(post, observer)
    make_report(post, editor)
    assert [(desk.waiting, desk.url) for desk in desks(moderator)] == [(1, "/forums/review/")]
    assert list(desks(observer)) == []


def test_the_queue_shows_what_waits_and_narrows(post: Post, moderator: User, observer: User) -> None:
    board = post.thread.board
    make_report(post, observer, words="Look at this.")
    decided = make_post(post.thread, post.author)
    make_report(decided, observer)
    posts.hide(decided, by=moderator, reason="Done.")
    client = client_of(moderator)

    def shown(query: str) -> list[Post]:
        return list(client.get(f"/forums/review/{query}").context["rows"])

    assert shown("") == [post]
    assert shown("?state=decided") == [decided]
    assert set(shown("?state=all")) == {post, decided}
    assert shown(f"?board={board.slug}&reason=off_topic") == [post]
    assert shown("?reason=rude") == []
    assert "Look at this." in client.get(f"/forums/review/{post.pk}/").content.decode()


def test_the_queue_costs_the_same_for_one_and_for_three(
    post: Post, moderator: User, observer: User, editor: User
) -> None:
    client, counts = client_of(moderator), []
    make_report(post, observer)
    for _turn in range(2):
        client.get("/forums/review/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/forums/review/")
        counts.append(len(queries))
        for _more in range(2):
            make_report(make_post(post.thread, post.author), editor)
    assert counts[0] == counts[1]


def test_a_refused_report_keeps_what_was_typed(post: Post, observer: User) -> None:
    answer = client_of(observer).post(
        f"/forums/posts/{post.pk}/report/", {"reason": "", "words": "Read this"}
    )
    assert answer.status_code == 422
    assert "Read this" in answer.content.decode()
