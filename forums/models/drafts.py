"""What a person has begun to write and not yet sent: one draft for each thread, board and post."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.attachments.models import Attachment
from forums.models.boards import Board
from forums.models.posts import MAX_LENGTH, Post
from forums.models.threads import Thread

Place = Thread | Board | Post


class DraftQuerySet(models.QuerySet["Draft"]):
    """Reads of the drafts."""

    def visible_to(self, user: Any) -> Self:
        """Keep the own ones: nobody else ever reads a draft."""
        return self.filter(author_id=user.pk) if user.is_authenticated else self.none()

    def at(self, place: Place) -> Self:
        """Keep those for a post in a thread, a new thread on a board, or a new text of a post."""
        return self.filter(**{column_of(place): place})

    def with_places(self) -> Self:
        """Load where each belongs, the newest first."""
        return self.select_related("thread__board", "board", "post__thread").order_by("-saved_at", "-pk")


def column_of(place: Place) -> str:
    """Return the column that names `place`."""
    return "thread" if isinstance(place, Thread) else "board" if isinstance(place, Board) else "post"


class Draft(models.Model):
    """An unsent text; `version` rises with each saving, so that no device overwrites what it has not seen."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="+")
    board = models.ForeignKey(Board, models.CASCADE, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+")
    client_id = models.UUIDField(editable=False)
    body = models.TextField(_("text"), max_length=MAX_LENGTH, blank=True)
    words = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    attachments = GenericRelation(Attachment, "owner_id", "owner_type")

    objects: ClassVar[Any] = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["author", "thread"], name="draft_once_per_thread"),
            models.UniqueConstraint(fields=["author", "board"], name="draft_once_per_board"),
            models.UniqueConstraint(fields=["author", "post"], name="draft_once_per_post"),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, board=None, post=None)
                | Q(thread=None, board__isnull=False, post=None)
                | Q(thread=None, board=None, post__isnull=False),
                name="draft_in_one_place",
            ),
        ]
        indexes = [models.Index(fields=["author", "client_id"], name="draft_by_client_id")]

    def __str__(self) -> str:
        return str(self.place)

    def get_absolute_url(self) -> str:
        """Return the page on which one goes on writing."""
        if self.post:
            return reverse("forums:edit", args=[self.post.pk])
        if self.board:
            return reverse("forums:start", args=[self.board.slug])
        return f"{self.place.get_absolute_url()}?at=999999999#compose"

    @property
    def place(self) -> Place:
        """The thread, board or post it is for."""
        found: Any = self.thread or self.board or self.post
        return found

    @property
    def title(self) -> str:
        """The title typed for a new thread."""
        return str((self.words.get("title") or [""])[0])
