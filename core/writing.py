"""Several people at one text: who is writing it just now, and the refusal that keeps both texts.

Who is writing stands in the cache for a while, refreshed by the pages that are open. It is a courtesy:
what was there when the cache is emptied is told again by the next page that reports. What keeps a text
from being overwritten is the version each edit begins from.
"""

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import StaleState

FRESH_SECONDS = 75
Seen = tuple[str, float, float]


class EditedMeanwhile(StaleState):
    """Somebody saved another text since this one was opened; `current` holds what is stored."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            _(
                "%(person)s has saved another text meanwhile. Nothing of yours is lost: compare both, then save."
            )
            % {"person": current.changed_by}
        )
        self.current = current


def note(item: models.Model, by: Any) -> dict[str, float]:
    """Note that `by` has `item` open for writing; return the others who have, each with since when."""
    rows = _fresh(item)
    now = timezone.now().timestamp()
    began = rows[by.pk][1] if by.pk in rows else now
    cache.set(_key(item), {**rows, by.pk: (str(by), began, now)}, FRESH_SECONDS)
    return {name: since for pk, (name, since, _) in rows.items() if pk != by.pk}


def leave(item: models.Model, by: Any) -> None:
    """Note that `by` has finished writing `item`."""
    rows = _fresh(item)
    if rows.pop(by.pk, None):
        cache.set(_key(item), rows, FRESH_SECONDS)


def _fresh(item: models.Model) -> dict[int, Seen]:
    known: Mapping[int, Seen] = cache.get(_key(item)) or {}
    oldest = timezone.now().timestamp() - FRESH_SECONDS
    return {pk: seen for pk, seen in known.items() if seen[2] > oldest}


def _key(item: models.Model) -> str:
    return f"writing:{item._meta.label_lower}:{item.pk}"
