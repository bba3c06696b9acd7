"""Files kept for half an hour between a preview and its confirmation."""

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from django.core.cache import cache

SECONDS = 1800


@dataclass(frozen=True)
class Held:
    """An upload that waits to be confirmed."""

    name: str
    content: bytes


def hold(user: Any, name: str, content: bytes) -> str:
    """Keep a file for `user` and return the token that gives it back within 30 minutes."""
    token = token_urlsafe(16)
    cache.set(_key(user, token), (name, content), SECONDS)
    return token


def held(user: Any, token: str) -> Held | None:
    """Return the file that `user` left under `token`, or None when it is gone or somebody else's."""
    found = cache.get(_key(user, token)) if token.isascii() and len(token) < 64 else None
    return Held(*found) if found else None


def _key(user: Any, token: str) -> str:
    return f"held:{user.pk}:{token}"
