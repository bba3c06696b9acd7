"""The notifications app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Name and label of the app."""

    name = "core.notifications"
    label = "notifications"
    verbose_name = _("Notifications")
