"""Only the site's own pages may open a socket."""

from typing import Any

import pytest
from django.test import override_settings

from core.realtime.origin import FullOrigin

SITE = "https://interportal.example"


async def answer(guard: FullOrigin, *origins: str, host: str = "testserver:8000") -> str:
    """Return what a handshake with `origins` gets: `accepted` or `refused`."""
    sent: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["type"])

    headers = [(b"host", host.encode()), *((b"origin", one.encode("latin1")) for one in origins)]
    await guard({"type": "websocket", "headers": headers}, receive, send)
    return {"websocket.accept": "accepted", "websocket.close": "refused"}[sent[0]]


async def page(_scope: Any, _receive: Any, send: Any) -> None:
    """Accept everybody."""
    await send({"type": "websocket.accept"})


@pytest.mark.parametrize(
    "origin",
    [
        "http://interportal.example",
        "https://interportal.example:8443",
        "https://interportal.example.evil.example",
        "https://interportal.example@evil.example",
        "https://x.interportal.example",
        "https://evil.example",
        "null",
        "",
        "https://INTERPORTAL.example",
    ],
)
async def test_in_production_nothing_but_the_named_origins(origin: str) -> None:
    guard = FullOrigin(page, [f"{SITE}:443/", "https://other.example:8443"])
    assert await answer(guard, origin) == "refused"
    assert await answer(guard, SITE) == "accepted"
    assert await answer(guard, "https://other.example:8443") == "accepted"
    assert await answer(guard) == "refused"
    assert await answer(guard, SITE, SITE) == "refused"


@override_settings(SITE_URL="http://127.0.0.1:9", ALLOWED_HOSTS=["testserver", "[::1]"])
async def test_elsewhere_the_requests_own_host() -> None:
    guard = FullOrigin(page)
    assert await answer(guard, "http://testserver:8000") == "accepted"
    assert await answer(guard, "http://testserver", host="testserver:80") == "accepted"
    assert await answer(guard, "http://[::1]:8000", host="[::1]:8000") == "accepted"
    for origin in ("http://testserver", "https://testserver:8000", "http://testserver:8001", "null"):
        assert await answer(guard, origin) == "refused"
    assert await answer(guard, "http://evil.example", host="evil.example") == "refused"
    assert await answer(guard, "http://a b", host="a b") == "refused"
