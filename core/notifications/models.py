"""Inbox, preferences and the outbox of mails: rows written with the fact, sent after commit."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.models import AuditEvent


class MailChoice(models.TextChoices):
    """How a person wants to be mailed."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, together")
    NEVER = "never", _("Never: only in the inbox")


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Reads of the inbox."""

    def visible_to(self, user: Any) -> Self:
        """Keep the rows of `user`'s own inbox."""
        return self.filter(recipient_id=user.pk) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        """Keep those nobody has opened yet."""
        return self.filter(read_at=None)

    def with_facts(self) -> Self:
        """Load the events and their actors along; `name_all` then gives all things their names."""
        return self.select_related("event", "event__actor", "event__about_type")

    def mark_read(self) -> int:
        """Mark every unread row of this set as read now; return how many there were."""
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    """One fact that one person was told; its sentence comes from the audit event."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    event = models.ForeignKey(AuditEvent, models.PROTECT, related_name="notifications")
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    read_at = models.DateTimeField(null=True, blank=True)
    digested_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "event"], name="notification_once_per_event"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notification_inbox"),
            models.Index(fields=["recipient"], name="notification_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.event.sentence


class Preference(models.Model):
    """How one person wants to be mailed, in general and for single facts."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference")
    mail = models.CharField(_("mails"), max_length=10, choices=MailChoice, default=MailChoice.AT_ONCE)
    muted_facts = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("preference")
        constraints = [
            models.CheckConstraint(condition=Q(mail__in=MailChoice.values), name="preference_mail_known")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_mail_display()}"


class MailMute(models.Model):
    """A person's wish for no more mails about one thing; the inbox goes on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    about_id = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mail mute")
        verbose_name_plural = _("mail mutes")
        constraints = [
            models.UniqueConstraint(fields=["user", "about_type", "about_id"], name="mail_mute_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.about_type} {self.about_id}"


class OutgoingMail(models.Model):
    """A mail to be sent: written with the fact, delivered after commit, kept until it went out."""

    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    unsubscribe_url = models.CharField(max_length=400, blank=True)
    notification = models.ForeignKey(
        Notification, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    attachment_name = models.CharField(max_length=120, blank=True)
    attachment_type = models.CharField(max_length=80, blank=True)
    attachment = models.BinaryField(blank=True, default=b"")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ("created_at",)
        indexes = [models.Index(fields=["created_at"], name="mail_unsent", condition=Q(sent_at=None))]

    def __str__(self) -> str:
        return self.subject
