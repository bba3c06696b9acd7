"""How fast people may write: posts a minute by trust, and what slow mode leaves to wait."""

from datetime import timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.utils import timezone

from forums.models import Board, Post, Thread
from forums.policies import can_moderate
from forums.states import Trust

NEW_FOR = timedelta(days=3)


def trust_of(user: Any, board: Board) -> Trust:
    """Tell how well `user` is known on `board`: moderators most, accounts of the last three days least."""
    if can_moderate(user, board):
        return Trust.MODERATOR
    return Trust.NEW if timezone.now() - user.joined_at < NEW_FOR else Trust.MEMBER


def posts_a_minute(trust: Trust) -> int:
    """Return how many posts a minute the setting FORUM_POSTS_PER_MINUTE gives to `trust`."""
    return int(settings.FORUM_POSTS_PER_MINUTE[trust])


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
