"""The dashboard app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    """Name and label of the app."""

    name = "dashboard"
    label = "dashboard"
    verbose_name = _("Dashboard")
