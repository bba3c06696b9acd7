"""A room to enter, and a browser that enters it."""

import asyncio
import json
from typing import Any

from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import Group
from django.test import Client

from config.asgi import application
from core.realtime import log, rooms
from core.realtime.door import ask
from portals.models import User
from tests.builders import client_of

HALL = "hall:1"
OPEN = "hall:open"
ORIGIN = "http://testserver"


def may_enter(user: Any, key: str) -> bool:
    """Everybody enters hall:open; any other hall is for the members of the group called like its number."""
    return key == "open" or user.groups.filter(name=f"hall-{int(key)}").exists()


def open_halls() -> None:
    """Register the halls, in which people see each other."""
    rooms.register("hall", may_enter, presence=True)


def let_in(user: User, hall: int = 1) -> User:
    """Give `user` the right to enter a hall."""
    user.groups.add(Group.objects.get_or_create(name=f"hall-{hall}")[0])
    return user


def turn_out(user: User, hall: int = 1) -> None:
    """Take the right away, without telling anybody."""
    user.groups.remove(Group.objects.get(name=f"hall-{hall}"))


def cookie_of(client: Client) -> bytes:
    """Return the Cookie header of a browser."""
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()).encode()


async def append(room: str, kind: str = "said", **payload: Any) -> int:
    """Append an event as a verb does it, in another thread."""
    return await ask(log.append, room, kind, payload)


class Browser:
    """One window of a person: a socket through the whole stack, origin check and all."""

    socket: WebsocketCommunicator

    def __init__(
        self, user: User | None = None, *, client: Client | None = None, origin: str = ORIGIN
    ) -> None:
        self.user, self.client, self.origin = user, client, origin

    async def open(self, path: str = "/ws/") -> bool:
        """Shake hands; tell whether the server accepted."""
        client = self.client or await ask(client_of, self.user)
        headers = [
            (b"host", b"testserver"),
            (b"origin", self.origin.encode()),
            (b"cookie", cookie_of(client)),
        ]
        self.socket = WebsocketCommunicator(application, path, headers=headers)
        accepted, _protocol = await self.socket.connect(timeout=20)
        return accepted

    async def say(self, type_: str, **fields: Any) -> None:
        """Send one message."""
        await self.socket.send_to(text_data=json.dumps({"type": type_, **fields}))

    async def hear(self, *types: str) -> dict[str, Any]:
        """Return the next frame, or the next of `types`."""
        while True:
            frame = json.loads((await self._output())["text"])
            if not types or frame["type"] in types:
                return frame

    async def _output(self) -> dict[str, Any]:
        async with asyncio.timeout(20):
            return await self.socket.output_queue.get()

    async def hears_nothing(self, *types: str, seconds: float = 0.3) -> bool:
        """Tell whether no frame, or none of `types`, comes for a while."""
        try:
            async with asyncio.timeout(seconds):
                await self.hear(*types)
                return False
        except TimeoutError:
            return True

    async def enter(self, room: str = HALL, after: int | None = None) -> dict[str, Any]:
        """Subscribe and return the answer."""
        await self.say("subscribe", room=room, **({} if after is None else {"after": after}))
        return await self.hear("subscribed", "error")

    async def numbers(self, count: int) -> list[int]:
        """Return the numbers of the next `count` events."""
        return [(await self.hear("event", "reset"))["seq"] for _turn in range(count)]

    async def closed(self) -> int:
        """Return the code with which the server closes the socket, skipping frames before it."""
        while True:
            message = await self._output()
            if message["type"] == "websocket.close":
                return message.get("code", 1000)
