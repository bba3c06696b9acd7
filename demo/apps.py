"""The demo app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Name and label of the app."""

    name = "demo"
    label = "demo"
    verbose_name = _("Demo")
