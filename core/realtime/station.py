"""What a serving process runs: the hub, its clocks, its ear; one station per event loop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextvars import Context
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from core.realtime import healing, hints, rights, shared, wire
from core.realtime.feed import Feed
from core.realtime.hub import Hub, LiveRoom
from core.realtime.limits import Window
from core.realtime.member import Member
from core.realtime.wire import Event

logger = logging.getLogger(__name__)
SOCKETS_PER_PERSON = 10
MESSAGES_PER_PERSON = 100, 60.0

Turn = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Pace:
    """Seconds between the turns of each clock; the setting REALTIME_PACE changes them."""

    poll: float = 1
    presence: float = 1
    heartbeat: float = 10
    recheck: float = 60
    idle: float = 60


class Station:
    """Runs while somebody is connected; clocks stop with the last socket."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.hub = Hub()
        self.pace = Pace(**getattr(settings, "REALTIME_PACE", {}))
        self._clocks: list[asyncio.Task[None]] = []
        self._errands: set[asyncio.Task[None]] = set()
        self._healing: dict[str, asyncio.Task[None]] = {}
        self._windows: dict[int, Window] = {}
        self._feed: Feed | None = None
        self.hub.on_control = self._control
        self.hub.on_gap = self._gap

    def enter(self, member: Member) -> bool:
        """Take in a socket; False when its person has too many already."""
        if len(self.hub.people.get(member.person.id, ())) >= SOCKETS_PER_PERSON:
            return False
        member.on_gone = self.leave
        self.hub.enter(member)
        if not self._clocks:
            self._start()
        return True

    def leave(self, member: Member) -> None:
        """Forget a socket; doing so twice is harmless."""
        self.hub.leave(member)
        if not self.hub.people:
            self._stop()

    def allows(self, member: Member) -> bool:
        """Count one message against the person's minute, over all sockets of this process."""
        window = self._windows.setdefault(member.person.id, Window(*MESSAGES_PER_PERSON))
        return window.allows(self.loop.time())

    def hint(self, events: Sequence[Event]) -> None:
        """Take in `events` from any thread.

        In an empty context: that of a view would forbid the hub to ask the database.
        """
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.hub.take, events, context=Context())

    def later(self, work: Coroutine[Any, Any, None], members: Iterable[Member] = ()) -> asyncio.Task[None]:
        """Run `work` on the side; cut `members` off when it fails, they come back by themselves."""
        task = self.loop.create_task(_run(work, list(members)))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
        return task

    def _control(self, event: Event) -> None:
        rights.obey(self.hub, event, self.later)

    def _gap(self, room: LiveRoom) -> None:
        if room.name not in self._healing:
            task = self._healing[room.name] = self.later(healing.heal_gap(self.hub, room))
            task.add_done_callback(lambda _done: self._healing.pop(room.name, None))

    def _short(self, room: LiveRoom) -> None:
        self.later(healing.heal(self.hub, room))

    def _start(self) -> None:
        layer = shared.layer()
        clocks: list[tuple[float, Turn]] = [
            (self.pace.poll, self._poll),
            (self.pace.presence, self._tell_presence),
            (self.pace.heartbeat, self._beat),
            (self.pace.recheck, self._recheck),
            (self.pace.idle, self._tidy),
        ]
        self._clocks = [self.loop.create_task(_every(seconds, turn)) for seconds, turn in clocks]
        if layer is not None:
            self._feed = Feed(layer, self.hub, self._short)
            self.hub.on_rooms = self._feed.rooms_changed
            self._clocks.append(self.loop.create_task(self._feed.run()))

    def _stop(self) -> None:
        for clock in self._clocks:
            clock.cancel()
        self._clocks = []
        self.loop.call_later(self.pace.idle, self.hub.forget_idle, self.pace.idle)

    async def _poll(self) -> None:
        try:
            await healing.poll(self.hub)
        except Exception:
            await _in_turns(self.hub.members, lambda member: member.refuse("unavailable"))
            raise

    async def _beat(self) -> None:
        await _in_turns(self.hub.members, self._send_newest)

    def _send_newest(self, member: Member) -> None:
        numbers = {name: self.hub.rooms[name].last for name in sorted(member.rooms)}
        if numbers:
            member.put(wire.encode("newest", rooms=numbers))

    async def _tell_presence(self) -> None:
        now = self.loop.time()
        for room in list(self.hub.rooms.values()):
            if room.presence is None:
                continue
            if (state := room.presence.news(room.faces, now)) is not None:
                room.whisper(wire.encode("presence", room=room.name, **state))
            room.whisper_on()
            if self._feed is not None:
                self._feed.pass_on(room, room.presence, now)

    async def _recheck(self) -> None:
        await rights.recheck(self.hub)

    async def _tidy(self) -> None:
        self.hub.forget_idle(self.pace.idle)
        self._windows = {pk: window for pk, window in self._windows.items() if pk in self.hub.people}


_station: Station | None = None


def current() -> Station:
    """Return the station of the running event loop."""
    global _station
    if _station is None or _station.loop is not asyncio.get_running_loop():
        _station = Station()
    return _station


def _take_hint(events: Sequence[Event]) -> None:
    if _station is not None:
        _station.hint(events)


hints.listen(_take_hint)


async def _in_turns(members: list[Member], act: Callable[[Member], None]) -> None:
    for number, member in enumerate(members, 1):
        if not member.is_gone:
            act(member)
        if number % 200 == 0:
            await asyncio.sleep(0)


async def _every(seconds: float, turn: Turn) -> None:
    is_failing = False
    while True:
        await asyncio.sleep(seconds)
        try:
            await turn()
            is_failing = False
        except Exception as fault:  # the clock must go on, whatever one turn met
            logger.log(logging.DEBUG if is_failing else logging.ERROR, "a clock missed a turn: %r", fault)
            is_failing = True


async def _run(work: Coroutine[Any, Any, None], members: list[Member]) -> None:
    try:
        await work
    except Exception:
        logger.exception("an errand of the live hub failed")
        for member in members:
            member.cut(wire.UNAVAILABLE)
