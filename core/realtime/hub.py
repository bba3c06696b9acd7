"""The hub: one per process, it knows who is in which room and writes each event once to all of them."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from core.realtime import rooms, wire
from core.realtime.member import Member
from core.realtime.presence import Face, Presence
from core.realtime.sequence import Sequence
from core.realtime.wire import Event

BREATH = 200
BACKLOG = 32


class LiveRoom:
    """A room with somebody in it, or lately so: its events, its readers and up to where each has them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sequence = Sequence()
        self.floors: dict[Member, int] = {}
        self.waiting: deque[Event] = deque()
        self.presence = Presence() if rooms.has_presence(name) else None
        self.pins = 0
        self.epoch = 0
        self._whispered = ""
        self._deaf: set[Member] = set()
        self.idle_since = time.monotonic()
        self.pump: asyncio.Task[None] | None = None

    @property
    def last(self) -> int:
        """The number up to which this process knows the room."""
        return self.sequence.last or 0

    @property
    def faces(self) -> list[Face]:
        """The readers here who show themselves; a person with two windows stands in it twice."""
        return [one.person.face for one in self.floors if one.person.face is not None]

    @property
    def is_busy(self) -> bool:
        """Tell whether anybody is in the room or about to enter."""
        return bool(self.floors) or self.pins > 0

    def pass_on(self, member: Member, event: Event) -> bool:
        """Send `event` to `member` unless it has it or has left; tell whether it was sent."""
        floor = self.floors.get(member)
        if floor is None or event.seq <= floor:
            return False
        self.floors[member] = event.seq
        member.put(event.text)
        return True

    def whisper(self, text: str) -> None:
        """Have what may wait told to all readers, in place of what was to be told before."""
        self._whispered, self._deaf = text, set(self.floors)

    def whisper_on(self) -> None:
        """Tell it to those who have nothing more important waiting; the others have their turn later."""
        for member in [one for one in self._deaf if one.outbox.is_idle or one not in self.floors]:
            self._deaf.discard(member)
            if member in self.floors:
                member.put(self._whispered)


class Hub:
    """Rooms and their members; every method runs on the event loop and none of them waits.

    `on_control` sees events that change rights before anybody else does, `on_gap` rooms that miss an
    event, `on_rooms` is told when rooms come and go.
    """

    def __init__(self) -> None:
        self.rooms: dict[str, LiveRoom] = {}
        self.people: dict[int, set[Member]] = defaultdict(set)
        self.on_control: Callable[[Event], None] = _nothing
        self.on_gap: Callable[[LiveRoom], None] = _nothing
        self.on_rooms: Callable[[], None] = _nothing

    @property
    def members(self) -> list[Member]:
        """Every socket of this process."""
        return [member for sockets in self.people.values() for member in sockets]

    def enter(self, member: Member) -> None:
        """Take in a socket; its person's own room is followed from now on."""
        person = member.person
        self.people[person.id].add(member)
        room = self.pin(rooms.inbox_of(person.id))
        self.publish(room, room.sequence.start(person.inbox_seq))

    def leave(self, member: Member) -> None:
        """Forget a socket."""
        sockets = self.people.get(member.person.id, set())
        if member not in sockets:
            return
        sockets.discard(member)
        if not sockets:
            del self.people[member.person.id]
        for name in list(member.rooms):
            self.unseat(member, name)
        self.unpin(self.rooms[rooms.inbox_of(member.person.id)])

    def pin(self, name: str) -> LiveRoom:
        """Return the room, which stays followed until it is unpinned as often as pinned."""
        room = self.rooms.get(name)
        if room is None:
            room = self.rooms[name] = LiveRoom(name)
            self.on_rooms()
        room.pins += 1
        return room

    def unpin(self, room: LiveRoom) -> None:
        """Let go of a pinned room."""
        room.pins -= 1
        room.idle_since = time.monotonic()

    def seat(self, member: Member, room: LiveRoom, floor: int) -> None:
        """Let `member` have the events of `room` after `floor` from now on."""
        if not member.is_gone:
            room.floors[member] = floor
            member.rooms.add(room.name)

    def unseat(self, member: Member, name: str) -> int | None:
        """Take `member` out of a room; return up to where it had the events, None if it was not in."""
        member.rooms.discard(name)
        room = self.rooms.get(name)
        if room is None:
            return None
        room.idle_since = time.monotonic()
        return room.floors.pop(member, None)

    def take(self, events: Iterable[Event]) -> None:
        """Take in events, from whatever source, in whatever order, however often."""
        for event in events:
            room = self.rooms.get(event.room)
            if room is None:
                continue
            self.publish(room, room.sequence.offer(event))
            if room.sequence.has_gap:
                self.on_gap(room)

    def publish(self, room: LiveRoom, ready: list[Event]) -> None:
        """Deliver events that are next in line."""
        for event in ready:
            if event.kind in {rooms.REVOKE, rooms.SIGN_OUT}:
                self.on_control(event)
        room.waiting.extend(ready)
        if room.waiting and room.pump is None:
            room.pump = asyncio.get_running_loop().create_task(self._pump(room))

    def jump(self, room: LiveRoom, newest: int) -> None:
        """Go on from `newest`: what lies between cannot be told, everybody in the room must load anew."""
        ready = room.sequence.jump(newest)
        room.waiting.clear()
        text = wire.encode("reset", room=room.name, seq=newest)
        for member in [one for one, floor in room.floors.items() if floor != newest]:
            room.floors[member] = newest
            member.put(text)
        self.publish(room, ready)

    def forget_idle(self, seconds: float) -> None:
        """Drop rooms in which nobody has been for `seconds`."""
        before = time.monotonic() - seconds
        idle = [room for room in self.rooms.values() if not room.is_busy and room.idle_since < before]
        for room in idle:
            del self.rooms[room.name]
        if idle:
            self.on_rooms()

    async def _pump(self, room: LiveRoom) -> None:
        sends = 0
        while room.waiting:
            event = room.waiting.popleft()
            for member in list(room.floors):
                if room.pass_on(member, event):
                    sends += 1
                    if sends % BREATH == 0:
                        await asyncio.sleep(0)
            if room.waiting:
                await asyncio.sleep(0.002 if len(room.waiting) > BACKLOG else 0)
        room.pump = None


def _nothing(*_args: object) -> None:
    return None
