"""How many bytes a server still holds for a socket, for servers whose send never waits."""

from collections.abc import Callable
from functools import partial
from typing import Any


def pending(send: Any) -> Callable[[], int]:
    """Return a function that tells the unsent bytes of the socket behind the ASGI callable `send`.

    Daphne hands bytes to its transport without end, so its transport is asked. Other servers make the
    sender wait instead; for them the answer is always 0.
    """
    protocol = send.args[0] if isinstance(send, partial) and send.args else None
    transport = getattr(protocol, "transport", None)
    if hasattr(transport, "dataBuffer") and hasattr(transport, "_tempDataLen"):
        return partial(_of_twisted, transport)
    return _nothing


def _of_twisted(transport: Any) -> int:
    return len(transport.dataBuffer) - int(transport.offset) + int(transport._tempDataLen)


def _nothing() -> int:
    return 0
