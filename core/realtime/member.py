"""One socket as the hub sees it."""

import asyncio
from collections.abc import Awaitable, Callable

from django.utils import translation

from core.realtime import wire
from core.realtime.door import Person
from core.realtime.outbox import Outbox, Send

CLOSE_SECONDS = 5

Close = Callable[[int], Awaitable[None]]


class Member:
    """A person's socket: the rooms it is in and what still has to be sent to it.

    `entering` holds the rooms whose door it stands in, `epoch` counts how often the person's rights have
    come into doubt: an answer from before the last doubt is worth nothing.
    """

    def __init__(self, person: Person, send: Send, close: Close) -> None:
        self.person = person
        self.rooms: set[str] = set()
        self.entering: dict[str, object] = {}
        self.epoch = 0
        self.outbox = Outbox(send, too_slow=self._too_slow, broken=self._broken)
        self.is_gone = False
        self.on_gone: Callable[[Member], None] = _nobody
        self._close = close
        self._closing: asyncio.Task[None] | None = None

    def put(self, text: str) -> None:
        """Send the frame `text` without waiting."""
        self.outbox.put(text)

    def refuse(self, code: str, room: str = "") -> None:
        """Send the error `code` in the person's language."""
        with translation.override(self.person.language or None):
            self.put(wire.error(code, room))

    def cut(self, code: int) -> None:
        """Say why, where that was not said before, and close the socket; it leaves all rooms at once."""
        if self.is_gone:
            return
        if code not in {wire.SLOW, wire.FLOOD, wire.TOO_LARGE}:
            self.refuse(wire.CLOSE_CODES[code])
        self._leave()
        self._closing = asyncio.get_running_loop().create_task(self._shut(code))

    def _too_slow(self) -> None:
        self.cut(wire.SLOW)

    def _broken(self) -> None:
        if not self.is_gone:
            self._leave()

    def _leave(self) -> None:
        self.is_gone = True
        self.on_gone(self)

    async def _shut(self, code: int) -> None:
        try:
            await asyncio.wait_for(self._close(code), CLOSE_SECONDS)
        except (TimeoutError, OSError, RuntimeError):
            self.outbox.stop()


def _nobody(_member: Member) -> None:
    return None
