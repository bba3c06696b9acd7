"""Invitations by e-mail to act for a portal."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from portals.models.portals import Portal
from portals.states import INVITATION, InvitationState, Role

VALID_FOR = timedelta(days=14)


def new_token() -> str:
    """Return a secret of 256 bits that fits into an address."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return what is stored of a token; the token itself is only in the mail."""
    return sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of the invitations."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: those to the own addresses; as lead of the own portals; as admin all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        own = user.emailaddress_set.filter(verified=True).values("email")
        return self.filter(Q(portal__in=user.led_portal_ids) | Q(email__in=own))

    def to(self, user: Any) -> Self:
        """Keep those to the verified addresses of `user`."""
        return self.filter(email__in=user.emailaddress_set.filter(verified=True).values("email"))

    def open(self) -> Self:
        """Keep those that can still be accepted."""
        return self.filter(state=InvitationState.OPEN, expires_at__gt=timezone.now())

    def with_token(self, token: str) -> Self:
        """Keep the one whose mail held `token`."""
        return self.filter(token_fingerprint=fingerprint(token))


class Invitation(Timestamped):
    """Somebody's address, invited to act for a portal; accepted by whoever proves to own the address."""

    portal = models.ForeignKey(Portal, models.PROTECT, related_name="invitations", verbose_name=_("portal"))
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.DELEGATE)
    state = models.CharField(_("state"), max_length=12, choices=InvitationState, default=InvitationState.OPEN)
    token_fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("valid until"))

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "-pk")
        constraints = [
            INVITATION.constraint("invitation_state_known"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
            models.UniqueConstraint(
                fields=["portal", "email"],
                condition=Q(state=InvitationState.OPEN),
                name="invitation_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.portal}"

    def get_absolute_url(self) -> str:
        """Return the desk of the portal's people."""
        return reverse("portals:people", args=[self.portal.slug])

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return "neutral" if self.has_expired else INVITATION.tone(self.state)

    @property
    def has_expired(self) -> bool:
        """Whether it was left unanswered for too long."""
        return self.state == InvitationState.OPEN and self.expires_at <= timezone.now()
