"""The forums app as Django sees it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    """Name and label of the app; opens the live rooms of threads and boards."""

    name = "forums"
    label = "forums"
    verbose_name = _("Forums")

    def ready(self) -> None:
        """Open the rooms; say what one's own data holds of the forum."""
        from forums.rooms import open_rooms

        open_rooms()
        import_module("forums.own_data")
