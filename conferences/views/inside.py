"""What every page inside a conference has: the conference as the reader may see it, and who may manage it."""

from functools import cached_property
from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from conferences import policies
from conferences.models import Conference


class InsideConference:
    """Loads the conference of the address through `visible_to`; what the reader may not see is absent."""

    request: Any
    kwargs: dict[str, Any]
    tab = ""

    @cached_property
    def conference(self) -> Conference:
        """The conference of the address."""
        seen = Conference.objects.visible_to(self.request.user).select_related("host", "board")
        return get_object_or_404(seen, slug=self.kwargs["slug"])

    @cached_property
    def own(self) -> Any:
        """The reader's registration: the live one, else the newest, else None."""
        if not self.request.user.is_authenticated:
            return None
        mine = list(self.conference.registrations.filter(user=self.request.user).select_related("portal"))
        for registration in mine:
            registration.conference = self.conference
        return max(mine, key=lambda one: (one.is_live, one.arrival), default=None)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the conference, the chosen tab and the own registration."""
        inside = {"conference": self.conference, "tab": self.tab, "own": self.own}
        return super().get_context_data(**inside, **words)  # type: ignore[misc]


class ManagedConference(AccessMixin, InsideConference):
    """A page for those who manage the conference; it does not exist for others."""

    tab = "manage"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask strangers to sign in; answer 404 to whoever may not manage."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not policies.can_manage(request.user, self.conference):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
