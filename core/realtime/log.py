"""The log of a room: append in the verb's transaction, read from a cursor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from core.realtime import hints, kinds, wire
from core.realtime.models import Room, RoomEvent
from core.realtime.wire import Event

CATCH_UP = 500


@dataclass(frozen=True)
class Change:
    """Something that has changed in a room, told to all who are in it."""

    room: str
    kind: str
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reset:
    """The answer to a cursor that is too old, or ahead of the room: load anew and go on from `newest`."""

    newest: int


def append(room: str, kind: str, payload: dict[str, Any]) -> int:
    """Append an event to the log of `room` and return its number; people are told after commit.

    `payload` must say how things are now, not how they changed, and hold nothing that not everybody in
    the room may read. Raising the counter locks the room until the transaction ends, so numbers have no
    gaps and their order is the order of commits.
    """
    return append_all([Change(room, kind, payload)])[0].seq


def append_all(changes: Iterable[Change]) -> list[Event]:
    """Append `changes`, return their events by room; rooms are locked by name, so nobody deadlocks.

    Costs two queries per room and one for all events. Raises ValueError for a name that is not a
    room's and for a kind or payload that such rooms have not declared.
    """
    by_room = defaultdict(list)
    for change in changes:
        kinds.check(change.room, change.kind, change.payload)
        by_room[change.room].append(change)
    with transaction.atomic():
        rows = [row for name in sorted(by_room) for row in _numbered(name, by_room[name])]
        RoomEvent.objects.bulk_create(rows)
        events = [wire.event(row.room.name, row.seq, row.kind, row.payload) for row in rows]
        if events:
            transaction.on_commit(lambda: hints.give(events), robust=True)
    return events


def newest(room: str) -> int:
    """Return the number of the newest event of `room`, 0 when there is none; read it before the content."""
    return newest_of([room]).get(room, 0)


def newest_of(rooms: Iterable[str]) -> dict[str, int]:
    """Return the newest number of each room in `rooms` that has events, with one query."""
    return dict(Room.objects.filter(name__in=list(rooms)).values_list("name", "seq"))


def after(room: str, seq: int, limit: int = CATCH_UP) -> list[Event] | Reset:
    """Return what came after `seq` in `room`, oldest first and without a gap, or Reset when it cannot."""
    top = newest(room)
    if not top - limit <= seq <= top:
        return Reset(top)
    rows = RoomEvent.objects.of(room).filter(seq__gt=seq)[:limit]
    events = [wire.event(room, row.seq, row.kind, row.payload) for row in rows]
    whole = [event.seq for event in events] == list(range(seq + 1, seq + 1 + len(events)))
    return events if whole and seq + len(events) >= top else Reset(top)


def _numbered(name: str, changes: list[Change]) -> list[RoomEvent]:
    room = _raised(name, len(changes))
    first = room.seq - len(changes) + 1
    return [
        RoomEvent(room=room, seq=seq, kind=change.kind, payload=change.payload)
        for seq, change in enumerate(changes, first)
    ]


def _raised(name: str, count: int) -> Room:
    """Return the room with its counter raised by `count`, locked until the transaction ends."""
    if not wire.is_room(name):
        raise ValueError(f"{name!r} is not the name of a room")
    rooms = Room.objects.filter(name=name)
    if not rooms.update(seq=F("seq") + count):
        Room.objects.get_or_create(name=name)
        rooms.update(seq=F("seq") + count)
    return rooms.get()
