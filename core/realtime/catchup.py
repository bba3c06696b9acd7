"""Entering a room: rights, then everything after the cursor, then the live events, without a seam."""

from collections.abc import Coroutine
from typing import Any

from core.realtime import healing, log, wire
from core.realtime.door import admit, ask
from core.realtime.hub import Hub, LiveRoom
from core.realtime.log import CATCH_UP, Reset
from core.realtime.member import Member

AT_ONCE = 32


async def enter(hub: Hub, member: Member, name: str, after: int | None) -> None:
    """Let `member` into the room `name` with everything after `after`, or refuse; None means from now on.

    A refusal does not tell whether the room exists.
    """
    hub.unseat(member, name)
    await Entering(hub, member, hub.pin(name), after, is_new=True).go()


def enter_again(hub: Hub, member: Member, name: str, floor: int) -> Coroutine[Any, Any, None]:
    """Let `member` back into a room it was taken out of while its rights were in doubt, or show it out.

    It stands in the door from the moment of the call, before anything is awaited.
    """
    return Entering(hub, member, hub.pin(name), floor, is_new=False).go()


class Entering:
    """One socket on its way into a pinned room.

    The room is followed before the database is asked, so no event can fall between the answer and the
    first live one. Doubts about rights that arise on the way make it ask again; a later attempt of the
    same socket at the same room makes it give up.
    """

    def __init__(self, hub: Hub, member: Member, room: LiveRoom, cursor: int | None, *, is_new: bool) -> None:
        self.hub, self.member, self.room, self.cursor = hub, member, room, cursor
        self.is_new = is_new
        member.entering[room.name] = self

    async def go(self) -> None:
        """Ask, catch up, sit down; ask again as often as rights came into doubt meanwhile."""
        try:
            while self._is_wanted and self.room.name not in self.member.rooms:
                stamp, known = self._stamp, self.room.last
                top = await ask(admit, self.member.person.id, self.room.name)
                if not self._is_wanted:
                    return
                if top is None:
                    self._refuse()
                    return
                await settle(self.hub, self.room, known, top)
                await self._catch_up(stamp)
        finally:
            if self.member.entering.get(self.room.name) is self:
                del self.member.entering[self.room.name]
            self.hub.unpin(self.room)

    @property
    def _is_wanted(self) -> bool:
        return not self.member.is_gone and self.member.entering.get(self.room.name) is self

    @property
    def _stamp(self) -> tuple[int, int]:
        return self.member.epoch, self.room.epoch

    def _refuse(self) -> None:
        if self.is_new:
            self.member.refuse("forbidden", self.room.name)
        else:
            self.member.put(wire.encode("revoked", room=self.room.name))

    async def _catch_up(self, stamp: tuple[int, int]) -> None:
        if self.is_new:
            self.is_new = False
            self.cursor = self.room.last if self.cursor is None else self.cursor
            self.member.put(wire.encode("subscribed", room=self.room.name, seq=self.room.last))
        while self._is_wanted and stamp == self._stamp:
            missing = await self._missing()
            if missing is None or len(missing) <= AT_ONCE:
                if self._is_wanted and stamp == self._stamp:
                    self._sit_down(missing)
                return
            for event in missing:
                await self.member.outbox.put_patiently(event.text)
            self.cursor = missing[-1].seq

    def _sit_down(self, missing: list[wire.Event] | None) -> None:
        """Send the rest and take a seat in the same breath; nothing can come between."""
        last = self.room.last
        if missing is None:
            self.member.put(wire.encode("reset", room=self.room.name, seq=last))
        for event in missing or ():
            self.member.put(event.text)
        self.hub.seat(self.member, self.room, last)
        if self.room.presence is not None:
            self.member.put(
                wire.encode("presence", room=self.room.name, **self.room.presence.state(self.room.faces))
            )

    async def _missing(self) -> list[wire.Event] | None:
        """Return the events after the cursor, from memory or the log; None when it must load anew."""
        room, cursor = self.room, self.cursor or 0
        if not room.last - CATCH_UP <= cursor <= room.last:
            return None
        found = room.sequence.since(cursor)
        if found is not None:
            return found
        stored = await ask(log.after, room.name, cursor)
        if isinstance(stored, Reset):
            return None
        room.sequence.extend_back(event for event in stored if event.seq <= room.last)
        self.hub.take(event for event in stored if event.seq > room.last)
        return room.sequence.since(cursor)


async def settle(hub: Hub, room: LiveRoom, known: int, top: int) -> None:
    """Bring `room`, which was at `known` when the log was asked, to the number `top` it answered."""
    hub.publish(room, room.sequence.start(top))
    await healing.compare(hub, room, known, top)
