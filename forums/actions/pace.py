"""How fast one person may write: a bucket of posts that refills steadily, and slow mode in single places."""

from datetime import timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from core.text.spans import length_of_time
from forums.models import Board, Pace, Post, Thread
from forums.policies import can_moderate
from forums.states import Trust

NEW_FOR = timedelta(days=3)


class TooFast(Refused):
    """More posts than a person writes in a minute, or sooner than slow mode allows; `wait` in seconds."""

    status = 429

    def __init__(self, message: Any, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


def trust_of(user: Any, board: Board) -> Trust:
    """Tell how well `user` is known on `board`: moderators most, accounts of the last three days least."""
    if can_moderate(user, board):
        return Trust.MODERATOR
    return Trust.NEW if timezone.now() - user.joined_at < NEW_FOR else Trust.MEMBER


def posts_a_minute(trust: Trust) -> int:
    """Return how many posts a minute the setting FORUM_POSTS_PER_MINUTE gives to `trust`."""
    return int(settings.FORUM_POSTS_PER_MINUTE[trust])


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


def seconds_to_wait(thread: Thread, user: Any) -> int:
    """Return how long slow mode keeps `user` from writing in `thread`: 0 for moderators and where it is off."""
    if not thread.pace or can_moderate(user, thread.board):
        return 0
    mine = Post.objects.filter(author_id=user.pk)
    on_board = _left(mine.filter(thread__board_id=thread.board_id), thread.board.slow_seconds)
    return max(on_board, _left(mine.filter(thread=thread), thread.slow_seconds))


def _left(mine: Any, pace: int) -> int:
    """Return how many of `pace` seconds are left since the newest of the posts `mine`."""
    if not pace:
        return 0
    since = timezone.now() - timedelta(seconds=pace)
    newest = mine.filter(created_at__gt=since).order_by("-created_at").values_list("created_at", flat=True)
    return max(ceil((found - since).total_seconds()), 0) if (found := newest.first()) else 0
