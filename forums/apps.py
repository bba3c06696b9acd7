"""The forums app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    """Name and label of the app; opens the live rooms of threads and boards."""

    name = "forums"
    label = "forums"
    verbose_name = _("Forums")

    def ready(self) -> None:
        """Open the rooms."""
        from forums.rooms import open_rooms

        open_rooms()
