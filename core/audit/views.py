"""The audit trail for admins."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from core.audit.filters import AuditFilter
from core.audit.models import AuditEvent, name_all
from core.views.pages import ListPage


class Trail(LoginRequiredMixin, ListPage):
    """Everything that happened, newest first; absent for everybody but admins."""

    model = AuditEvent
    filterset_class = AuditFilter
    template_name = "audit/trail.html"
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer admins only; the address does not exist for others."""
        if request.user.is_authenticated and not request.user.is_superuser:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet[Any]:
        """Return the whole trail with actors and kinds."""
        return AuditEvent.objects.with_people()

    def complete(self, rows: list[Any]) -> None:
        """Name people, portals and things in the reader's language."""
        name_all(rows)
