"""The events of one room as a process knows them: in order, without gaps, the recent ones kept."""

from collections import deque
from collections.abc import Iterable
from itertools import islice

from core.realtime.wire import Event

KEEP = 512


class Sequence:
    """Puts hints in order and remembers the newest events.

    `last` is the number up to which everything is known, None until `start`. What comes too early is
    held until the gap before it is filled.
    """

    def __init__(self, keep: int = KEEP) -> None:
        self.last: int | None = None
        self._ring: deque[Event] = deque(maxlen=keep)
        self._held: dict[int, Event] = {}
        self._keep = keep

    @property
    def has_gap(self) -> bool:
        """Tell whether an event is held because one before it is missing."""
        return self.last is not None and bool(self._held)

    def start(self, newest: int) -> list[Event]:
        """Begin after `newest` unless begun already; return the held events that follow at once."""
        if self.last is None:
            self.last = newest
        return self._release()

    def offer(self, event: Event) -> list[Event]:
        """Take in `event`; return the events that are now next in line, none for one seen before."""
        if self.last is not None and event.seq <= self.last:
            return []
        if len(self._held) < self._keep:
            self._held[event.seq] = event
        return self._release()

    def since(self, seq: int) -> list[Event] | None:
        """Return all events after `seq`, or None when the memory does not reach back so far."""
        if seq == self.last:
            return []
        if not self._ring or seq + 1 < self._ring[0].seq:
            return None
        return list(islice(self._ring, seq + 1 - self._ring[0].seq, None))

    def extend_back(self, events: Iterable[Event]) -> None:
        """Remember older `events`, oldest first, as far as they join the known ones without a gap."""
        for event in reversed(list(events)):
            first = self._ring[0].seq if self._ring else (self.last or 0) + 1
            if event.seq == first - 1 and len(self._ring) < self._keep:
                self._ring.appendleft(event)

    def jump(self, newest: int) -> list[Event]:
        """Forget everything up to `newest` and go on from there; return what follows at once."""
        self._ring.clear()
        self.last = newest
        return self._release()

    def _release(self) -> list[Event]:
        if self.last is None:
            return []
        ready = []
        while event := self._held.pop(self.last + 1, None):
            self.last = event.seq
            self._ring.append(event)
            ready.append(event)
        if self._held:
            self._held = {seq: event for seq, event in self._held.items() if seq > self.last}
        return ready
