"""This process's ear on the line: one channel, in the group of every room that is followed here."""

import asyncio
import logging
import uuid
from collections.abc import Callable
from typing import Any

from core.realtime import shared
from core.realtime.courier import courier
from core.realtime.hub import Hub, LiveRoom
from core.realtime.presence import Presence

logger = logging.getLogger(__name__)
RETRY_SECONDS = 1


class Feed:
    """Hears hints and presence of other processes; `on_short` gets rooms whose event was too long to send."""

    def __init__(self, layer: Any, hub: Hub, on_short: Callable[[LiveRoom], None]) -> None:
        self._layer, self._hub, self._on_short = layer, hub, on_short
        self._joined: set[str] = set()
        self._changed = asyncio.Event()
        self._process = uuid.uuid4().hex

    def rooms_changed(self) -> None:
        """Join and leave groups soon, as the hub's rooms demand."""
        self._changed.set()

    def pass_on(self, room: LiveRoom, presence: Presence, now: float) -> None:
        """Tell the other processes who reads and types in `room` here, once this one hears of theirs."""
        own = presence.to_pass_on(room.faces, now) if room.name in self._joined else None
        if own is not None:
            message = {"type": "presence", "process": self._process, "room": room.name, **own}
            courier.send(shared.group_of(room.name), message)

    async def run(self) -> None:
        """Listen until cancelled; begin anew whenever the line fails."""
        while True:
            try:
                await self._listen()
            except Exception as fault:  # Redis gone, refused, restarted: all the same here
                logger.warning("the line to other processes is down: %r", fault)
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        channel = await self._layer.new_channel()
        self._joined = set()
        joining = asyncio.create_task(self._keep_joined(channel))
        try:
            while True:
                self._hear(await self._layer.receive(channel))
        finally:
            joining.cancel()

    async def _keep_joined(self, channel: str) -> None:
        while True:
            try:
                await self._join_and_leave(channel)
                await self._changed.wait()
                self._changed.clear()
            except Exception as fault:  # tried again until the line is back
                logger.debug("could not join: %r", fault)
                await asyncio.sleep(RETRY_SECONDS)

    async def _join_and_leave(self, channel: str) -> None:
        wanted = set(self._hub.rooms)
        for name in wanted - self._joined:
            await self._layer.group_add(shared.group_of(name), channel)
            self._joined.add(name)
        for name in self._joined - wanted:
            self._joined.discard(name)
            await self._layer.group_discard(shared.group_of(name), channel)

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "presence":
            self._note_presence(message)
            return
        events = shared.unpacked(message)
        self._hub.take(event for event in events if event.text)
        for name in {event.room for event in events if not event.text} & self._hub.rooms.keys():
            self._on_short(self._hub.rooms[name])

    def _note_presence(self, message: dict[str, Any]) -> None:
        room = self._hub.rooms.get(message["room"])
        if room is None or room.presence is None or message["process"] == self._process:
            return
        now = asyncio.get_running_loop().time()
        room.presence.elsewhere(message["process"], message["here"], message["typing"], now)
