"""The core app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Name and label of the app."""

    name = "core"
    label = "core"
    verbose_name = _("Core")
