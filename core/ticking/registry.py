"""What is done again and again: each app names its duties in `<app>/duties.py`, loaded at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Duty:
    """Work that is done `every` so often, or once a day `at` a time of the platform's own zone.

    `work()` may run twice without harm; what it returns is logged.
    """

    key: str
    work: Callable[[], object]
    every: timedelta = A_DAY
    at: time | None = None

    def next_after(self, moment: datetime) -> datetime:
        """Return when it is due again if it is done at `moment` (aware)."""
        if self.at is None:
            return moment + self.every
        local = moment.astimezone(timezone.get_default_timezone())
        today = datetime.combine(local.date(), self.at, local.tzinfo)
        return today if today > moment else datetime.combine(local.date() + A_DAY, self.at, local.tzinfo)


_duties: dict[str, Duty] = {}


def register(duty: Duty) -> None:
    """Add a duty; raise ValueError when its key is taken."""
    if duty.key in _duties:
        raise ValueError(f"two duties are called {duty.key}")
    _duties[duty.key] = duty


def duties() -> list[Duty]:
    """Return every duty, by key."""
    return sorted(_duties.values(), key=lambda one: one.key)
