"""The sections of the own data that this app holds: account, memberships, sessions, what one did."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from core.attachments.models import Attachment
from core.audit.models import AuditEvent
from portals.exports import Row, register

COLUMNS = (
    "email", "name", "position", "phone", "language", "time_zone", "shows_contact", "shows_presence",
    "holds_posts", "joined_at", "last_login",
)  # fmt: skip


def account(user: Any) -> Iterable[Row]:
    """Yield the profile and the addresses."""
    yield {name: getattr(user, name) for name in COLUMNS}
    yield from user.emailaddress_set.values("email", "verified", "primary")


def memberships(user: Any) -> Iterable[Row]:
    """Yield the memberships, with the portal's name."""
    for one in user.memberships.select_related("portal"):
        names = ("role", "state", "from_on", "until_on", "is_sso", "created_at")
        yield {"portal": one.portal.name} | {name: getattr(one, name) for name in names}


def sign_in(user: Any) -> Iterable[Row]:
    """Yield sessions, second factors and connected providers, without any secret."""
    yield from UserSession.objects.filter(user=user).values("created_at", "last_seen_at", "ip", "user_agent")
    yield from Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
    yield from user.socialaccount_set.values("provider", "uid", "date_joined", "last_login")


def deeds(user: Any) -> Iterable[Row]:
    """Yield what the trail holds of the person's own acts: when, what, for which portal."""
    for event in AuditEvent.objects.by(user).only("at", "fact", "acting_for_label"):
        yield {"at": event.at, "what": event.label, "acting_for": event.acting_for_label}


def inbox(user: Any) -> Iterable[Row]:
    """Yield when the person was told of what kind of thing, and where it led."""
    for one in user.notifications.select_related("event"):
        yield {"created_at": one.created_at, "read_at": one.read_at, "what": one.event.label, "url": one.url}


def uploads(user: Any) -> Iterable[Row]:
    """Yield what the person uploaded."""
    yield from Attachment.objects.filter(uploaded_by=user).values("name", "size", "media_type", "created_at")


def uploaded_files(user: Any) -> Iterable[tuple[str, Any]]:
    """Yield the uploaded files under names that cannot collide."""
    for one in Attachment.objects.filter(uploaded_by=user):
        yield f"{one.pk.hex[:8]}-{one.name}", one.file


def picture(user: Any) -> Iterable[tuple[str, Any]]:
    """Yield the picture of the profile."""
    if user.picture:
        yield "picture.png", user.picture


register("account", _("Account"), account, picture)
register("memberships", _("Memberships"), memberships)
register("sign_in", _("Sign-in"), sign_in)
register("deeds", _("What you did"), deeds)
register("inbox", _("Inbox"), inbox)
register("uploads", _("Files you uploaded"), uploads, uploaded_files)
