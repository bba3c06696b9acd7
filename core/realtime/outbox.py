"""What waits for one socket: written at once when it can be, bounded when it cannot."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from core.realtime.pressure import pending
from core.realtime.step import Rest, step

logger = logging.getLogger(__name__)
MOST_EVENTS = 64
MOST_BYTES = 256 * 1024
PATIENCE_SECONDS = 10

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


class Outbox:
    """Sends texts in order without ever making the caller wait.

    `too_slow` is called once when a reader lags by more than 64 texts or 256 KB, `broken` when the
    socket turns out to be gone; nothing is sent afterwards.
    """

    def __init__(self, send: Send, too_slow: Callable[[], None], broken: Callable[[], None]) -> None:
        self._send, self._too_slow, self._broken = send, too_slow, broken
        self._pending = pending(send)
        self._queue: deque[str] = deque()
        self._queued_bytes = 0
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    @property
    def is_idle(self) -> bool:
        """Tell whether everything so far has been handed to the network."""
        return self._task is None and self._pending() == 0

    def put(self, text: str) -> None:
        """Send `text`, or queue it behind what waits; the reader who lags too far is cut off."""
        if self._stopped:
            return
        if self._task is None and self._pending() <= MOST_BYTES:
            self._begin(text)
            return
        self._queue.append(text)
        self._queued_bytes += len(text)
        if self._task is None or len(self._queue) > MOST_EVENTS or self._queued_bytes > MOST_BYTES:
            self.stop()
            self._too_slow()

    async def put_patiently(self, text: str) -> None:
        """Send `text` at the reader's pace: for one reader's own catching up, never for a room."""
        if self._stopped:
            return
        try:
            await self._send({"type": "websocket.send", "text": text})
            await self._until_taken()
        except Exception as fault:
            self._fail(fault)

    def stop(self) -> None:
        """Drop everything that waits; no more is sent."""
        self._stopped = True
        self._queue.clear()
        if self._task is not None:
            self._task.cancel()

    def _begin(self, text: str) -> None:
        try:
            rest = step(self._send({"type": "websocket.send", "text": text}))
        except Exception as fault:
            self._fail(fault)
            return
        if rest is not None:
            self._task = asyncio.get_running_loop().create_task(self._finish(rest))

    async def _finish(self, rest: Rest) -> None:
        try:
            await self._drain(rest)
        except Exception as fault:
            self._fail(fault)
        finally:
            self._task = None

    async def _drain(self, rest: Awaitable[None]) -> None:
        await rest
        while self._queue:
            text = self._queue.popleft()
            self._queued_bytes -= len(text)
            await self._send({"type": "websocket.send", "text": text})

    async def _until_taken(self) -> None:
        for _turn in range(PATIENCE_SECONDS * 100):
            if self._pending() <= MOST_BYTES // 4:
                return
            await asyncio.sleep(0.01)
        self.stop()
        self._too_slow()

    def _fail(self, fault: Exception) -> None:
        logger.debug("a socket is gone: %r", fault)
        if not self._stopped:
            self.stop()
            self._broken()
