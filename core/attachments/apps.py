"""The attachments app as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    """Name and label of the app."""

    name = "core.attachments"
    label = "attachments"
    verbose_name = _("Attachments")
