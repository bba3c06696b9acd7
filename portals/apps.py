"""The portals app as Django sees it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PortalsConfig(AppConfig):
    """Name and label of the app."""

    name = "portals"
    label = "portals"
    verbose_name = _("Portals")

    def ready(self) -> None:
        """Load the desks under /manage/ and the figures of a portal's page that the apps offer."""
        from portals import account_events, own_data  # noqa: F401

        autodiscover_modules("manage_desks", "portal_figures")
