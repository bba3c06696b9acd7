"""The full origin of a socket: scheme, name and port must be the site's own."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class FullOrigin:
    """Refuses handshakes whose Origin is missing, doubled, or not among `origins`.

    Without `origins` the request's own Host, if allowed, with the scheme of SITE_URL is the only one.
    Browsers send an origin in lower case and without a default port; nothing else is accepted.
    """

    def __init__(self, application: Any, origins: Iterable[str] = ()) -> None:
        self.application = application
        self.origins = {normal(one) for one in origins}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Go on with an origin of ours, else answer the handshake with 403."""
        if self._is_ours(scope["headers"]):
            await self.application(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close"})

    def _is_ours(self, headers: list[tuple[bytes, bytes]]) -> bool:
        found = [value.decode("latin1") for name, value in headers if name == b"origin"]
        hosts = [value.decode("latin1") for name, value in headers if name == b"host"]
        return len(found) == len(hosts) == 1 and found[0] in (self.origins or own(hosts[0]))


def own(host: str) -> set[str]:
    """Return the origin of a request to `host`, none when the host is not allowed."""
    name, _port = split_domain_port(host)
    if not name or not validate_host(name, settings.ALLOWED_HOSTS):
        return set()
    return {normal(f"{urlsplit(settings.SITE_URL).scheme}://{host}")}


def normal(origin: str) -> str:
    """Return `origin` as a browser writes it."""
    scheme, _colon, rest = origin.lower().rstrip("/").partition("://")
    return f"{scheme}://{rest.removesuffix(DEFAULT_PORTS.get(scheme, '/'))}"
