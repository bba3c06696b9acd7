"""The inbox: one's own rows and nobody else's, read by opening them, with a live badge; the trail; the digest."""

from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.announcing import announce
from core.audit.models import AuditEvent
from core.facts import Fact
from core.notifications import quiet
from core.notifications.models import MailChoice, MailMute, Notification, OutgoingMail, Preference
from core.realtime.models import RoomEvent
from portals.models import User
from tests.builders import client_of, make_theme, make_user

INBOX = reverse("notifications:inbox")
TRAIL = reverse("audit:trail")
WAVED = Fact("tests.waved", "{actor} waved at “{about}”")
pytestmark = pytest.mark.django_db


def wave(to: User, **more: Any) -> Notification:
    """Tell `to` that somebody waved."""
    values = {"by": make_user(), "about": make_theme(), "url": "/library/"} | more
    with transaction.atomic():
        event = announce(WAVED, to=[to], **values)
    return Notification.objects.get(event=event)


def page(user: User | None, query: str = "", address: str = INBOX) -> str:
    response = client_of(user).get(address + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_inbox_shows_what_one_was_told_newest_first(delegate: User, lead: User) -> None:
    first, second = wave(delegate), wave(delegate, detail={"reason": "It is late."})
    wave(lead, about=make_theme("others"))
    shown = page(delegate)
    assert shown.index(second.event.sentence) < shown.index(first.event.sentence)
    assert "It is late." in shown
    assert "Others" not in shown
    assert "2 unread" in shown


def test_an_empty_inbox_says_what_it_is_for(delegate: User) -> None:
    assert "Whatever concerns you arrives here" in page(delegate)


def test_opening_a_row_reads_it_and_leads_on(delegate: User) -> None:
    row = wave(delegate)
    response = client_of(delegate).post(reverse("notifications:open", args=[row.pk]))
    row.refresh_from_db()
    assert (response["Location"], row.read_at is not None) == ("/library/", True)


def test_a_prefetched_row_stays_unread(delegate: User) -> None:
    row = wave(delegate)
    response = client_of(delegate).get(reverse("notifications:open", args=[row.pk]))
    row.refresh_from_db()
    assert (response["Location"], row.read_at) == ("/library/", None)


def test_a_row_that_leads_nowhere_leads_back(delegate: User) -> None:
    row = wave(delegate, url="")
    assert client_of(delegate).post(reverse("notifications:open", args=[row.pk]))["Location"] == INBOX


def test_a_row_of_somebody_else_does_not_exist(delegate: User, lead: User) -> None:
    row = wave(delegate)
    address = reverse("notifications:open", args=[row.pk])
    assert [client_of(lead).get(address).status_code, client_of(lead).post(address).status_code] == [404, 404]
    row.refresh_from_db()
    assert row.read_at is None


def test_everything_is_read_at_once_and_only_the_own(delegate: User, lead: User) -> None:
    mine, other = wave(delegate), wave(lead)
    wave(delegate)
    assert client_of(delegate).post(reverse("notifications:read_all"))["Location"] == INBOX
    assert list(Notification.objects.unread()) == [other]
    assert mine not in Notification.objects.unread()


def test_the_list_narrows_to_the_unread_and_to_days(delegate: User) -> None:
    old, new = wave(delegate), wave(delegate)
    Notification.objects.filter(pk=old.pk).mark_read()
    assert old.event.sentence not in page(delegate, "?show=unread")
    assert new.event.sentence in page(delegate, f"?after={timezone.localdate().isoformat()}")
    assert "Nothing" not in page(delegate, "?after=yesterday&page=99")


def test_the_badge_counts_the_unread_and_hears_of_new_ones(
    delegate: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        wave(delegate)
    shown = page(delegate, address=reverse("library:list"))
    assert 'class="tool-badge" data-count="1"' in shown
    assert f'<ip-live room="user:{delegate.pk}" after="1" data-inbox hidden>' in shown
    assert [(one.room.name, one.kind) for one in RoomEvent.objects.all()] == [
        (f"user:{delegate.pk}", "inbox")
    ]


def test_who_was_told_nothing_has_no_badge(delegate: User) -> None:
    assert 'data-count="0" hidden' in page(delegate)


@pytest.mark.parametrize("address", [INBOX, TRAIL])
def test_a_list_costs_the_same_for_one_row_and_for_three(delegate: User, admin: User, address: str) -> None:
    reader = admin if address == TRAIL else delegate
    costs = []
    for wanted in (1, 3):
        while AuditEvent.objects.count() < wanted:
            wave(delegate)
        client = client_of(reader)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_trail_names_who_did_what_for_whom_and_why(delegate: User, admin: User) -> None:
    theme = make_theme("water")
    wave(admin, by=delegate, about=theme, acting_for=delegate.portal, detail={"reason": "Because."})
    shown = page(admin, address=TRAIL)
    assert "Delegate waved at “Water”" in shown
    assert "Finance" in shown
    assert "Because." in shown


def test_the_trail_is_narrowed_by_fact_and_words(delegate: User, admin: User) -> None:
    wave(delegate, about=make_theme("water"))
    assert "Water" in page(admin, "?fact=tests.waved&q=wat", TRAIL)
    assert "Water" not in page(admin, "?q=fire", TRAIL)
    assert "Water" not in page(admin, "?fact=library.published", TRAIL)


def test_the_trail_exists_for_admins_only(lead: User, organiser: User) -> None:
    assert [client_of(one).get(TRAIL).status_code for one in (lead, organiser)] == [404, 404]
    assert client_of(None).get(TRAIL)["Location"].startswith(reverse("account_login"))


def test_a_digest_holds_what_was_not_mailed_once(delegate: User, capsys: pytest.CaptureFixture[str]) -> None:
    Preference.objects.create(user=delegate, mail=MailChoice.DAILY)
    row = wave(delegate)
    call_command("send_digests")
    call_command("send_digests")
    (digest,) = OutgoingMail.objects.all()
    assert (digest.to, digest.subject) == (delegate.email, "1 thing is new for you")
    assert row.event.sentence in digest.text
    assert row.event.sentence in digest.html
    assert capsys.readouterr().out.splitlines() == [
        "1 digests written, 1 waiting mails sent",
        "0 digests written, 0 waiting mails sent",
    ]


def test_who_has_read_everything_gets_no_digest(delegate: User) -> None:
    Preference.objects.create(user=delegate, mail=MailChoice.DAILY)
    wave(delegate)
    Notification.objects.visible_to(delegate).mark_read()
    call_command("send_digests")
    assert (OutgoingMail.objects.count(), mail.outbox) == (0, [])


def test_names_of_people_cannot_break_a_page(delegate: User) -> None:
    wave(delegate, by=make_user(name="<img src=x onerror=alert(1)>", email="x@interportal.example"))
    shown = page(delegate)
    assert "<img src=x" not in shown
    assert "&lt;Img Src=X" in shown


def test_mails_about_a_thing_are_ended_once(delegate: User) -> None:
    wish = quiet.wish_about(delegate, make_theme())
    for _turn in range(2):
        wish.grant()
    row = MailMute.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        MailMute.objects.create(user=delegate, about_type=row.about_type, about_id=row.about_id)
