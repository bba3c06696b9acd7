"""Boards and who has been admitted to them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from forums.states import SLOWEST, BoardKind, BoardRole, Who
from portals.models import Membership, Portal, Theme, User

READ_BY_ADMINS = [BoardKind.OPEN, BoardKind.MEMBERS, BoardKind.PORTALS]


class BoardQuerySet(models.QuerySet["Board"]):
    """Reads of the boards."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may read.

        Everybody reads public boards, every member the open ones, members of chosen portals those for
        them, the admitted the others. Admins read all but closed boards, those only when admitted.
        """
        if not (user.is_authenticated and user.is_member):
            return self.filter(is_public=True)
        kinds = READ_BY_ADMINS if user.is_superuser else [BoardKind.OPEN]
        admitted = BoardMembership.objects.filter(user_id=user.pk).values("board_id")
        own = [one.portal_id for one in user.active_memberships]
        chosen = Board.portals.through.objects.filter(portal_id__in=own).values("board_id")
        by_portal = Q(kind=BoardKind.PORTALS, pk__in=chosen)
        return self.filter(Q(is_public=True) | Q(kind__in=kinds) | Q(pk__in=admitted) | by_portal)

    def moderated_by(self, user: Any) -> Self:
        """Keep those on which `user` keeps order; the same rule as the policy `can_moderate`."""
        if not (user.is_authenticated and user.is_member):
            return self.none()
        named = BoardMembership.objects.filter(user_id=user.pk, role=BoardRole.MODERATOR).values("board_id")
        if user.is_superuser:
            return self.filter(~Q(kind=BoardKind.CLOSED) | Q(pk__in=named))
        return self.filter(pk__in=named)

    def of(self, subject: models.Model) -> Self:
        """Keep the boards made for `subject`."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def with_counts(self) -> Self:
        """Add `thread_count` (of those begun), `posts_written` and `newest_at`, the moment of the newest post."""
        return self.annotate(
            thread_count=Count("threads", filter=Q(threads__last_number__gt=0, threads__merged_into=None)),
            posts_written=Coalesce(Sum("threads__post_count"), 0),
            newest_at=models.Max("threads__last_post_at"),
        )


class Board(Timestamped):
    """A place for threads, with its own readers and its own standing order."""

    slug = models.SlugField(_("short address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    description = models.CharField(_("what it is for"), max_length=300, blank=True)
    rules = models.TextField(_("standing order"), blank=True)
    kind = models.CharField(_("readers"), max_length=10, choices=BoardKind, default=BoardKind.OPEN)
    is_public = models.BooleanField(_("readable without signing in"), default=False)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="boards", verbose_name=_("theme")
    )
    subject_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    portals = models.ManyToManyField(
        Portal,
        blank=True,
        related_name="boards",
        verbose_name=_("chosen portals"),
        help_text=_("Their people read the board if it is for chosen portals."),
    )
    starters = models.CharField(_("who starts threads"), max_length=10, choices=Who, default=Who.READERS)
    writers = models.CharField(_("who writes posts"), max_length=10, choices=Who, default=Who.READERS)
    slow_seconds = models.PositiveIntegerField(_("slow mode"), default=0)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    objects: ClassVar[Any] = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BoardKind.values), name="board_kind_known"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(kind=BoardKind.OPEN), name="board_public_is_open"
            ),
            models.CheckConstraint(
                condition=Q(starters__in=Who.values, writers__in=Who.values), name="board_rights_known"
            ),
            models.CheckConstraint(condition=Q(slow_seconds__lte=SLOWEST), name="board_slow_within_a_day"),
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="board_subject")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the board's page."""
        return reverse("forums:board", args=[self.slug])

    @property
    def people_url(self) -> str:
        """Where moderators admit and dismiss people."""
        return reverse("forums:people", args=[self.slug])

    @property
    def room(self) -> str:
        """The realtime room of the board's list."""
        return f"board:{self.pk}"

    @property
    def review_room(self) -> str:
        """The realtime room of those who moderate the board: what is reported."""
        return f"review:{self.pk}"

    @property
    def needs_admission(self) -> bool:
        """Whether one has to be admitted to read here."""
        return self.kind != BoardKind.OPEN

    def readers(self) -> models.QuerySet[User]:
        """Return the active people who read this board as members; the same rule as `visible_to`."""
        in_force = Membership.objects.in_force().filter(user=OuterRef("pk"))
        people = User.objects.active().filter(Q(is_superuser=True) | Exists(in_force))
        if self.kind == BoardKind.OPEN:
            return people
        admitted = Q(pk__in=self.memberships.values("user_id"))
        if self.kind == BoardKind.PORTALS:
            admitted = admitted | Q(Exists(in_force.filter(portal__in=self.portals.all())))
        return people.filter(admitted if self.kind == BoardKind.CLOSED else admitted | Q(is_superuser=True))

    def moderators(self) -> models.QuerySet[User]:
        """Return the active people who keep order here; the admins where nobody has been named."""
        named = self.memberships.filter(role=BoardRole.MODERATOR).values("user_id")
        found = self.readers().filter(pk__in=named)
        if self.kind == BoardKind.CLOSED or found.exists():
            return found
        return User.objects.active().filter(is_superuser=True)

    def is_moderated_by(self, user: Any) -> bool:
        """Tell whether `user` has been made a moderator of this board."""
        return self.memberships.filter(user_id=user.pk, role=BoardRole.MODERATOR).exists()


class BoardMembership(models.Model):
    """A person's admission to a board; `source` says which verb admitted (conference, moderator)."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="board_memberships")
    role = models.CharField(_("role"), max_length=10, choices=BoardRole, default=BoardRole.MEMBER)
    source = models.CharField(max_length=40, blank=True)
    admitted_at = models.DateTimeField(_("admitted"), auto_now_add=True)

    class Meta:
        verbose_name = _("admission to a board")
        verbose_name_plural = _("admissions to boards")
        ordering = (F("role").desc(), "user__name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["board", "user"], name="board_membership_once"),
            models.CheckConstraint(condition=Q(role__in=BoardRole.values), name="board_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.board}"
