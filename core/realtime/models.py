"""Rooms and their numbered events: the truth that every socket is only a hint of."""

from typing import Any, ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Room(models.Model):
    """Something people watch live; `seq` is the number of its newest event, 0 before the first."""

    name = models.CharField(max_length=120, unique=True)
    seq = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("live room")
        verbose_name_plural = _("live rooms")
        constraints = [models.CheckConstraint(condition=models.Q(seq__gte=0), name="room_seq_not_negative")]

    def __str__(self) -> str:
        return f"{self.name} @{self.seq}"


class RoomEventQuerySet(models.QuerySet["RoomEvent"]):
    """Reads of the log."""

    def of(self, room: str) -> Self:
        """Keep the events of one room, oldest first."""
        return self.filter(room__name=room).order_by("seq")

    def stale(self, before: Any, keep: int) -> Self:
        """Keep what was written before the moment `before` or is not among the newest `keep` of its room."""
        return self.filter(models.Q(created_at__lt=before) | models.Q(seq__lte=F("room__seq") - keep))


class RoomEvent(models.Model):
    """One event of a room, complete in itself, so that reading it twice does no harm."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="events")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: ClassVar[Any] = RoomEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("live event")
        verbose_name_plural = _("live events")
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="room_event_number_once"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="room_event_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id} #{self.seq} {self.kind}"
