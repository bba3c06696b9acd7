"""When each duty is due: one row for each, taken by whoever comes first."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.ticking.registry import Duty


class DueQuerySet(models.QuerySet["Due"]):
    """Reads and the one conditional write of the timetable."""

    def taken(self, duty: Duty, now: datetime) -> bool:
        """Move the duty to its next time if it is due; tell whether it was, so that only one process does it."""
        due = self.filter(key=duty.key, due_at__lte=now)
        return bool(due.update(due_at=duty.next_after(now), begun_at=now))


class Due(models.Model):
    """When a duty is due next, and how it went last."""

    key = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField(_("due"), db_index=True)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)

    objects: ClassVar[Any] = DueQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key
