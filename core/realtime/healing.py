"""Repairing what hints have lost: gaps at once, tails by a look at the newest numbers every second."""

import asyncio
from collections.abc import Iterator
from itertools import islice

from core.realtime import log
from core.realtime.door import ask
from core.realtime.hub import Hub, LiveRoom
from core.realtime.log import Reset

GAP_SECONDS = 0.1
ROOMS_PER_QUERY = 1000


async def heal(hub: Hub, room: LiveRoom) -> None:
    """Fetch what `room` lacks from the log; everybody loads anew when that is too much."""
    found = await ask(log.after, room.name, room.last)
    if not isinstance(found, Reset):
        hub.take(found)
    elif found.newest > room.last:
        hub.jump(room, found.newest)


async def compare(hub: Hub, room: LiveRoom, known: int, top: int) -> None:
    """Heal `room` if the log, asked when the room was at `known`, had more.

    Less than `known` means that an older database was put in its place: everybody loads anew from there.
    """
    if top < known:
        hub.jump(room, top)
    elif room.last < top:
        await heal(hub, room)


async def heal_gap(hub: Hub, room: LiveRoom) -> None:
    """Fill the gap in `room` unless the missing hint arrives within a moment, as it mostly does."""
    await asyncio.sleep(GAP_SECONDS)
    if room.sequence.has_gap:
        await heal(hub, room)


async def poll(hub: Hub) -> None:
    """Compare the newest numbers of all rooms in use with the log, one query per thousand rooms."""
    for rooms in _batches(hub):
        known = [room.last for room in rooms]
        tops = await ask(log.newest_of, [room.name for room in rooms])
        for room, seq in zip(rooms, known, strict=True):
            await compare(hub, room, seq, tops.get(room.name, 0))


def _batches(hub: Hub) -> Iterator[list[LiveRoom]]:
    rooms = iter([room for room in hub.rooms.values() if room.is_busy and room.sequence.last is not None])
    while batch := list(islice(rooms, ROOMS_PER_QUERY)):
        yield batch
