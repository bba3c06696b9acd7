"""The trace app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TraceConfig(AppConfig):
    """Name and label of the app."""

    name = "core.trace"
    label = "trace"
    verbose_name = _("Trace")
