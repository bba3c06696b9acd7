"""The home page."""

from typing import Any

from django.views.generic import TemplateView

from dashboard.home import figures, on_now, told_lately, whats_new
from dashboard.waiting import is_new_here, waiting_for


class Home(TemplateView):
    """What waits for me, what is on now, what is new; for visitors, what this place is."""

    def get_template_names(self) -> list[str]:
        """Show members their desk and everybody else the welcome."""
        return ["dashboard/home.html" if self.request.user.is_authenticated else "dashboard/welcome.html"]

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add what the person may see."""
        user = self.request.user
        if user.is_authenticated:
            words |= {
                "waiting": waiting_for(user),
                "told": told_lately(user),
                "is_new_here": is_new_here(user),
            }
        else:
            words |= {"figures": figures(user)}
        return super().get_context_data(now=on_now(user), new=whats_new(user), **words)
