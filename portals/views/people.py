"""The directory: a person's page and picture."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import View

from core.views.pages import DetailPage
from portals.models import User
from portals.policies import can_see_contact
from portals.views.portals import picture


class PersonPage(LoginRequiredMixin, DetailPage):
    """Name, post and portals of a person; contact details only where the person wants it."""

    model = User
    template_name = "portals/person.html"
    context_object_name = "person"

    def get_queryset(self) -> QuerySet[Any]:
        """Return those whom the reader finds in the directory."""
        return User.objects.visible_to(self.request.user)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the memberships in force and whether contact details are shown."""
        return super().get_context_data(
            shows_contact=can_see_contact(self.request.user, self.object),
            memberships=self.object.active_memberships,
            **words,
        )


class PictureFile(LoginRequiredMixin, View):
    """The picture of a person whom the reader finds in the directory."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the picture."""
        person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
        return picture(person.picture.name, "private")
