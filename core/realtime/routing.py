"""The address of the socket."""

from typing import Any

from django.urls import path, re_path

from core.realtime.consumers import LiveConsumer


async def nothing_here(_scope: Any, receive: Any, send: Any) -> None:
    """Refuse a socket at any other address."""
    await receive()
    await send({"type": "websocket.close"})


nowhere: Any = nothing_here
websocket_urlpatterns: list[Any] = [path("ws/", LiveConsumer.as_asgi()), re_path(r"", nowhere)]
