"""What one may run here."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from portals.desks import desks_of


class Desks(LoginRequiredMixin, TemplateView):
    """The desks of the person, with what waits at each."""

    template_name = "portals/desks.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Gather the desks."""
        return super().get_context_data(desks=desks_of(self.request.user), **words)
