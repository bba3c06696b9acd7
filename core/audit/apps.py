"""The audit app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Name and label of the app."""

    name = "core.audit"
    label = "audit"
    verbose_name = _("Audit")
