"""Find things like a text: duplicates while a problem is written, more like a practice."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from core.search import registry
from core.search.engines import Thing, engine
from core.search.reach import tokens_for
from core.search.results import Hit


def similar(
    text: str,
    viewer: Any = None,
    kinds: Iterable[str] = (),
    *,
    but: models.Model | None = None,
    limit: int = 5,
) -> list[Hit]:
    """Return what `viewer` may see and resembles `text`, leaving out `but` itself."""
    return engine().similar(text, tokens_for(viewer), tuple(kinds), _thing(but), limit)


def _thing(thing: models.Model | None) -> Thing | None:
    searchable = registry.of(thing) if thing is not None else None
    return (searchable.kind, str(thing.pk)) if searchable and thing is not None else None
