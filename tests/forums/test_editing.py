"""Editing, hiding and restoring posts."""

from uuid import uuid4

import pytest

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.realtime.models import RoomEvent
from forums.actions import posts
from forums.models import Post, Thread
from forums.states import BoardKind, BoardRole, ThreadKind
from portals.models import User
from tests.forums.builders import make_admission, make_board, make_post, make_thread


@pytest.fixture
def post(delegate: User) -> Post:
    return make_post(make_thread(delegate), delegate, "Before.")


@pytest.fixture
def moderator(post: Post, lead: User) -> User:
    make_admission(post.thread.board, lead, BoardRole.MODERATOR)
    return lead


def payload_of(post: Post) -> dict:
    return RoomEvent.objects.filter(room__name=post.thread.room).latest("seq").payload


def test_an_edit_keeps_the_former_text(post: Post, delegate: User) -> None:
    edited = posts.edit(post, body="After.", by=delegate)
    former = edited.versions.get()
    assert (edited.body, edited.version, edited.html) == ("After.", 2, "<p>After.</p>\n")
    assert edited.edited_at is not None
    assert (former.number, former.body, former.replaced_by) == (1, "Before.", delegate)


def test_an_unchanged_text_changes_nothing(post: Post, delegate: User) -> None:
    assert posts.edit(post, body=" Before. ", by=delegate).version == 1
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["lead", "admin", "outsider", "other_delegate"])
def test_nobody_edits_posts_of_others(request: pytest.FixtureRequest, post: Post, who: str) -> None:
    with pytest.raises(NotAllowed):
        posts.edit(post, body="Mine.", by=request.getfixturevalue(who))


def test_an_edit_of_an_older_version_is_refused(post: Post, delegate: User) -> None:
    posts.edit(post, body="Second.", by=delegate, version=1)
    with pytest.raises(StaleState):
        posts.edit(post, body="Third.", by=delegate, version=1)


def test_an_edit_that_is_sent_twice_is_one_edit(post: Post, delegate: User) -> None:
    first = posts.edit(post, body="Second.", by=delegate, version=1)
    again = posts.edit(post, body="Second.", by=delegate, version=1)
    assert (first.version, again.version, again.versions.count()) == (2, 2, 1)
    assert RoomEvent.objects.filter(kind="edit").count() == 1


def test_nothing_is_edited_in_a_locked_thread(post: Post, delegate: User) -> None:
    Thread.objects.update(is_locked=True)
    with pytest.raises(Refused, match="locked"):
        posts.edit(post, body="After.", by=delegate)


def test_an_edit_is_announced_and_tells_those_newly_named(post: Post, delegate: User, lead: User) -> None:
    posts.edit(post, body="Dear @[Lead].", by=delegate)
    posts.edit(post, body="Dear @[Lead]!", by=delegate)
    assert [row.event.fact for row in Notification.objects.filter(recipient=lead)] == ["forums.mentioned"]
    assert AuditEvent.objects.filter(fact="forums.edited").count() == 2
    assert payload_of(post)["posts"][0]["version"] == 3


def test_a_mention_of_a_portal_reaches_its_leads(
    delegate: User, other_lead: User, other_delegate: User
) -> None:
    thread = make_thread(delegate)
    posts.publish(thread, body="Dear @[Health].", by=delegate, client_id=uuid4())
    assert [row.recipient for row in Notification.objects.all()] == [other_lead]


def test_a_moderator_hides_with_a_reason(post: Post, moderator: User, delegate: User) -> None:
    hidden = posts.hide(post, by=moderator, reason="Advertising.")
    assert (hidden.is_hidden, hidden.hidden_by, hidden.hidden_reason) == (True, moderator, "Advertising.")
    assert hidden.thread.post_count == 0
    row = Notification.objects.get(recipient=delegate)
    assert str(row) == f"Post 1 in “{post.thread}” was hidden: Advertising."


def test_a_hidden_text_is_not_sent_to_anybody(post: Post, moderator: User) -> None:
    posts.hide(post, by=moderator, reason="Advertising.")
    html = payload_of(post)["posts"][0]["html"]
    assert "Before." not in html
    assert "Advertising." in html


def test_hiding_needs_a_reason_and_happens_once(post: Post, moderator: User) -> None:
    with pytest.raises(Refused) as refusal:
        posts.hide(post, by=moderator, reason=" ")
    assert refusal.value.field == "reason"
    posts.hide(post, by=moderator, reason="Advertising.")
    with pytest.raises(StaleState):
        posts.hide(post, by=moderator, reason="Advertising.")


@pytest.mark.parametrize("who", ["delegate", "lead", "organiser", "outsider"])
def test_only_moderators_hide_and_restore(request: pytest.FixtureRequest, post: Post, who: str) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        posts.hide(post, by=person, reason="No.")
    with pytest.raises(NotAllowed):
        posts.restore(post, by=person)


def test_admins_keep_order_except_on_closed_boards(admin: User, delegate: User) -> None:
    open_post = make_post(make_thread(delegate), delegate)
    closed = make_board(BoardKind.CLOSED)
    make_admission(closed, delegate)
    closed_post = make_post(make_thread(delegate, closed), delegate)
    assert posts.hide(open_post, by=admin, reason="No.").is_hidden
    with pytest.raises(NotAllowed):
        posts.hide(closed_post, by=admin, reason="No.")


def test_a_restored_post_counts_again(post: Post, moderator: User) -> None:
    posts.hide(post, by=moderator, reason="Advertising.")
    restored = posts.restore(post, by=moderator)
    assert (restored.is_hidden, restored.hidden_reason, restored.thread.post_count) == (False, "", 1)
    assert "Before." in payload_of(post)["posts"][0]["html"]
    with pytest.raises(StaleState):
        posts.restore(post, by=moderator)


def test_a_hidden_answer_is_no_answer(delegate: User, lead: User, admin: User) -> None:
    thread = make_thread(delegate, kind=ThreadKind.QUESTION)
    make_post(thread, delegate)
    answer = make_post(thread, lead)
    Thread.objects.update(answer=answer)
    posts.hide(answer, by=admin, reason="Wrong.")
    thread.refresh_from_db()
    assert thread.answer is None


def test_the_author_does_not_edit_a_hidden_post(post: Post, moderator: User, delegate: User) -> None:
    posts.hide(post, by=moderator, reason="Advertising.")
    with pytest.raises(NotAllowed):
        posts.edit(post, body="Better.", by=delegate)


def test_versions_are_records(post: Post, delegate: User) -> None:
    posts.edit(post, body="After.", by=delegate)
    with pytest.raises(RuntimeError):
        post.versions.get().delete()
