"""Offer titles while somebody types."""

from typing import Any

from core.search.engines import engine
from core.search.reach import tokens_for
from core.search.results import Suggestion


def suggest(prefix: str, viewer: Any = None, *, limit: int = 8) -> list[Suggestion]:
    """Return up to `limit` titles whose words begin like `prefix`, of what `viewer` may see."""
    return engine().suggest(prefix, tokens_for(viewer), limit)
