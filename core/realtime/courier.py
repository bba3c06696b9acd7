"""Carries hints to other processes on a thread of its own: no page ever waits for Redis."""

import asyncio
import logging
import os
import threading
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from core.realtime import shared
from core.realtime.wire import Event

logger = logging.getLogger(__name__)
PATIENCE_SECONDS = 2


class Courier:
    """An event loop on a daemon thread, begun with the first errand of the process."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._process = 0
        self._lock = threading.Lock()

    def send(self, group: str, message: dict[str, Any]) -> None:
        """Send `message` to the processes in `group`, at most once, and come back at once."""
        layer = shared.layer()
        if layer is not None:
            asyncio.run_coroutine_threadsafe(_deliver(layer, group, message), self._running_loop())

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None or self._process != os.getpid():
                self._loop = asyncio.new_event_loop()
                self._process = os.getpid()
                threading.Thread(target=self._loop.run_forever, name="live-courier", daemon=True).start()
            return self._loop


courier = Courier()


def post(events: Sequence[Event]) -> None:
    """Tell the other processes of `events`, room by room."""
    if shared.layer() is None:
        return
    for room, some in groupby(events, key=attrgetter("room")):
        courier.send(shared.group_of(room), shared.packed(list(some)))


async def _deliver(layer: Any, group: str, message: dict[str, Any]) -> None:
    try:
        await asyncio.wait_for(layer.group_send(group, message), PATIENCE_SECONDS)
    except Exception as fault:  # whatever the line suffers from, the log heals it
        logger.warning("a hint was not sent: %r", fault)
