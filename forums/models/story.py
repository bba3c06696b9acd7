"""The story of a thread: a visible line for everything moderators did to it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models.boards import Board
from forums.models.threads import Thread
from forums.states import STORY_ICONS, StoryKind
from portals.models import Portal

ABOUT_A_BOARD = (StoryKind.MOVE,)
ABOUT_A_THREAD = (StoryKind.SPLIT_OUT, StoryKind.SPLIT_IN)


class StoryLine(models.Model):
    """One act, told after the post `after_number` (0: before the first); `count` says of how many posts."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="story")
    after_number = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=StoryKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    portal = models.ForeignKey(Portal, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=2000, blank=True)
    count = models.PositiveIntegerField(default=0)
    other_board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="+")
    other_thread = models.ForeignKey(Thread, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("line of a story")
        verbose_name_plural = _("lines of stories")
        ordering = ("after_number", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StoryKind.values), name="story_kind_known"),
            models.CheckConstraint(
                condition=Q(other_board=None) | Q(kind__in=ABOUT_A_BOARD), name="story_board_of_a_move"
            ),
            models.CheckConstraint(
                condition=Q(other_thread=None) | Q(kind__in=ABOUT_A_THREAD), name="story_thread_of_a_split"
            ),
        ]
        indexes = [models.Index(fields=["thread", "after_number"], name="story_of_thread")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.thread}"

    @property
    def icon(self) -> str:
        """The icon of the act."""
        return STORY_ICONS[StoryKind(self.kind)]

    @property
    def other(self) -> Board | Thread | None:
        """The board or thread at the other end, unless naming it would tell of a place not all may read."""
        place: Any = self.other_board or self.other_thread
        if place is None:
            return None
        board = self.other_board or place.board
        return place if board.pk == self.thread.board_id or not board.needs_admission else None
