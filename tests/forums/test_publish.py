"""Publishing a post: allowed, refused, twice, told."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from core.notifications.models import Notification
from core.realtime.models import RoomEvent
from forums.actions import posts
from forums.models import Post, Thread, ThreadRead, Watch
from forums.states import BoardKind, WatchLevel
from portals.models import User
from tests.builders import make_user
from tests.forums.builders import make_admission, make_board, make_post, make_thread


def publish(thread: Thread, by: User, body: str = "Good morning.", **words: object) -> Post:
    return posts.publish(thread, body=body, by=by, **({"client_id": uuid4()} | words))


def told(fact: str) -> list[User]:
    rows = Notification.objects.filter(event__fact=fact).order_by("recipient__email")
    return [row.recipient for row in rows]


def test_a_post_gets_the_next_number_and_the_thread_counts_it(delegate: User, lead: User) -> None:
    thread = make_thread(delegate)
    first, second = publish(thread, delegate), publish(thread, lead)
    thread.refresh_from_db()
    assert [first.number, second.number] == [1, 2]
    assert (thread.last_number, thread.post_count, thread.last_post) == (2, 2, second)
    assert second.portal == lead.portal


def test_the_author_has_read_and_watches_the_thread(delegate: User) -> None:
    thread = make_thread(delegate)
    publish(thread, delegate)
    assert ThreadRead.objects.get(user=delegate).last_number == 1
    assert Watch.objects.get(user=delegate).level == WatchLevel.WATCHING


def test_who_has_muted_a_thread_stays_so_after_writing(delegate: User) -> None:
    thread = make_thread(delegate)
    Watch.objects.create(user=delegate, thread=thread, level=WatchLevel.MUTED)
    publish(thread, delegate)
    assert Watch.objects.get(user=delegate).level == WatchLevel.MUTED


@pytest.mark.parametrize("who", ["outsider", "admin"])
def test_nobody_writes_without_a_portal(request: pytest.FixtureRequest, delegate: User, who: str) -> None:
    thread = make_thread(delegate, make_board(is_public=True))
    with pytest.raises(NotAllowed):
        publish(thread, request.getfixturevalue(who))
    assert not Post.objects.exists()


@pytest.mark.parametrize("kind", [BoardKind.MEMBERS, BoardKind.CLOSED])
def test_only_the_admitted_write_on_other_boards(delegate: User, lead: User, kind: str) -> None:
    board = make_board(kind)
    make_admission(board, delegate)
    thread = make_thread(delegate, board)
    assert publish(thread, delegate).number == 1
    with pytest.raises(NotAllowed):
        publish(thread, lead)


def test_a_locked_thread_refuses_with_words(delegate: User) -> None:
    thread = make_thread(delegate, is_locked=True)
    with pytest.raises(Refused, match="locked"):
        publish(thread, delegate)


@pytest.mark.parametrize("body", ["", "  \n ", "\u200b\u200d\ufeff", "\x00"])
def test_a_text_without_a_visible_letter_is_refused(delegate: User, body: str) -> None:
    with pytest.raises(Refused) as refusal:
        publish(make_thread(delegate), delegate, body)
    assert refusal.value.field == "body"


def test_a_text_that_is_too_long_is_refused(delegate: User) -> None:
    with pytest.raises(Refused, match="too long"):
        publish(make_thread(delegate), delegate, "a" * 20_001)


def test_a_text_is_stored_in_one_form_of_unicode(delegate: User) -> None:
    post = publish(make_thread(delegate), delegate, "Tie\u0302\u0301ng Vie\u0323\u0302t\r\nhai dòng\x00")
    assert post.body == "Tiếng Việt\nhai dòng"


def test_the_same_client_id_gets_the_first_post(delegate: User) -> None:
    thread, key = make_thread(delegate), uuid4()
    first = publish(thread, delegate, "First.", client_id=key)
    again = publish(thread, delegate, "Changed meanwhile.", client_id=key)
    elsewhere = publish(make_thread(delegate), delegate, "Elsewhere.", client_id=key)
    assert first == again == elsewhere
    assert Post.objects.get().body == "First."
    assert AuditEvent.objects.filter(fact="forums.posted").count() == 1


def test_the_same_client_id_of_another_author_is_another_post(delegate: User, lead: User) -> None:
    thread, key = make_thread(delegate), uuid4()
    publish(thread, delegate, client_id=key)
    assert publish(thread, lead, client_id=key).number == 2


def test_a_repeat_is_answered_even_when_the_thread_is_locked_by_now(delegate: User) -> None:
    thread, key = make_thread(delegate), uuid4()
    first = publish(thread, delegate, client_id=key)
    Thread.objects.update(is_locked=True)
    assert publish(thread, delegate, client_id=key) == first


def test_one_answers_posts_of_the_same_thread_only(delegate: User) -> None:
    thread, other = make_thread(delegate), make_thread(delegate)
    foreign = make_post(other, delegate)
    with pytest.raises(Refused, match="another thread"):
        publish(thread, delegate, reply_to=foreign)


def test_watchers_are_told_by_one_sentence_each(delegate: User, lead: User, other_delegate: User) -> None:
    thread = make_thread(delegate)
    first = publish(thread, delegate)
    publish(thread, other_delegate)
    publish(thread, lead, "Dear @[Other Delegate], yes.", reply_to=first)
    assert told("forums.mentioned") == [other_delegate]
    assert told("forums.replied") == [delegate]
    assert told("forums.posted") == [delegate]  # of the second post


def test_the_muted_and_the_author_are_not_told(delegate: User, lead: User) -> None:
    thread = make_thread(delegate)
    first = publish(thread, delegate)
    Watch.objects.filter(user=delegate).update(level=WatchLevel.MUTED)
    publish(thread, lead, "@[Lead]", reply_to=first)
    assert not Notification.objects.exists()


def test_who_may_no_longer_read_is_not_told(delegate: User, lead: User) -> None:
    board = make_board(BoardKind.CLOSED)
    admission = make_admission(board, delegate)
    make_admission(board, lead)
    thread = make_thread(lead, board)
    publish(thread, delegate)
    admission.delete()
    publish(thread, lead, "Between us: @[Delegate].")
    assert not Notification.objects.filter(recipient=delegate).exists()


def test_a_post_is_recorded_for_its_portal(delegate: User) -> None:
    thread = make_thread(delegate)
    publish(thread, delegate)
    event = AuditEvent.objects.about(thread).get(fact="forums.posted")
    assert (event.actor, event.acting_for_id, event.detail) == (delegate, delegate.portal.pk, {"number": 1})


def test_a_post_is_told_to_thread_and_board(delegate: User) -> None:
    thread = make_thread(delegate)
    post = publish(thread, delegate, "**Good** morning.")
    heard = {event.room.name: event for event in RoomEvent.objects.select_related("room")}
    told_thread = heard[thread.room].payload
    assert (heard[thread.room].kind, heard[thread.room].seq) == ("post", 1)
    assert told_thread["posts"][0]["client_id"] == str(post.client_id)
    assert "<strong>Good</strong>" in told_thread["posts"][0]["html"]
    assert heard[thread.board.room].payload["last_number"] == 1


def test_files_come_with_the_post(delegate: User) -> None:
    upload = SimpleUploadedFile("plan.txt", b"One desk.", "text/plain")
    post = publish(make_thread(delegate), delegate, files=[upload])
    assert [file.name for file in post.attachments.all()] == ["plan.txt"]
    event = RoomEvent.objects.get(room__name=post.thread.room)
    assert "plan.txt" in event.payload["posts"][0]["html"]


def test_a_file_that_cannot_be_taken_stops_the_post(delegate: User) -> None:
    upload = SimpleUploadedFile("run.exe", b"MZ", "application/octet-stream")
    with pytest.raises(Refused):
        publish(make_thread(delegate), delegate, files=[upload])
    assert not Post.objects.exists()


def test_an_inactive_person_is_told_nothing(delegate: User, lead: User) -> None:
    thread = make_thread(delegate)
    publish(thread, delegate)
    User.objects.filter(pk=delegate.pk).update(is_active=False)
    publish(thread, lead, "@[Delegate]")
    assert not Notification.objects.exists()
    assert make_user("nobody").pk
