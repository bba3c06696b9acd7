"""Problems and solutions in the read-only API."""

from typing import Any

from django.db.models import QuerySet

from core.api import VisibleViewSet
from proposals.filters import ProblemFilter, SolutionFilter
from proposals.models import Problem, Solution
from proposals.serializers import ProblemSerializer, SolutionSerializer


class ProblemViewSet(VisibleViewSet):
    """Submitted problems that the reader may see."""

    model = Problem
    serializer_class = ProblemSerializer
    filterset_class = ProblemFilter
    lookup_field = "number"
    lookup_value_regex = "[0-9]{1,9}"
    order = ("-submitted_at", "-pk")

    def get_queryset(self) -> QuerySet[Any]:
        """Return the submitted ones with everything they are written with."""
        rows = super().get_queryset().submitted().select_related("portal", "conference")
        return rows.prefetch_related("themes", "affected__portal", "solutions")


class SolutionViewSet(VisibleViewSet):
    """Submitted solutions that the reader may see."""

    model = Solution
    serializer_class = SolutionSerializer
    filterset_class = SolutionFilter
    lookup_field = "number"
    lookup_value_regex = "[0-9]{1,9}"
    order = ("-submitted_at", "-pk")

    def get_queryset(self) -> QuerySet[Any]:
        """Return the submitted ones with everything they are written with."""
        rows = super().get_queryset().submitted().select_related("portal", "conference")
        return rows.prefetch_related(
            "problems", "sponsorships__portal", "endorsements__portal", "decisions__portal"
        )
