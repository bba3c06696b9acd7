"""Fewer mails: none about what a person no longer wants mails of, one at a time about what they have not read."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import models, transaction
from django.urls import reverse

from core.audit.models import AuditEvent
from core.facts import Fact
from core.notifications.models import MailChoice, MailMute, Notification, Preference

SALT = "core.notifications.unsubscribe"


@dataclass(frozen=True)
class Wish:
    """Whose mails a link ends, and about what; `about_type` 0 means all of them."""

    user_id: int
    about_type: int = 0
    about_id: str = ""

    @property
    def is_about_everything(self) -> bool:
        """Whether it ends every mail about facts."""
        return not self.about_type

    @property
    def _key(self) -> dict[str, Any]:
        return {"user_id": self.user_id, "about_type_id": self.about_type, "about_id": self.about_id}

    @property
    def label(self) -> str:
        """What the thing was called when the person was told of it last."""
        told = Notification.objects.filter(
            recipient=self.user_id, event__about_type=self.about_type, event__about_id=self.about_id
        )
        return told.order_by("-pk").values_list("event__about_label", flat=True).first() or ""

    @property
    def language(self) -> str:
        """The language of the person, in which the mails were written."""
        people = get_user_model().objects.filter(pk=self.user_id)
        return people.values_list("language", flat=True).first() or settings.LANGUAGE_CODE

    @property
    def is_granted(self) -> bool:
        """Whether the mails have been ended."""
        if self.is_about_everything:
            return Preference.objects.filter(user=self.user_id, mail=MailChoice.NEVER).exists()
        return MailMute.objects.filter(**self._key).exists()

    @transaction.atomic
    def grant(self) -> None:
        """End the mails. A private wish: announces nothing; twice is once."""
        if self.is_about_everything:
            Preference.objects.update_or_create(user_id=self.user_id, defaults={"mail": MailChoice.NEVER})
        else:
            MailMute.objects.get_or_create(**self._key)

    @transaction.atomic
    def take_back(self) -> None:
        """Send the mails again: at once, whatever was chosen before all were ended."""
        if self.is_about_everything:
            Preference.objects.filter(user=self.user_id).update(mail=MailChoice.AT_ONCE)
        else:
            MailMute.objects.filter(**self._key).delete()


def wish_about(user: Any, thing: models.Model) -> Wish:
    """Return the wish of `user` for no mails about `thing`."""
    return Wish(user.pk, ContentType.objects.get_for_model(thing).pk, str(thing.pk))


def unsubscribe_address(wish: Wish) -> str:
    """Return the page on which the mails of `wish` are ended and sent again."""
    token = signing.dumps([wish.user_id, wish.about_type, wish.about_id], salt=SALT)
    return reverse("notifications:unsubscribe", args=[token])


def unsubscribe_url(user: Any, event: AuditEvent | None = None) -> str:
    """Return the full address that ends mails about what `event` is about, or all of them, for `user`."""
    wish = Wish(user.pk, event.about_type_id or 0, event.about_id) if event else Wish(user.pk)
    return f"{settings.SITE_URL}{unsubscribe_address(wish)}"


def wish_in(token: str) -> Wish | None:
    """Return the wish that a link carries, None for a forged one or when the person has gone."""
    try:
        wish = Wish(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None
    return wish if get_user_model().objects.filter(pk=wish.user_id, is_active=True).exists() else None


def unmailed(rows: list[Notification], fact: Fact) -> set[int]:
    """Return those told in `rows` who get no mail: they ended it, or have not read of the thing since the last."""
    if not rows:
        return set()
    event, people = rows[0].event, [row.recipient_id for row in rows]
    about = {"about_type": event.about_type_id, "about_id": event.about_id}
    ended = MailMute.objects.filter(user__in=people, **about).values_list("user_id", flat=True)
    return set(ended) | (_still_unread(event, people) if fact.once else set())


def _still_unread(event: AuditEvent, people: list[int]) -> set[int]:
    mailed = Notification.objects.unread().filter(
        recipient__in=people,
        event__about_type=event.about_type_id,
        event__about_id=event.about_id,
        mails__isnull=False,
    )
    return set(mailed.values_list("recipient_id", flat=True))
