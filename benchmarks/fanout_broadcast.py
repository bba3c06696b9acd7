"""The baseline: the `websockets` library with its own broadcast, on uvloop, uncompressed, and nothing else.

Whoever publishes sends `ROOM NUMBER FILL` to /publish/; everybody else gets the text the hub would send.
"""

import sys
from contextlib import suppress

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

FRAME = '{"type":"event","room":"%s","seq":%s,"kind":"said","payload":{"body":"%s"}}'
crowd: set[ServerConnection] = set()


async def serve_one(connection: ServerConnection) -> None:
    """Keep a reader in the crowd, or pass on what the publisher says."""
    assert connection.request is not None
    if connection.request.path == "/publish/":
        with suppress(ConnectionClosed):
            async for text in connection:
                broadcast(crowd, FRAME % tuple(str(text).split(" ")))
        return
    crowd.add(connection)
    try:
        await connection.wait_closed()
    finally:
        crowd.discard(connection)


async def main(port: int) -> None:
    """Serve until ended."""
    async with serve(serve_one, "127.0.0.1", port, compression=None, open_timeout=60) as server:
        await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
