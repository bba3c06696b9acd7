"""Who is told how much: by thread, by board, in person; one mail until read; ended by one click."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail, signing
from django.urls import reverse

from core.notifications import quiet
from core.notifications.models import MailChoice, MailMute, Notification, OutgoingMail, Preference
from core.notifications.outbox import deliver
from core.realtime.models import RoomEvent
from forums.actions import posts, reading, threads
from forums.levels import level_in
from forums.models import Board, BoardWatch, Thread, ThreadRead, Watch
from forums.states import WatchLevel
from portals.models import Portal, User
from tests.builders import client_of
from tests.forums.builders import make_board, make_post, make_thread

Told = list[tuple[str, str]]


@pytest.fixture
def thread(delegate: User) -> Thread:
    """A thread whose author is told nothing by a watch."""
    thread = make_thread(delegate)
    make_post(thread, delegate)
    return thread


def say(thread: Thread, by: User, body: str = "More.", **words: Any) -> Any:
    return posts.publish(thread, body=body, by=by, client_id=uuid4(), **words)


def told(user: User) -> list[str]:
    """Return the facts that stand in the inbox of `user`, oldest first."""
    return list(
        Notification.objects.filter(recipient=user).order_by("pk").values_list("event__fact", flat=True)
    )


@pytest.mark.parametrize(
    ("level", "facts"),
    [
        (WatchLevel.WATCHING, ["forums.posted", "forums.replied", "forums.mentioned", "forums.mentioned"]),
        (WatchLevel.TRACKING, ["forums.replied", "forums.mentioned", "forums.mentioned"]),
        (WatchLevel.NORMAL, ["forums.replied", "forums.mentioned", "forums.mentioned"]),
        (WatchLevel.MUTED, ["forums.mentioned"]),
    ],
)
@pytest.mark.parametrize("choose", ["thread", "board"])
def test_what_each_level_tells(
    thread: Thread, lead: User, other_lead: User, portal: Portal, level: str, facts: list[str], choose: str
) -> None:
    mine = make_post(thread, lead)
    if choose == "thread":
        reading.watch(thread, by=lead, level=level)
    else:
        reading.watch_board(thread.board, by=lead, level=level)
    say(thread, other_lead)
    say(thread, other_lead, reply_to=mine)
    say(thread, other_lead, f"@[{portal.name}], look.")
    say(thread, other_lead, f"@[{lead.name}], look.")
    assert told(lead) == facts


def test_the_choice_for_a_thread_comes_before_that_for_its_board(thread: Thread, lead: User) -> None:
    assert level_in(thread, lead) == WatchLevel.NORMAL
    reading.watch_board(thread.board, by=lead, level=WatchLevel.MUTED)
    assert level_in(thread, lead) == WatchLevel.MUTED
    reading.watch(thread, by=lead, level=WatchLevel.NORMAL)
    assert level_in(thread, lead) == WatchLevel.NORMAL


def test_who_watches_a_board_is_told_once_of_a_new_thread(delegate: User, lead: User, editor: User) -> None:
    board = make_board()
    for user in (lead, editor, delegate):
        reading.watch_board(board, by=user, level=WatchLevel.WATCHING)
    words = {"title": "News", "body": f"@[{editor.name}], you too.", "client_id": uuid4()}
    threads.start(board, by=delegate, **words)
    assert (told(lead), told(editor), told(delegate)) == (["forums.opened"], ["forums.mentioned"], [])


def test_nobody_is_told_of_a_board_they_can_no_longer_read(delegate: User, outsider: User) -> None:
    board = make_board()
    BoardWatch.objects.create(board=board, user=outsider, level=WatchLevel.WATCHING)
    threads.start(board, title="News", body="For members.", by=delegate, client_id=uuid4())
    assert told(outsider) == []


def test_muted_threads_and_boards_have_nothing_unread(thread: Thread, lead: User) -> None:
    unread = Thread.objects.unread_by(lead)
    assert list(unread) == [thread]
    reading.watch_board(thread.board, by=lead, level=WatchLevel.MUTED)
    assert list(unread.all()) == []
    reading.watch(thread, by=lead, level=WatchLevel.TRACKING)
    assert list(unread.all()) == [thread] == list(Thread.objects.followed_by(lead))
    reading.watch(thread, by=lead, level=WatchLevel.MUTED)
    assert (list(unread.all()), list(Thread.objects.followed_by(lead))) == ([], [])


def test_one_mail_for_a_thread_until_it_is_read(thread: Thread, lead: User, other_lead: User) -> None:
    reading.watch(thread, by=lead, level=WatchLevel.WATCHING)
    for _turn in range(3):
        say(thread, other_lead)
    assert (len(told(lead)), OutgoingMail.objects.filter(to=lead.email).count()) == (3, 1)
    reading.mark_read(Thread.objects.get(pk=thread.pk), by=lead, up_to=4)
    say(thread, other_lead)
    assert OutgoingMail.objects.filter(to=lead.email).count() == 2


def test_being_named_is_mailed_each_time(thread: Thread, lead: User, other_lead: User) -> None:
    for _turn in range(2):
        say(thread, other_lead, f"@[{lead.name}]?")
    assert OutgoingMail.objects.filter(to=lead.email).count() == 2


def test_the_digest_and_the_choice_of_mails_hold_for_watched_threads(
    thread: Thread, lead: User, other_lead: User
) -> None:
    Preference.objects.create(user=lead, mail=MailChoice.DAILY)
    reading.watch(thread, by=lead, level=WatchLevel.WATCHING)
    say(thread, other_lead)
    assert (len(told(lead)), OutgoingMail.objects.filter(to=lead.email).count()) == (1, 0)


def test_what_is_read_in_the_thread_is_read_in_the_inbox(
    thread: Thread, lead: User, other_lead: User, django_capture_on_commit_callbacks: Any
) -> None:
    reading.watch(thread, by=lead, level=WatchLevel.WATCHING)
    say(thread, other_lead)
    say(thread, other_lead)
    with django_capture_on_commit_callbacks(execute=True):
        reading.mark_read(Thread.objects.get(pk=thread.pk), by=lead, up_to=2)
    assert Notification.objects.visible_to(lead).unread().count() == 1
    assert RoomEvent.objects.filter(room__name=f"user:{lead.pk}").last().payload == {"unread": 1}


def test_a_board_is_read_to_its_end_at_once(thread: Thread, delegate: User, lead: User) -> None:
    newer, empty = make_thread(delegate, thread.board), make_thread(delegate, thread.board)
    make_post(newer, delegate)
    make_post(newer, delegate)
    elsewhere = make_thread(delegate)
    make_post(elsewhere, delegate)
    ThreadRead.objects.create(user=lead, thread=newer, last_number=1)
    ThreadRead.objects.create(user=delegate, thread=newer, last_number=1)
    assert reading.mark_board_read(thread.board, by=lead) == 2
    assert dict(ThreadRead.objects.filter(user=lead).values_list("thread", "last_number")) == {
        thread.pk: 1,
        newer.pk: 2,
    }
    assert ThreadRead.objects.get(user=delegate, thread=newer).last_number == 1
    assert reading.mark_board_read(thread.board, by=lead) == 0
    assert list(Thread.objects.unread_by(lead)) == [elsewhere]
    assert empty.last_number == 0


def mailed(lead: User, thread: Thread, other_lead: User) -> OutgoingMail:
    """Have `lead` mailed about `thread`."""
    reading.watch(thread, by=lead, level=WatchLevel.WATCHING)
    say(thread, other_lead)
    return OutgoingMail.objects.get(to=lead.email)


def test_a_mail_program_ends_the_mails_by_one_click(thread: Thread, lead: User, other_lead: User) -> None:
    written = mailed(lead, thread, other_lead)
    deliver.call(written.pk)
    (sent,) = mail.outbox
    address = sent.extra_headers["List-Unsubscribe"]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address == f"<{written.unsubscribe_url}>"
    assert written.unsubscribe_url in written.text
    path = written.unsubscribe_url.removeprefix(settings.SITE_URL)
    stranger = client_of(None)
    assert stranger.get(path).status_code == 200
    assert not MailMute.objects.exists()
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 204
    reading.mark_read(Thread.objects.get(pk=thread.pk), by=lead, up_to=9)
    say(thread, other_lead, f"@[{lead.name}]?")
    assert OutgoingMail.objects.filter(to=lead.email).count() == 1
    assert told(lead) == ["forums.posted", "forums.mentioned"]


def test_the_page_of_the_link_ends_mails_and_sends_them_again(
    thread: Thread, lead: User, other_lead: User
) -> None:
    mailed(lead, thread, other_lead)
    path = quiet.unsubscribe_address(quiet.wish_about(lead, thread))
    client = client_of(None)
    assert thread.title in client.get(path).content.decode()
    assert client.post(path, {"action": "end"})["Location"] == path
    assert "You get no more mails about" in client.get(path).content.decode()
    assert "You have ended mails about this thread." in client_of(lead).get(thread.page).content.decode()
    client.post(path, {"action": "again"})
    assert not MailMute.objects.exists()


def test_the_link_of_a_digest_ends_all_mails(lead: User) -> None:
    path = quiet.unsubscribe_address(quiet.Wish(lead.pk))
    client_of(None).post(path, {"List-Unsubscribe": "One-Click"})
    assert Preference.objects.get(user=lead).mail == MailChoice.NEVER
    client_of(None).post(path, {"action": "again"})
    assert Preference.objects.get(user=lead).mail == MailChoice.AT_ONCE


def test_a_forged_link_does_not_exist(lead: User) -> None:
    for token in ("x", "a:b:c", signing.dumps([lead.pk, 0, ""], salt="other")):
        path = reverse("notifications:unsubscribe", args=[token])
        assert (client_of(None).get(path).status_code, client_of(None).post(path).status_code) == (404, 404)


def test_the_link_of_somebody_who_has_gone_does_not_exist(lead: User) -> None:
    path = quiet.unsubscribe_address(quiet.Wish(lead.pk))
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert client_of(None).get(path).status_code == 404


def test_each_level_says_beside_it_what_it_means(thread: Thread, lead: User) -> None:
    board: Board = thread.board
    for url, sentence in (
        (thread.page, "I am told of every post"),
        (board.get_absolute_url(), "every new thread"),
    ):
        page = client_of(lead).get(url).content.decode()
        assert page.count('class="watch-means"') == 4
        assert sentence in page


def test_levels_are_chosen_by_form(thread: Thread, lead: User) -> None:
    client = client_of(lead)
    client.post(reverse("forums:watch", args=[thread.pk]), {"level": "tracking"})
    client.post(reverse("forums:watch_board", args=[thread.board.slug]), {"level": "muted"})
    client.post(reverse("forums:watch_board", args=[thread.board.slug]), {"level": "loud"})
    client.post(reverse("forums:read_board", args=[thread.board.slug]))
    assert (Watch.objects.get(user=lead).level, BoardWatch.objects.get(user=lead).level) == (
        "tracking",
        "muted",
    )
    assert ThreadRead.objects.get(user=lead).last_number == 1
