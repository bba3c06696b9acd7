"""Who may not write for a while, and how fast everybody writes."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.boards import Board


class SilenceQuerySet(models.QuerySet["Silence"]):
    """Reads of the silences."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: the own ones, those on moderated boards, as admin also those everywhere."""
        if not user.is_authenticated:
            return self.none()
        seen = Q(user_id=user.pk) | Q(board__in=Board.objects.moderated_by(user))
        return self.filter(seen | Q(board=None) if user.is_superuser else seen)

    def in_force(self) -> Self:
        """Keep those that last: neither lifted nor over."""
        return self.filter(ended_at=None, until__gt=timezone.now())

    def of(self, user: Any, board: Board) -> Self:
        """Keep those that keep `user` from writing on `board`."""
        return self.in_force().filter(Q(board=None) | Q(board=board), user_id=user.pk)


class Silence(models.Model):
    """A person reads but does not write on `board` (everywhere when None) until a moment; ends by itself."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="silences")
    board = models.ForeignKey(Board, models.CASCADE, null=True, blank=True, related_name="silences")
    reason = models.CharField(_("reason"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = SilenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("silence")
        verbose_name_plural = _("silences")
        ordering = ("-begun_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "board"], condition=Q(ended_at=None), name="silence_one_per_board"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None, board=None), name="silence_one_everywhere"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("begun_at")), name="silence_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="silence_with_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="silence_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.board or _('all boards')}"


class Pace(models.Model):
    """How many posts a person has left just now: a bucket that refills steadily; shared by all processes."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    level = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pace of writing")
        verbose_name_plural = _("paces of writing")
        constraints = [models.CheckConstraint(condition=Q(level__gte=0), name="pace_not_below_zero")]

    def __str__(self) -> str:
        return f"{self.user}: {self.level:.1f}"
