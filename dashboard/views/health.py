"""Is the process alive, and can it do its work?"""

from collections.abc import Callable

from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process answers at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, 503 when not; `degraded` when only cache or layer is missing."""
    checks = {name: _answers(check) for name, check in CHECKS.items()}
    status = "ok" if all(checks.values()) else "degraded" if checks["database"] else "down"
    return JsonResponse({"status": status, "checks": checks}, status=200 if checks["database"] else 503)


def _answers(check: Callable[[], object]) -> bool:
    try:
        check()
    except (DatabaseError, RedisError, OSError):
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.set("readyz", 1, 5)
    if getattr(cache, "is_down", False):
        raise RedisError("the cache is kept in this process")


CHECKS: dict[str, Callable[[], object]] = {"database": _database, "cache": _cache, "layer": get_channel_layer}
