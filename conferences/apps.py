"""The conferences app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    """Name and label of the app; at start it names its stops on the chain and its places in the bar."""

    name = "conferences"
    label = "conferences"
    verbose_name = _("Conferences")

    def ready(self) -> None:
        """Load what the app adds to the ground floor."""
        from conferences import bar, rooms, stops  # noqa: F401

        rooms.open_rooms()
