"""Best practices in the read-only API."""

from typing import Any

from django.db.models import QuerySet

from core.api import VisibleViewSet
from library.filters import PracticeFilter
from library.models import BestPractice
from library.serializers import PracticeSerializer


class PracticeViewSet(VisibleViewSet):
    """Verified best practices that the reader may see."""

    model = BestPractice
    serializer_class = PracticeSerializer
    filterset_class = PracticeFilter
    lookup_field = "slug"
    order = ("-verified_at", "-pk")

    def get_queryset(self) -> QuerySet[Any]:
        """Return the verified ones with everything they are written with."""
        rows = super().get_queryset().verified().select_related("owner")
        return rows.prefetch_related("themes", "versions", "adoptions__portal")
