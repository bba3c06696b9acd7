"""What assessors think of a solution: scored once, blind until one's own is in."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from portals.models import Portal
from proposals.models.solutions import Solution
from proposals.states import SolutionState
from proposals.words import Criterion

LOWEST, HIGHEST = 1, 5


def score(label: Any) -> models.PositiveSmallIntegerField:
    """Return a column for a score from 1 to 5."""
    within = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    return models.PositiveSmallIntegerField(label, validators=within)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Reads of the assessments."""

    def visible_to(self, user: Any) -> Self:
        """Keep those whose round is over, and the own ones while it runs."""
        over = ~Q(solution__state=SolutionState.IN_ASSESSMENT)
        rows = self.filter(over | Q(assessor_id=user.pk), solution__in=Solution.objects.visible_to(user))
        return rows.select_related("solution", "assessor")

    def with_people(self) -> Self:
        """Load assessors and their portals along."""
        return self.select_related("assessor", "portal")


class Assessment(Timestamped):
    """The scores one assessor gave, each from 1 (poor) to 5 (excellent)."""

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments", verbose_name=_("assessor")
    )
    portal = models.ForeignKey(Portal, models.PROTECT, null=True, related_name="+", verbose_name=_("portal"))
    effect = score(Criterion.EFFECT.label)
    feasibility = score(Criterion.FEASIBILITY.label)
    cost_time = score(Criterion.COST_TIME.label)
    legal_security_fit = score(Criterion.LEGAL_SECURITY_FIT.label)
    transferability = score(Criterion.TRANSFERABILITY.label)
    comment = models.TextField(_("comment"), blank=True)

    objects: ClassVar[Any] = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["solution", "assessor"], name="assessment_once_per_assessor"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{one}__gte": LOWEST, f"{one}__lte": HIGHEST}),
                    name=f"assessment_{one}_in_range",
                )
                for one in Criterion.values
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessor} ({self.solution.code})"

    def get_absolute_url(self) -> str:
        """Return the assessments' place on the page of the solution."""
        return f"{reverse('proposals:solution_detail', args=[self.solution.number])}#assessment"

    @property
    def mean(self) -> float:
        """The average of the five scores."""
        return sum(getattr(self, one) for one in Criterion.values) / len(Criterion.values)
