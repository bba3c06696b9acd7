"""Composing mails into the outbox and sending them: at least once, always with the same id."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from core.notifications.models import Notification, OutgoingMail

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 20
ONE_LINE = 240


@dataclass(frozen=True)
class Enclosure:
    """A file that goes along with a mail: a ticket, a calendar entry."""

    name: str
    media_type: str
    content: bytes


def site() -> dict[str, Any]:
    """Return what every mail says of the place it comes from, and its language."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "language": translation.get_language(),
    }


def compose(
    user: Any,
    template: str,
    words: dict[str, Any],
    *,
    notification: Notification | None = None,
    enclosure: Enclosure | None = None,
    unsubscribe_url: str = "",
) -> OutgoingMail:
    """Write a mail to `user` in the user's own language and zone; it is sent after commit.

    `template` names three files: `mails/<template>.subject.txt`, `.txt` and `.html`. `unsubscribe_url` is
    the full address that ends such mails by one click, for mails that nobody has asked for one by one.
    """
    with translation.override(user.language or settings.LANGUAGE_CODE), timezone.override(user.zone):
        context = {
            **words,
            "recipient": user,
            **site(),
            "unsubscribe_url": unsubscribe_url,
        }
        subject = render_to_string(f"mails/{template}.subject.txt", context)
        text = render_to_string(f"mails/{template}.txt", context)
        html = render_to_string(f"mails/{template}.html", context)
    return post(
        user.email,
        subject,
        text,
        html,
        notification=notification,
        enclosure=enclosure,
        unsubscribe_url=unsubscribe_url,
    )


def post(
    to: str,
    subject: str,
    text: str,
    html: str,
    *,
    notification: Notification | None = None,
    enclosure: Enclosure | None = None,
    unsubscribe_url: str = "",
) -> OutgoingMail:
    """Put a finished mail into the outbox; it is sent after commit."""
    mail = OutgoingMail.objects.create(
        to=to,
        subject=" ".join(subject.split())[:ONE_LINE],
        text=text,
        html=html,
        message_id=make_msgid(domain="interportal"),
        notification=notification,
        unsubscribe_url=unsubscribe_url,
        attachment_name=enclosure.name if enclosure else "",
        attachment_type=enclosure.media_type if enclosure else "",
        attachment=enclosure.content if enclosure else b"",
    )
    transaction.on_commit(_send_later(mail.pk), robust=True)
    return mail


def _send_later(pk: int) -> Callable[[], None]:
    def send() -> None:
        deliver.enqueue(pk)

    return send


@task()
def deliver(pk: int) -> bool:
    """Send the mail `pk` unless it went out already; a dead server leaves it for `deliver_waiting`."""
    mail = OutgoingMail.objects.filter(pk=pk, sent_at=None, attempts__lt=MAX_ATTEMPTS).first()
    if mail is None:
        return False
    OutgoingMail.objects.filter(pk=pk).update(attempts=F("attempts") + 1)
    try:
        _message(mail).send()
    except OSError:
        logger.warning("mail %s could not be sent, will be tried again", pk)
        return False
    OutgoingMail.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


@task()
def deliver_waiting() -> int:
    """Try every mail that is still waiting; return how many went out."""
    waiting = OutgoingMail.objects.filter(sent_at=None, attempts__lt=MAX_ATTEMPTS)
    return sum(deliver.call(pk) for pk in waiting.values_list("pk", flat=True)[:500])


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers=_headers(mail),
    )
    message.attach_alternative(mail.html, "text/html")
    if mail.attachment_name:
        message.attach(mail.attachment_name, bytes(mail.attachment), mail.attachment_type)
    return message


def _headers(mail: OutgoingMail) -> dict[str, str]:
    """Return the headers of `mail`; with RFC 8058's pair, mail programs offer the end by one click."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if not mail.unsubscribe_url:
        return headers
    one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers | {"List-Unsubscribe": f"<{mail.unsubscribe_url}>"} | one_click
