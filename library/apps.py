"""The library app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """Name and label of the app."""

    name = "library"
    label = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Take its places on the chain."""
        from library import stops  # noqa: F401
