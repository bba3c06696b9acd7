"""Verified versions, never changed, and the languages a practice can be read in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, Timestamped
from library.models.practices import BestPractice
from library.models.texts import PracticeText


class PracticeVersion(AppendOnly, PracticeText):
    """What was verified and published as version `number`; a record."""

    practice = models.ForeignKey(BestPractice, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="practice_version_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class PracticeTranslation(Timestamped, PracticeText):
    """The practice in another language, made from version `of_version` of the original."""

    practice = models.ForeignKey(BestPractice, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    of_version = models.PositiveIntegerField(_("translated from version"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ("language",)
        constraints = [
            models.UniqueConstraint(fields=["practice", "language"], name="practice_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def is_older(self) -> bool:
        """Whether the original has been published anew since."""
        return self.of_version < self.practice.version

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the language of the original is not a translation (ValueError)."""
        if self.language == self.practice.language:
            raise ValueError(f"{self.language} is the original's language")
        super().save(*args, **kwargs)
