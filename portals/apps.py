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
        """Say that people act for portals; load the desks under /manage/ and the figures the apps offer."""
        from core.audit.names import register_bodies
        from portals import account_events, own_data  # noqa: F401
        from portals.models import Portal

        register_bodies(Portal)
        autodiscover_modules("manage_desks", "portal_figures")
