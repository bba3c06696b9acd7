"""How fast one person may write: a bucket of posts that refills steadily, and slow mode in single places."""

from math import ceil
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from core.text.spans import length_of_time
from forums.models import Board, Pace, Thread
from forums.paces import posts_a_minute, seconds_to_wait, trust_of


class TooFast(Refused):
    """More posts than a person writes in a minute, or sooner than slow mode allows; `wait` in seconds."""

    status = 429

    def __init__(self, message: Any, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


def take_token(user: Any, board: Board) -> None:
    """Use up one of the posts a minute of `user`; raise TooFast when none is left.

    The bucket is a row locked until the transaction ends: what one person sends at once goes one after
    the other, whichever process it reaches, and a refusal or a rollback uses nothing up.
    """
    capacity, now = posts_a_minute(trust_of(user, board)), timezone.now()
    bucket, _made = Pace.objects.select_for_update().get_or_create(
        user=user, defaults={"level": capacity, "at": now}
    )
    elapsed = max((now - bucket.at).total_seconds(), 0)
    level = min(capacity, bucket.level + elapsed * capacity / 60)
    if level < 1:
        raise _too_many(capacity, ceil((1 - level) * 60 / capacity))
    Pace.objects.filter(pk=bucket.pk).update(level=level - 1, at=now)


def _too_many(capacity: int, wait: int) -> TooFast:
    words = _("You write more than %(count)d posts a minute. Send again in %(time)s; your text is kept.")
    return TooFast(words % {"count": capacity, "time": length_of_time(wait)}, wait)


def demand_slow(thread: Thread, user: Any) -> None:
    """Raise TooFast while slow mode in `thread` or on its board makes `user` wait."""
    if wait := seconds_to_wait(thread, user):
        words = _("Slow mode: one post every %(pace)s. Send again in %(time)s; your text is kept.")
        said = words % {"pace": length_of_time(thread.pace), "time": length_of_time(wait)}
        raise TooFast(said, wait)
