"""The search app as Django sees it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Name and label of the app; at start every app's `searchables` module is loaded."""

    name = "core.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Load what the apps make findable."""
        autodiscover_modules("searchables")
