"""The inbox: read, open, mark as read."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from core.audit.models import name_all
from core.notifications.filters import InboxFilter
from core.notifications.models import Notification
from core.views.pages import ListPage


class Inbox(LoginRequiredMixin, ListPage):
    """What the person was told, newest first."""

    model = Notification
    filterset_class = InboxFilter
    template_name = "notifications/inbox.html"
    paginate_by = 30

    def rows(self) -> QuerySet[Any]:
        """Return the person's own rows with what their sentences need."""
        return super().rows().with_facts()

    def complete(self, rows: list[Any]) -> None:
        """Name people, portals and things in the reader's language."""
        name_all(row.event for row in rows)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add how many are unread."""
        unread = Notification.objects.visible_to(self.request.user).unread().count()
        return super().get_context_data(unread=unread, **words)


class OpenNotification(LoginRequiredMixin, View):
    """Mark one row as read and go where it leads; a GET only leads there, so prefetching reads nothing."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead to the object."""
        return HttpResponseRedirect(self._row(request, pk).url or reverse("notifications:inbox"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark as read, then lead to the object."""
        row = self._row(request, pk)
        Notification.objects.filter(pk=row.pk).mark_read()
        return HttpResponseRedirect(row.url or reverse("notifications:inbox"))

    def _row(self, request: HttpRequest, pk: int) -> Notification:
        return get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)


class MarkAllRead(LoginRequiredMixin, View):
    """Empty the badge."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark everything as read and show the inbox."""
        Notification.objects.visible_to(request.user).mark_read()
        return HttpResponseRedirect(reverse("notifications:inbox"))
