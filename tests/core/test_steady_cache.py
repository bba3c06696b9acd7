"""A cache that goes on in the process's own memory while Redis is gone."""

import time
from collections.abc import Iterator

import pytest
from redis import Redis as Client
from redis.exceptions import RedisError

from core import steady_cache
from core.steady_cache import SteadyCache
from tests.core.realtime.conftest import demand_redis
from tests.core.realtime.servers import Redis


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis that may be killed."""
    demand_redis()
    own = Redis()
    own.start()
    while not _answers(own):
        time.sleep(0.01)
    yield own
    own.kill()


def _answers(redis: Redis) -> bool:
    try:
        return bool(Client.from_url(redis.url).ping())
    except RedisError:
        return False


def walk(cache: SteadyCache) -> list[object]:
    """Use every word once."""
    return [
        cache.add("number", 1),
        cache.add("number", 5),
        cache.incr("number"),
        cache.set("other", "x"),
        cache.get_many(["number", "other", "none"]),
        cache.touch("other", 10),
        cache.delete("other"),
        "other" in cache,
        cache.get("other", "gone"),
        cache.clear(),
        cache.get("number"),
    ]


WALKED = [True, False, 2, None, {"number": 2, "other": "x"}, True, True, False, "gone", None, None]


def test_without_redis_everything_goes_on_in_memory() -> None:
    cache = SteadyCache("redis://127.0.0.1:1/0", {})
    assert walk(cache) == WALKED
    assert cache.is_down


def test_redis_is_used_while_it_is_there_and_again_when_it_is_back(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steady_cache, "RETRY_SECONDS", 0)
    first, second = SteadyCache(redis.url, {}), SteadyCache(redis.url, {})
    assert walk(first) == WALKED
    first.set("shared", 1)
    assert second.get("shared") == 1
    redis.kill()
    first.set("shared", 2)
    assert second.get("shared") == 2
    redis.start()
    while not _answers(redis):
        time.sleep(0.01)
    first.set("shared", 3)
    assert Client.from_url(redis.url).keys("*shared*")
