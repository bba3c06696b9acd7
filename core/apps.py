"""The core app as Django sees it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Name and label of the app; at start every app's `cards` module is loaded."""

    name = "core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Load how the apps' objects look as cards."""
        autodiscover_modules("cards")
