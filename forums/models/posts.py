"""Posts and the texts they had before."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.attachments.models import Attachment
from core.models import AppendOnly
from forums.models.boards import Board, BoardMembership
from forums.models.threads import Thread
from forums.states import REACTION_ICONS, BoardKind, BoardRole, ReactionKind
from portals.models import Portal, User

MAX_LENGTH = 20_000


@dataclass(frozen=True)
class Given:
    """One kind of reaction to a post, and who gave it in order of time."""

    kind: ReactionKind
    people: list[User]

    @property
    def icon(self) -> str:
        """The icon of the kind."""
        return REACTION_ICONS[self.kind]

    @property
    def ids(self) -> list[int]:
        """The keys of the people: a browser finds its own reader among them."""
        return [user.pk for user in self.people]

    @property
    def names(self) -> str:
        """The names of the first ten who gave it."""
        return ", ".join(str(user) for user in self.people[:10])


class PostQuerySet(models.QuerySet["Post"]):
    """Reads of the posts."""

    def visible_to(self, user: Any) -> Self:
        """Keep the posts whose text `user` may read: hidden ones only as author or moderator."""
        readable = self.filter(thread__board__in=Board.objects.visible_to(user))
        shown = Q(hidden_at=None)
        if not user.is_authenticated:
            return readable.filter(shown)
        moderated = BoardMembership.objects.filter(user_id=user.pk, role=BoardRole.MODERATOR)
        may_look = Q(author_id=user.pk) | Q(thread__board__in=moderated.values("board_id"))
        if user.is_superuser:
            may_look |= ~Q(thread__board__kind=BoardKind.CLOSED)
        return readable.filter(shown | may_look)

    def shown(self) -> Self:
        """Keep the posts that have not been hidden."""
        return self.filter(hidden_at=None)

    def between(self, first: int, last: int) -> Self:
        """Keep the numbers from `first` to `last`, both included, in order."""
        return self.filter(number__range=(first, last)).order_by("number")

    def with_people(self) -> Self:
        """Load everything one post shows, in a fixed number of queries."""
        return self.select_related("author", "portal", "reply_to__author", "hidden_by").prefetch_related(
            "reactions__user", "attachments"
        )


class Post(models.Model):
    """One contribution, numbered without gaps in its thread; `html` is sanitised when written."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    portal = models.ForeignKey(Portal, models.PROTECT, related_name="posts")
    body = models.TextField(_("text"), max_length=MAX_LENGTH)
    html = models.TextField(editable=False)
    client_id = models.UUIDField(editable=False)
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, db_index=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_reason = models.CharField(_("why it is hidden"), max_length=2000, blank=True)
    attachments = GenericRelation(Attachment, "owner_id", "owner_type")

    objects: ClassVar[Any] = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("thread", "number")
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once"),
            models.UniqueConstraint(fields=["author", "client_id"], name="post_client_id_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="post_number_from_one"),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_reason="", hidden_by=None)
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="post_hidden_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["thread", "created_at"], name="post_by_time")]

    def __str__(self) -> str:
        return f"{self.thread} #{self.number}"

    def get_absolute_url(self) -> str:
        """Return the permanent address of the post inside its thread."""
        return self.thread.url_at(self.number)

    @cached_property
    def home(self) -> str:
        """The short address under which the post's own pages and buttons are."""
        return reverse("forums:post", args=[self.pk])

    @property
    def is_hidden(self) -> bool:
        """Whether a moderator has hidden the post."""
        return self.hidden_at is not None

    @property
    def is_answer(self) -> bool:
        """Whether the question of the thread has accepted this post."""
        return self.thread.answer_id == self.pk

    @property
    def reactions_given(self) -> list[Given]:
        """The kinds of reactions the post has, in their order, with those who gave them."""
        people: dict[str, list[User]] = {kind: [] for kind in ReactionKind}
        for reaction in self.reactions.all():
            people[reaction.kind].append(reaction.user)
        return [Given(ReactionKind(kind), found) for kind, found in people.items() if found]


class PostVersion(AppendOnly):
    """A text that a post had before it was edited; `number` is the version it was."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    html = models.TextField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("former text")
        verbose_name_plural = _("former texts")
        ordering = ("post", "number")
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="post_version_once")]

    def __str__(self) -> str:
        return f"{self.post} v{self.number}"


class FormerPlace(models.Model):
    """A number a post once had in a thread it has left; the old address leads to where it is now."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="former_places")
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="former_places")

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("former place of a post")
        verbose_name_plural = _("former places of posts")
        constraints = [models.UniqueConstraint(fields=["thread", "number"], name="former_place_once")]

    def __str__(self) -> str:
        return f"{self.thread} #{self.number}"
