"""Who belongs to which portal, as what, from when until when."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from portals.models.portals import Portal
from portals.states import MEMBERSHIP, MembershipState, Role

LIVE = (MembershipState.PROPOSED, MembershipState.ACTIVE)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of the memberships."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: the own ones; as lead those of the portal; as admin all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(Q(user=user) | Q(portal__in=user.led_portal_ids))

    def in_force(self) -> Self:
        """Keep the active ones whose dates cover today."""
        today = timezone.localdate()
        return self.filter(
            Q(until_on=None) | Q(until_on__gte=today), state=MembershipState.ACTIVE, from_on__lte=today
        )

    def live(self) -> Self:
        """Keep those that are proposed or active."""
        return self.filter(state__in=LIVE)

    def waiting(self) -> Self:
        """Keep those a lead has to decide on."""
        return self.filter(state=MembershipState.PROPOSED)


class Membership(Timestamped):
    """A person's place in a portal."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="memberships", verbose_name=_("portal"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.DELEGATE)
    state = models.CharField(
        _("state"), max_length=12, choices=MembershipState, default=MembershipState.PROPOSED
    )
    from_on = models.DateField(_("from"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)
    is_sso = models.BooleanField(_("confirmed by the portal's sign-in"), default=False)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("portal", "user")
        constraints = [
            MEMBERSHIP.constraint("membership_state_known"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "portal"], condition=Q(state__in=LIVE), name="membership_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.portal}"

    def get_absolute_url(self) -> str:
        """Return the page of the portal's people."""
        return reverse("portals:detail", args=[self.portal.slug])

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return MEMBERSHIP.tone(self.state)
