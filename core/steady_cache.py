"""The cache of production: Redis, and while that is gone a memory of this process's own.

Nothing that must not be lost is kept in a cache. Limits are counted per process meanwhile, so they are wider
than usual for as long as the outage lasts; no page fails, and one in two seconds waits for Redis at most.
"""

import logging
import time
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
RETRY_SECONDS = 2
CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 2

_down_until: dict[str, float] = {}


class SteadyCache(BaseCache):
    """Redis, with a memory that stands in for it; Redis is tried again every two seconds."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        patience = {"socket_connect_timeout": CONNECT_SECONDS, "socket_timeout": ANSWER_SECONDS}
        self._redis = RedisCache(server, params | {"OPTIONS": patience | params.get("OPTIONS", {})})
        self._memory = LocMemCache(f"steady:{server}", params)
        self._server = server

    @property
    def is_down(self) -> bool:
        """Tell whether Redis has failed lately, in any thread of this process."""
        return time.monotonic() < _down_until.get(self._server, 0)

    def add(self, *args: Any, **words: Any) -> bool:
        """Set unless there; tell whether it was set."""
        return bool(self._steady("add", *args, **words))

    def get(self, *args: Any, **words: Any) -> Any:
        """Return the value or the default."""
        return self._steady("get", *args, **words)

    def set(self, *args: Any, **words: Any) -> None:
        """Set."""
        self._steady("set", *args, **words)

    def touch(self, *args: Any, **words: Any) -> bool:
        """Set another time to live."""
        return bool(self._steady("touch", *args, **words))

    def delete(self, *args: Any, **words: Any) -> bool:
        """Delete; tell whether it was there."""
        return bool(self._steady("delete", *args, **words))

    def incr(self, *args: Any, **words: Any) -> int:
        """Add to a number in one step; ValueError when it is not there."""
        return int(self._steady("incr", *args, **words))

    def has_key(self, *args: Any, **words: Any) -> bool:
        """Tell whether it is there."""
        return bool(self._steady("has_key", *args, **words))

    def clear(self) -> None:
        """Forget everything."""
        self._steady("clear")

    def _steady(self, word: str, *args: Any, **words: Any) -> Any:
        if not self.is_down:
            try:
                return getattr(self._redis, word)(*args, **words)
            except RedisError as fault:
                logger.warning("the cache is kept in this process for now: %r", fault)
                _down_until[self._server] = time.monotonic() + RETRY_SECONDS
        return getattr(self._memory, word)(*args, **words)
