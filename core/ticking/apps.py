"""The ticking app as Django sees it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class TickingConfig(AppConfig):
    """Name and label of the app; at start every app's `duties` module is loaded."""

    name = "core.ticking"
    label = "ticking"
    verbose_name = _("Ticking")

    def ready(self) -> None:
        """Load what the apps do again and again."""
        autodiscover_modules("duties")
