"""One fact reaches the trail, the inbox and the outbox, or none of them."""

from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from core.announcing import announce
from core.audit.models import AuditEvent
from core.facts import Fact
from core.models import AppendOnlyError
from core.notifications.digest import send_all
from core.notifications.models import MailChoice, Notification, OutgoingMail, Preference
from portals.models import User
from tests.builders import make_portal, make_theme, make_user

GREETED = Fact("tests.greeted", "{actor} greeted {about}: {word}", mail=True)


def greet(word: str = "xin chào", **more: Any) -> AuditEvent:
    with transaction.atomic():
        return announce(GREETED, detail={"word": word}, **more)


def _greet_and_fail(reader: User) -> None:
    with transaction.atomic():
        announce(GREETED, by=None, about=make_theme(), to=[reader])
        raise ZeroDivisionError


@pytest.mark.django_db
def test_a_fact_is_written_to_the_trail_with_its_words() -> None:
    portal, theme, by = make_portal(), make_theme(), make_user("lan")
    event = greet(by=by, about=theme, acting_for=portal)
    assert event.sentence == f"Lan greeted {theme}: xin chào"
    assert (event.acting_for_id, list(AuditEvent.objects.about(theme))) == (portal.pk, [event])


@pytest.mark.django_db
def test_those_told_get_one_inbox_row_each_and_never_the_actor() -> None:
    by, other = make_user("lan"), make_user("binh")
    greet(by=by, about=make_theme(), to=[by, other, other], url="/library/")
    assert [(row.recipient, row.url) for row in Notification.objects.all()] == [(other, "/library/")]


@pytest.mark.django_db(transaction=True)
def test_a_mail_goes_out_after_commit_in_the_language_of_the_reader() -> None:
    other = make_user("binh", language="de")
    greet(by=make_user("lan"), about=make_theme(), to=[other])
    assert [message.to for message in mail.outbox] == [[other.email]]
    assert OutgoingMail.objects.get().sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_when_the_verb_fails() -> None:
    other = make_user("binh")
    with pytest.raises(ZeroDivisionError):
        _greet_and_fail(other)
    assert (AuditEvent.objects.count(), Notification.objects.count(), mail.outbox) == (0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        announce(GREETED, by=None, about=make_theme())


@pytest.mark.django_db
def test_the_trail_cannot_be_changed() -> None:
    event = greet(by=None, about=make_theme())
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()
    with pytest.raises(AppendOnlyError):
        AuditEvent.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_who_chose_the_digest_gets_one_mail_once() -> None:
    other = make_user("binh")
    Preference.objects.create(user=other, mail=MailChoice.DAILY)
    for word in ("một", "hai"):
        greet(word, by=None, about=make_theme(), to=[other])
    assert mail.outbox == []
    assert (send_all.call(), send_all.call()) == (1, 0)
    assert [word in mail.outbox[0].body for word in ("một", "hai")] == [True, True]
