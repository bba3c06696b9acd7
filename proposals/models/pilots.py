"""An accepted solution tried out at one site."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Timestamped
from portals.models import Portal
from proposals.models.solutions import Solution
from proposals.states import PILOT, PilotState


class PilotQuerySet(models.QuerySet["Pilot"]):
    """Reads of the pilots."""

    def visible_to(self, user: Any) -> Self:
        """Keep those of solutions `user` may see."""
        return self.filter(solution__in=Solution.objects.visible_to(user)).select_related("solution")

    def running(self) -> Self:
        """Keep those that are still on."""
        return self.filter(state=PilotState.RUNNING)


class Pilot(Timestamped):
    """Who tries the solution where, from when until when, and what came of it."""

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="pilots")
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="pilots", verbose_name=_("portal"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="pilots",
        verbose_name=pgettext_lazy("pilot", "owner"),
    )
    site = models.CharField(_("site"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=PilotState, default=PilotState.RUNNING)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    result = models.TextField(_("result"), blank=True)
    reported_at = models.DateTimeField(_("reported"), null=True, blank=True)

    objects: ClassVar[Any] = PilotQuerySet.as_manager()

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        ordering = ("-from_on", "-pk")
        constraints = [
            PILOT.constraint("pilot_state_known"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="pilot_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state=PilotState.RUNNING) | (~Q(result="") & Q(reported_at__isnull=False)),
                name="pilot_reported_with_result",
            ),
            models.UniqueConstraint(
                fields=["solution"], condition=Q(state=PilotState.RUNNING), name="pilot_one_running"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} ({self.solution.code})"

    def get_absolute_url(self) -> str:
        """Return the pilot's place on the page of its solution."""
        return f"{reverse('proposals:solution_detail', args=[self.solution.number])}#pilot-{self.pk}"

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return PILOT.tone(self.state)
