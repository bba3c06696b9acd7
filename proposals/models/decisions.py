"""Decisions on solutions: a record that is never edited, only superseded."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conferences.models import Conference
from core.models import AppendOnly, AppendOnlyQuerySet
from portals.models import Portal
from proposals.models.solutions import Solution
from proposals.words import Outcome


class DecisionQuerySet(AppendOnlyQuerySet):
    """Reads of the decisions; rows are never changed or deleted through it."""

    def visible_to(self, user: Any) -> Self:
        """Keep those on solutions `user` may see."""
        return self.filter(solution__in=Solution.objects.visible_to(user)).select_related("solution")

    def in_force(self) -> Self:
        """Keep those no later decision has superseded."""
        return self.filter(superseded_by=None)

    def with_parties(self) -> Self:
        """Load who decided along."""
        return self.select_related("decided_by", "portal")


class Decision(AppendOnly):
    """What was decided on a solution, by whom, and why."""

    number = models.PositiveIntegerField(_("number"), editable=False)
    solution = models.ForeignKey(Solution, models.PROTECT, related_name="decisions")
    conference = models.ForeignKey(
        Conference, models.PROTECT, null=True, related_name="decisions", verbose_name=_("conference")
    )
    outcome = models.CharField(pgettext_lazy("decision", "outcome"), max_length=10, choices=Outcome)
    text = models.TextField(_("decision"))
    reasons = models.TextField(_("reasons"))
    is_without_assessment = models.BooleanField(
        _("decided without assessment"), default=False, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions", verbose_name=_("decided by")
    )
    portal = models.ForeignKey(
        Portal, models.PROTECT, null=True, related_name="decisions", verbose_name=_("acting for")
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, db_index=True, editable=False)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-decided_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(reasons=""), name="decision_is_explained"),
            models.UniqueConstraint(fields=["conference", "number"], name="decision_number_once"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(conference=None), name="decision_number_once_outside"
            ),
            models.UniqueConstraint(
                fields=["solution"], condition=Q(supersedes=None), name="decision_one_first_per_solution"
            ),
            models.CheckConstraint(condition=~Q(supersedes=F("id")), name="decision_not_on_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.solution.code})"

    def get_absolute_url(self) -> str:
        """Return the decision's place on the page of its solution."""
        return f"{reverse('proposals:solution_detail', args=[self.solution.number])}#decision-{self.pk}"

    @property
    def code(self) -> str:
        """The number as people quote it."""
        return str(_("Decision %(number)s") % {"number": self.number})

    @property
    def state_tone(self) -> str:
        """The colour role of the outcome."""
        return {Outcome.ACCEPTED: "good", Outcome.REJECTED: "bad"}.get(Outcome(self.outcome), "wait")
