"""Threads: a title, a numbered row of posts, and perhaps an object they are about."""

from datetime import date, datetime, time
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from forums.models.boards import Board
from forums.models.marks import BoardWatch, ThreadRead, Watch
from forums.states import SLOWEST, THREAD_ICONS, ThreadKind, WatchLevel
from portals.models import Portal, Theme


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Reads of the threads."""

    def visible_to(self, user: Any) -> Self:
        """Keep the threads of boards that `user` may read, in one statement; merged ones live on in others."""
        return self.filter(board__in=Board.objects.visible_to(user), merged_into=None)

    def heard_by(self, user: Any) -> Self:
        """Keep what `user` may hear live: what one may see, and what was merged into it."""
        visible = Board.objects.visible_to(user)
        return self.filter(Q(board__in=visible, merged_into=None) | Q(merged_into__board__in=visible))

    def about(self, subject: models.Model) -> Self:
        """Keep the thread about `subject`."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def begun(self) -> Self:
        """Keep threads in which somebody has written; the others wait under their objects."""
        return self.filter(last_number__gt=0)

    def open(self) -> Self:
        """Keep threads one may write in."""
        return self.filter(is_locked=False)

    def unanswered(self) -> Self:
        """Keep questions without an accepted answer."""
        return self.filter(kind=ThreadKind.QUESTION, answer=None)

    def with_people(self) -> Self:
        """Load board, author, portal and the newest post's author along."""
        return self.select_related(
            "board", "theme", "author", "portal", "last_post__author", "last_post__portal", "subject_type"
        )

    def with_reading(self, user: Any) -> Self:
        """Add `read_number`, the last post `user` has read (0 when none)."""
        mine = ThreadRead.objects.filter(thread=OuterRef("pk"), user_id=user.pk).values("last_number")
        return self.annotate(read_number=Coalesce(Subquery(mine), 0))

    def unread_by(self, user: Any) -> Self:
        """Keep threads with posts that `user` has not read and has not muted."""
        caught_up = ThreadRead.objects.filter(
            thread=OuterRef("pk"), user_id=user.pk, last_number__gte=OuterRef("last_number")
        )
        return self.filter(~Exists(caught_up), last_number__gt=0).exclude(self._at(user, WatchLevel.MUTED))

    def followed_by(self, user: Any) -> Self:
        """Keep threads that `user` watches or tracks, by themselves or with their board."""
        return self.filter(self._at(user, WatchLevel.WATCHING, WatchLevel.TRACKING))

    def _at(self, user: Any, *levels: str) -> Q:
        """Match threads for which `user` chose one of `levels`, or none while the board has one of them."""
        own = Watch.objects.filter(thread=OuterRef("pk"), user_id=user.pk)
        boards = BoardWatch.objects.filter(user_id=user.pk, level__in=levels).values("board")
        return Q(Exists(own.filter(level__in=levels))) | Q(~Exists(own), board__in=boards)

    def unread_per_board(self, user: Any) -> Coalesce:
        """Return the expression that counts, for each row of boards, the threads `user` has not read."""
        unread = self.filter(board=OuterRef("pk")).unread_by(user).order_by().values("board")
        return Coalesce(Subquery(unread.annotate(count=Count("pk")).values("count")), 0)


class Thread(Timestamped):
    """A discussion on a board. `last_number` counts all posts, `post_count` those that can be read."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="threads", verbose_name=_("board"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=ThreadKind, default=ThreadKind.DISCUSSION)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="threads", verbose_name=_("theme")
    )
    subject_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="threads")
    portal = models.ForeignKey(Portal, models.PROTECT, null=True, blank=True, related_name="threads")
    is_locked = models.BooleanField(_("locked"), default=False)
    lock_reason = models.CharField(_("why it is locked"), max_length=2000, blank=True)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    slow_seconds = models.PositiveIntegerField(_("slow mode"), default=0)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    post_count = models.PositiveIntegerField(_("posts"), default=0, editable=False)
    last_post = models.ForeignKey("forums.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    last_post_at = models.DateTimeField(_("last post"), default=timezone.now, editable=False)
    answer = models.ForeignKey("forums.Post", models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ("-is_pinned", "-last_post_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ThreadKind.values), name="thread_kind_known"),
            models.CheckConstraint(
                condition=Q(answer=None) | Q(kind=ThreadKind.QUESTION), name="thread_answer_to_question"
            ),
            models.CheckConstraint(
                condition=Q(post_count__lte=F("last_number")), name="thread_count_within_numbers"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | (Q(post_count=0, last_post=None) & ~Q(merged_into=F("pk"))),
                name="thread_merged_is_empty",
            ),
            models.CheckConstraint(condition=Q(slow_seconds__lte=SLOWEST), name="thread_slow_within_a_day"),
            models.UniqueConstraint(fields=["subject_type", "subject_id"], name="thread_one_per_subject"),
        ]
        indexes = [
            models.Index(fields=["board", "-is_pinned", "-last_post_at"], name="thread_board_list"),
            models.Index(fields=["-last_post_at"], name="thread_latest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the thread's page."""
        return reverse("forums:thread", args=[self.pk])

    @cached_property
    def page(self) -> str:
        """The thread's page, worked out once for all the links of its posts."""
        return self.get_absolute_url()

    def url_at(self, number: int) -> str:
        """Return the permanent address of post `number`."""
        return f"{self.get_absolute_url()}?at={number}#post-{number}"

    def number_on(self, day: date) -> int:
        """Return the number of the first post of `day` (in the active zone) or later, else of the last."""
        begins = timezone.make_aware(datetime.combine(day, time.min))
        later = self.posts.filter(created_at__gte=begins).order_by("created_at", "number")
        return later.values_list("number", flat=True).first() or self.last_number

    @property
    def room(self) -> str:
        """The realtime room of the thread."""
        return f"thread:{self.pk}"

    @property
    def icon(self) -> str:
        """The icon of the thread's kind."""
        return THREAD_ICONS[ThreadKind(self.kind)]

    @property
    def pace(self) -> int:
        """How many seconds lie between two posts of one person: the slower of thread and board."""
        return max(self.slow_seconds, self.board.slow_seconds)

    @property
    def is_question(self) -> bool:
        """Whether one post can be accepted as the answer."""
        return self.kind == ThreadKind.QUESTION

    @property
    def unread(self) -> int:
        """How many posts came after the last one read; needs `with_reading`."""
        return max(self.last_number - getattr(self, "read_number", self.last_number), 0)

    @property
    def first_unread(self) -> int:
        """The number of the first unread post, or of the last post; needs `with_reading`."""
        return max(min(getattr(self, "read_number", 0) + 1, self.last_number), 1)

    @property
    def unread_url(self) -> str:
        """Where to go on reading: at the first unread post."""
        return self.url_at(self.first_unread) if self.last_number else self.get_absolute_url()
