"""Seats of a conference that are kept for portals."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from conferences.models.conferences import Conference
from portals.models import Portal


class QuotaQuerySet(models.QuerySet["PortalQuota"]):
    """Reads of the quotas."""

    def in_all(self) -> int:
        """Return the sum of the seats."""
        return self.aggregate(sum=Sum("seats"))["sum"] or 0


class PortalQuota(models.Model):
    """Seats of a conference that are kept for one portal."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="quotas")
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="quotas", verbose_name=_("portal"))
    seats = models.PositiveIntegerField(_("seats"))
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)

    objects: ClassVar[Any] = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("seats of a portal")
        verbose_name_plural = _("seats of the portals")
        ordering = ("portal__name",)
        constraints = [
            models.UniqueConstraint(fields=["conference", "portal"], name="quota_one_per_portal"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="quota_never_oversold"),
        ]

    def __str__(self) -> str:
        return f"{self.portal}: {self.taken}/{self.seats}"

    @property
    def left(self) -> int:
        """Seats of the portal nobody holds."""
        return self.seats - self.taken
