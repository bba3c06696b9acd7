"""Reports: what people hold against a post, and what the moderators made of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.boards import Board
from forums.models.posts import Post
from forums.states import ReportReason, ReportState


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads of the reports."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see: the own reports, and all about posts on boards one moderates."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(by_id=user.pk) | Q(post__thread__board__in=Board.objects.moderated_by(user)))

    def to_judge(self, user: Any) -> Self:
        """Keep those about posts on boards `user` moderates."""
        return self.filter(post__thread__board__in=Board.objects.moderated_by(user))

    def open(self) -> Self:
        """Keep those nobody has decided on."""
        return self.filter(state=ReportState.OPEN)


class Report(models.Model):
    """One person's report of one post; open until a moderator hides the post or says why it stays."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports", verbose_name=_("post"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    reason = models.CharField(_("reason"), max_length=10, choices=ReportReason)
    words = models.CharField(_("in your words"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.OPEN)
    created_at = models.DateTimeField(_("reported"), default=timezone.now, db_index=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("what the reporter was told"), max_length=2000, blank=True)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(state=ReportState.OPEN), name="report_one_open"
            ),
            models.CheckConstraint(condition=Q(reason__in=ReportReason.values), name="report_reason_known"),
            models.CheckConstraint(
                condition=Q(state=ReportState.OPEN, decided_at=None, decided_by=None, answer="")
                | (
                    Q(state__in=[ReportState.UPHELD, ReportState.DISMISSED])
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="report_decided_with_answer",
            ),
            models.CheckConstraint(
                condition=~Q(reason=ReportReason.OTHER) | ~Q(words=""), name="report_other_in_words"
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)

    def get_absolute_url(self) -> str:
        """Return where moderators decide on the post."""
        return reverse("forums:judge", args=[self.post_id])
