"""The agenda as a page shows it: days, and within them what happens at the same time side by side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from itertools import groupby

from conferences.models import Session
from conferences.states import SessionState


@dataclass
class Slot:
    """Sessions that begin at the same moment, in the order of their rooms."""

    starts_at: datetime
    sessions: list[Session] = field(default_factory=list)
    is_now: bool = False
    is_next: bool = False


@dataclass
class Day:
    """One day of the agenda in the conference's own zone."""

    on: date
    number: int
    slots: list[Slot]


def days_of(sessions: Iterable[Session], zone: tzinfo, now: datetime) -> list[Day]:
    """Return the days with their slots; the slot under way and the next one are marked.

    `sessions` come in order of time; a day is counted in `zone`, so a session after midnight belongs to
    the next day.
    """
    days = []
    for on, of_day in groupby(sessions, key=lambda one: one.starts_at.astimezone(zone).date()):
        slots = [Slot(at, list(group)) for at, group in groupby(of_day, key=lambda one: one.starts_at)]
        days.append(Day(on, len(days) + 1, slots))
    _mark([slot for day in days for slot in day.slots], now)
    return days


def _mark(slots: list[Slot], now: datetime) -> None:
    for slot in slots:
        held = [one for one in slot.sessions if one.state != SessionState.CANCELLED]
        slot.is_now = any(one.starts_at <= now < one.ends_at for one in held)
    upcoming = next((slot for slot in slots if slot.starts_at > now), None)
    if upcoming:
        upcoming.is_next = True
