"""Real servers in processes of their own, and real clients."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from django.db import connection
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.builders import client_of, make_user
from tests.core.realtime.builders import cookie_of, let_in

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 40
TOKEN = "t" * 32
DAPHNE = ("daphne", "-v", "0", "--ping-interval", "1", "--ping-timeout", "5", "-b", "127.0.0.1", "-p")
UVICORN = ("uvicorn", "--ws-per-message-deflate", "false", "--log-level", "warning", "--port")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Launcher:
    """The process that forks servers of the site with the variables in `environment`."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.core.realtime.launcher"]
        pipe = subprocess.PIPE
        variables = os.environ | environment
        self.process = subprocess.Popen(command, cwd=ROOT, env=variables, stdin=pipe, stdout=pipe, text=True)

    def fork(self, arguments: tuple[str, ...]) -> int:
        """Start a server; return its process id."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(" ".join(arguments) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self) -> None:
        """End the process; its servers are ended one by one."""
        self.process.kill()
        self.process.communicate()


class Redis:
    """A Redis of the test's own, which keeps nothing and may be killed."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start, empty."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        """End the process without a chance to say good-bye."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def environment(folder: Path, redis: str, poll: float) -> dict[str, str]:
    """Return the variables of servers on the tests' database; `poll` in seconds, `redis` may be empty."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.core.realtime.site_settings",
        "INTERPORTAL_MODE": "test",
        "INTERPORTAL_DATA": str(folder),
        "SITE_DATABASE": str(connection.settings_dict["NAME"]),
        "SITE_POLL": str(poll),
        "REDIS_URL": redis,
        "REDIS_PREFIX": f"servers-{free_port()}",
        "LOG_LEVEL": "ERROR",
    }


class Server:
    """One server process of the site."""

    def __init__(self, launcher: Launcher, program: tuple[str, ...]) -> None:
        self.launcher, self.program = launcher, program
        self.port = free_port()
        self.pid = 0

    @property
    def url(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start without waiting."""
        self.pid = self.launcher.fork((*self.program, str(self.port), "config.asgi:application"))

    def wait(self) -> None:
        """Wait until the server answers."""
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends:
            try:
                httpx.get(f"{self.url}/live/none/events", timeout=5)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError(self.url)

    def kill(self) -> None:
        """End the process without a chance to say good-bye."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self.pid = 0

    async def post(self, path: str, **form: Any) -> str:
        """Send a form to a page of this server; return the answer."""
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.post(f"{self.url}/{path}/", data=form)
        assert answer.status_code == 200, answer.text[:500]
        return answer.text

    async def append(self, room: str, **form: Any) -> int:
        """Append an event through a page of this server; return its number."""
        return int(await self.post(f"append/{room}", **form))

    async def leave(self, cookie: str) -> None:
        """Sign out the session `cookie` by the product's own button."""
        headers = {"Cookie": f"{cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.post(f"{self.url}/accounts/logout/", headers=headers)
        assert answer.status_code == 302, answer.text[:500]

    @asynccontextmanager
    async def socket(self, cookie: str, **words: Any) -> AsyncIterator["Window"]:
        """Open a socket with the session `cookie`."""
        headers = {"Cookie": cookie}
        address = f"ws://127.0.0.1:{self.port}/ws/"
        words = {"origin": self.url, "max_size": None, "close_timeout": 1} | words
        async with connect(address, additional_headers=headers, proxy=None, **words) as opened:
            yield Window(opened)


class Window:
    """A client that keeps the cursor of one room."""

    def __init__(self, opened: ClientConnection) -> None:
        self.connection = opened
        self.seqs: list[int] = []
        self.latest: dict[str, dict[str, Any]] = {}

    async def enter(self, room: str, after: int) -> None:
        """Subscribe with a cursor."""
        await self.connection.send(json.dumps({"type": "subscribe", "room": room, "after": after}))
        await self.hear("subscribed")

    async def hear(self, *types: str) -> dict[str, Any]:
        """Return the next frame of `types`."""
        async with asyncio.timeout(60):
            while True:
                frame: dict[str, Any] = json.loads(await self.connection.recv())
                self.latest[frame["type"]] = frame
                if frame["type"] in types:
                    return frame

    async def sees(self, people: int) -> list[str]:
        """Wait until so many people are in the room; return their names."""
        while self.latest.get("presence", {}).get("count") != people:
            await self.hear("presence")
        return [one["name"] for one in self.latest["presence"]["people"]]

    async def read_to(self, seq: int) -> list[int]:
        """Read events until number `seq`; return all numbers so far."""
        while not self.seqs or self.seqs[-1] < seq:
            self.seqs.append((await self.hear("event"))["seq"])
        return self.seqs

    async def ending(self) -> str:
        """Return what ends it: `revoked`, or `event` when a post came through first."""
        return str((await self.hear("revoked", "event"))["type"])

    async def closing(self) -> int:
        """Return the code with which the server closes it; no post may come first."""
        try:
            while (await self.hear("revoked", "event"))["type"] == "revoked":
                pass
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006
        return 0


class Site:
    """The servers, a hall of its own for each test, and two people who may enter it."""

    halls = count(100)

    def __init__(self, servers: list[Server]) -> None:
        self.servers = servers
        self.first, self.second, self.third = servers
        self.hall = next(self.halls)
        self.room = f"hall:{self.hall}"
        self.people = [let_in(make_user(name), self.hall) for name in ("near", "far")]
        self.cookies = [cookie_of(client_of(user)).decode() for user in self.people]
