"""Portals that stand behind a solution, or against it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from portals.models import Portal
from proposals.models.solutions import Solution
from proposals.words import Stance

REASON_LENGTH = 1000


class Sponsorship(models.Model):
    """A portal other than the writers' wants the solution dealt with."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="sponsorships")
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="sponsorships", verbose_name=_("portal"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sponsorship")
        verbose_name_plural = _("sponsorships")
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["solution", "portal"], name="sponsorship_once_per_portal")
        ]

    def __str__(self) -> str:
        return f"{self.portal} – {self.solution}"


class Endorsement(Timestamped):
    """What a portal says to a solution; the history of changes is in the audit trail."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="endorsements")
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="endorsements", verbose_name=_("portal"))
    stance = models.CharField(_("stance"), max_length=12, choices=Stance)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)
    version = models.PositiveIntegerField(_("given for version"), default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["solution", "portal"], name="endorsement_once_per_portal"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="endorsement_stance_known"),
            models.CheckConstraint(
                condition=Q(stance=Stance.ENDORSE) | ~Q(reason=""), name="endorsement_doubt_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.portal}: {self.get_stance_display()}"
