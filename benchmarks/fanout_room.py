"""The product with rooms for everybody, and a socket /publish/ that tells it of a change.

Whoever publishes sends `ROOM NUMBER FILL`; the hub gets the event as a verb gives it after commit. The database
is left out on purpose, so the look at the newest numbers every second is turned off here.
"""

from typing import Any

from django.conf import settings

from config.asgi import application as product
from core.realtime import hints, rooms, wire

settings.REALTIME_PACE = {"poll": 3600, "recheck": 3600}
rooms.register("crowd", lambda _user, _key: True, presence=True)


async def publish(receive: Any, send: Any) -> None:
    """Tell the room of what comes in."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        room, seq, fill = message["text"].split(" ")
        hints.give([wire.event(room, int(seq), "said", {"body": fill})])


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer as the product does, but for the publisher."""
    if scope["type"] == "websocket" and scope["path"] == "/publish/":
        await publish(receive, send)
    else:
        await product(scope, receive, send)
