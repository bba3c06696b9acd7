"""The realtime app as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    """Name and label of the app."""

    name = "core.realtime"
    label = "realtime"
    verbose_name = _("Realtime")

    def ready(self) -> None:
        """Listen for commits, and for ends of sessions where no verb of ours is asked."""
        from allauth.account.signals import password_changed, password_reset, password_set
        from django.contrib.sessions.models import Session

        from core.realtime import courier, endings, hints

        hints.listen(courier.post)
        post_delete.connect(endings.session_deleted, sender=Session)
        for signal in (password_changed, password_reset, password_set):
            signal.connect(endings.password_changed)
