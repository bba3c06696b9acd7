"""The stops of the chain: which app's objects reach which stop, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from core.errors import Sentence

Moment = Callable[[Any], datetime | None]
Test = Callable[[Any], bool]


def never(obj: Any) -> bool:
    """Tell that `obj` does not end the chain."""
    return False


@dataclass(frozen=True)
class Stop:
    """One stop on the chain.

    `order` places it on the line (conference 1 … outcome 10). `when(obj)` tells the aware moment at which
    `obj` reached it, or None. `reached` is the word for a stop behind one ("accepted"), `missing` for one
    not reached ("no pilot yet"); a stop that is not `expected` leaves no gap when it was passed by.
    `ends(obj)` tells that nothing more is to come after `obj` (rejected, withdrawn), so that no gap is
    shown behind it.
    """

    key: str
    order: int
    label: Sentence
    reached: Sentence
    missing: Sentence
    model: type[models.Model]
    when: Moment
    expected: bool = True
    ends: Test = never


_stops: dict[str, Stop] = {}


def register_stop(stop: Stop) -> None:
    """Add a stop to the chain; raise ValueError when its key or order is taken by another."""
    taken = [one for one in _stops.values() if (one.key == stop.key or one.order == stop.order)]
    if taken:
        raise ValueError(f"the stop {stop.key} collides with {taken[0].key}")
    _stops[stop.key] = stop


def stops() -> list[Stop]:
    """Return the whole line in order."""
    return sorted(_stops.values(), key=lambda one: one.order)
