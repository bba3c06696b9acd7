"""Base of the read-only API: view sets that show what the reader may see."""

from typing import Any

from django.db.models import Model
from rest_framework.viewsets import ReadOnlyModelViewSet


class VisibleViewSet(ReadOnlyModelViewSet[Any]):
    """List and read the objects of `model` through the same gate as the pages: `visible_to`."""

    model: type[Model]
    lookup_value_regex = "[-\\w]+"
    order: tuple[str, ...] = ("-pk",)

    def get_queryset(self) -> Any:
        """Return what the reader may see, in a steady order."""
        return self.model.objects.visible_to(self.request.user).order_by(*self.order)  # type: ignore[attr-defined]
