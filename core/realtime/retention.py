"""How long events are kept: a cursor older than that is told to load anew."""

from datetime import timedelta

from django.utils import timezone

from core.realtime.models import RoomEvent

KEEP_DAYS = 30
KEEP_EVENTS = 10_000
BATCH = 5_000


def prune(days: int = KEEP_DAYS, keep: int = KEEP_EVENTS) -> int:
    """Delete events older than `days` and all but the newest `keep` of each room; return how many.

    Works in batches, so that nobody waits long for a lock. The numbers go on as before.
    """
    before = timezone.now() - timedelta(days=days)
    total = 0
    while batch := list(RoomEvent.objects.stale(before, keep).values_list("pk", flat=True)[:BATCH]):
        total += RoomEvent.objects.filter(pk__in=batch).delete()[0]
    return total
