"""What single people do in threads: read, watch, react, mention."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.states import ReactionKind, WatchLevel
from portals.models import Portal


class ThreadRead(models.Model):
    """How far a person has read a thread; only ever raised."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey("forums.Thread", models.CASCADE, related_name="reads")
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("reading mark")
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="thread_read_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.thread} #{self.last_number}"


class Watch(models.Model):
    """How much of a thread a person wants to be told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey("forums.Thread", models.CASCADE, related_name="watches")
    level = models.CharField(_("tell me"), max_length=10, choices=WatchLevel, default=WatchLevel.NORMAL)

    class Meta:
        verbose_name = _("watch")
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="thread_watch_once"),
            models.CheckConstraint(condition=Q(level__in=WatchLevel.values), name="watch_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_level_display()}"


class BoardWatch(models.Model):
    """How much a person wants to be told of the threads of a board; a level chosen for a thread comes first."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    board = models.ForeignKey("forums.Board", models.CASCADE, related_name="watches")
    level = models.CharField(_("tell me"), max_length=10, choices=WatchLevel, default=WatchLevel.NORMAL)

    class Meta:
        verbose_name = _("watch of a board")
        constraints = [
            models.UniqueConstraint(fields=["user", "board"], name="board_watch_once"),
            models.CheckConstraint(condition=Q(level__in=WatchLevel.values), name="board_watch_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_level_display()}"


class Reaction(models.Model):
    """A short answer to a post: one of each kind per person."""

    post = models.ForeignKey("forums.Post", models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReactionKind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reaction")
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["post", "user", "kind"], name="reaction_once"),
            models.CheckConstraint(condition=Q(kind__in=ReactionKind.values), name="reaction_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


class Mention(models.Model):
    """A person or a portal named in a post; each is told once, however often the post is edited."""

    post = models.ForeignKey("forums.Post", models.CASCADE, related_name="mentions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    portal = models.ForeignKey(Portal, models.CASCADE, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("mention")
        constraints = [
            models.UniqueConstraint(fields=["post", "user"], name="mention_person_once"),
            models.UniqueConstraint(fields=["post", "portal"], name="mention_portal_once"),
            models.CheckConstraint(
                condition=Q(user=None, portal__isnull=False) | Q(user__isnull=False, portal=None),
                name="mention_person_or_portal",
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.user or self.portal}"
