"""How fast one person may write: a bucket of tokens that refills steadily."""

import time
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from core.errors import Refused

CAPACITY = 20
PER_SECOND = CAPACITY / 60


class TooFast(Refused):
    """More posts than a person writes in a minute."""

    status = 429


def take_token(user: Any) -> None:
    """Use up one of the 20 posts a minute of `user`; raise TooFast when none is left."""
    key = f"forums:pace:{user.pk}"
    now = time.time()
    level, at = cache.get(key, (float(CAPACITY), now))
    level = min(CAPACITY, level + max(now - at, 0) * PER_SECOND)
    if level < 1:
        raise TooFast(_("You are writing very fast. Wait a few seconds and send again; your text is kept."))
    cache.set(key, (level - 1, now), timeout=120)
