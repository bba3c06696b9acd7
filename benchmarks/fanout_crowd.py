"""The load: so many readers in one process on uvloop, who count, time and check what they get.

    python -m benchmarks.fanout_crowd '{"ports": [8000], "pids": [123], "readers": 200, ...}'

For each line it reads it publishes so many events, the next one when everybody has the last one (or at a
pace), checks that each reader gets each number once and in order, and answers with one line of JSON. Its own
CPU is told apart from that of the servers.
"""

import asyncio
import base64
import json
import os
import struct
import sys
import time
from array import array
from pathlib import Path
from typing import Any, NoReturn

import uvloop

AT_ONCE = 8
PATIENCE_SECONDS = 60
HINT_SECONDS, MOST_HINTS = 10, 6
TICK = os.sysconf("SC_CLK_TCK")
KEY = base64.b64encode(b"sixteen bytes ok").decode()
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
NUMBER = b'"seq":'


def cpu_of(pids: list[int]) -> float:
    """Return the processor seconds that the processes have used."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in fields) / TICK


def memory_of(pids: list[int]) -> int:
    """Return the KiB that the processes hold in memory."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def framed(opcode: int, content: bytes) -> bytes:
    """Return a frame as clients send it, under a mask of zeros."""
    size = len(content)
    head = (
        bytes([0x80 | opcode, 0x80 | size])
        if size < 126
        else bytes([0x80 | opcode, 0xFE]) + struct.pack("!H", size)
    )
    return head + b"\0\0\0\0" + content


def fail(why: str) -> NoReturn:
    """Say why and end at once, also from within a callback."""
    sys.stderr.write(f"{why}\n")
    sys.stderr.flush()
    os._exit(1)


class Socket(asyncio.Protocol):
    """A WebSocket client that does as little as it can."""

    def __init__(self, path: str, port: int, cookie: str) -> None:
        self.path, self.port, self.cookie = path, port, cookie
        self.opened = asyncio.get_running_loop().create_future()
        self.rest = b""
        self.is_open = False
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        """Ask for the upgrade."""
        self.transport = transport
        host = f"127.0.0.1:{self.port}"
        lines = [
            f"GET {self.path} HTTP/1.1",
            f"Host: {host}",
            f"Origin: http://{host}",
            f"Cookie: {self.cookie}",
        ]
        lines += [
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {KEY}",
            "Sec-WebSocket-Version: 13",
        ]
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def data_received(self, data: bytes) -> None:
        """Take in what comes: the answer to the upgrade, then frames."""
        data = self.rest + data if self.rest else data
        if not self.is_open:
            head, found, data = data.partition(b"\r\n\r\n")
            if not found:
                self.rest = head
                return
            self._answered(head)
        self.rest = self._frames(data)

    def connection_lost(self, _fault: Exception | None) -> None:
        """Fail whoever still waits, and all when a socket is lost later on."""
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(f"{self.path} was closed"))
        else:
            fail(f"a socket of {self.path} was closed")

    def text(self, content: bytes) -> None:
        """Take in one text."""

    def say(self, words: str) -> None:
        """Send one text."""
        self.transport.write(framed(TEXT, words.encode()))

    def _answered(self, head: bytes) -> None:
        if b" 101 " not in head[:16]:
            self.opened.set_exception(ConnectionError(head[:60].decode()))
            return
        self.is_open = True
        self.opened.set_result(None)

    def _frames(self, data: bytes) -> bytes:
        """Take in every whole frame of `data` and return the rest."""
        at, end = 0, len(data)
        while end - at >= 2:
            size, start = data[at + 1], at + 2
            if size > 125:
                width = 2 if size == 126 else 8
                size, start = int.from_bytes(data[start : start + width], "big"), start + width
            if start + size > end:
                break
            self._frame(data[at] & 15, data[start : start + size])
            at = start + size
        return data[at:]

    def _frame(self, opcode: int, content: bytes) -> None:
        if opcode == TEXT:
            self.text(content)
        elif opcode == PING:
            self.transport.write(framed(PONG, content))
        elif opcode == CLOSE:
            fail(f"a server closed {self.path} with {content[:2].hex()} {content[2:].decode()}")


class Reader(Socket):
    """One of the crowd."""

    def __init__(self, crowd: "Crowd", port: int, cookie: str) -> None:
        super().__init__("/ws/", port, cookie)
        self.crowd, self.last = crowd, 0

    def text(self, content: bytes) -> None:
        """Count an event; anything else tells that the reader is in the room."""
        if not content.startswith(b'{"type":"event"'):
            return
        at = content.index(NUMBER) + len(NUMBER)
        seq = int(content[at : content.index(b",", at)])
        if seq != self.last + 1:
            fail(f"a reader got {seq} after {self.last}")
        self.last = seq
        self.crowd.got()


class Crowd:
    """Everybody, and what they have measured."""

    def __init__(self, task: dict[str, Any]) -> None:
        self.task = task
        self.readers: list[Reader] = []
        self.times = array("d")
        self.began = 0.0
        self.missing = self.seq = self.hints_lost = 0
        self.all_have = asyncio.Event()

    def got(self) -> None:
        """Note one delivery."""
        self.times.append(time.perf_counter() - self.began)
        self.missing -= 1
        if not self.missing:
            self.all_have.set()

    async def gather(self) -> None:
        """Connect all readers, some at a time, and have them enter the room."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with gate:
                self.readers.append(await self._reader(number))

        await asyncio.gather(*(one(number) for number in range(self.task["readers"])))
        self.publisher = await opened(Socket("/publish/", self.task["ports"][0], ""))

    async def _reader(self, number: int) -> Reader:
        cookies = self.task["cookies"]
        port = self.task["ports"][number % len(self.task["ports"])]
        reader = await opened(Reader(self, port, cookies[number % len(cookies)]))
        if self.task["enters"]:
            reader.say(json.dumps({"type": "subscribe", "room": self.task["room"], "after": 0}))
        return reader

    async def tell(self) -> None:
        """Publish the next event and wait until everybody has it.

        A hint that Redis has lost is given again, as the product's look into the log would do.
        """
        self.seq += 1
        self.missing, self.began = len(self.readers), time.perf_counter()
        self.all_have.clear()
        for _turn in range(MOST_HINTS):
            self.publisher.say(f"{self.task['room']} {self.seq} {'x' * self.task['fill']}")
            try:
                async with asyncio.timeout(HINT_SECONDS):
                    await self.all_have.wait()
                return
            except TimeoutError:
                self.hints_lost += 1
        fail(f"{self.missing} readers never got {self.seq}")

    async def tell_all(self, count: int, pause: float = 0) -> dict[str, float]:
        """Publish `count` events; return rate, times and CPU per delivery."""
        self.times = array("d")
        pids, began, own = self.task["pids"], time.perf_counter(), time.process_time()
        busy = cpu_of(pids)
        for _turn in range(count):
            await self.tell()
            await asyncio.sleep(pause)
        took, deliveries = time.perf_counter() - began, len(self.times)
        times = sorted(self.times)
        return {
            "per_second": deliveries / took,
            "cpu": (cpu_of(pids) - busy) / deliveries * 1e6,
            "own": (time.process_time() - own) / deliveries * 1e6,
            "lost": self.hints_lost,
            "p50": times[deliveries // 2] * 1e3,
            "p99": times[deliveries * 99 // 100] * 1e3,
        }


async def opened(socket: Any) -> Any:
    """Return the socket once it is open."""
    await asyncio.get_running_loop().create_connection(lambda: socket, "127.0.0.1", socket.port)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await socket.opened
    return socket


def report(found: dict[str, float]) -> None:
    """Print one line for whoever has started the crowd."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


async def come(crowd: Crowd) -> None:
    """Connect everybody and say what each socket costs."""
    pids, readers = crowd.task["pids"], crowd.task["readers"]
    memory, busy = memory_of(pids), cpu_of(pids)
    await crowd.gather()
    await asyncio.sleep(crowd.task["settle"])
    await crowd.tell_all(crowd.task["warm"])
    kib, cpu = memory_of(pids) - memory, cpu_of(pids) - busy
    report({"kib": kib / readers, "connect": cpu / readers * 1e3})


async def main(task: dict[str, Any]) -> None:
    """Come, then measure one round for each line that comes in."""
    crowd, loop = Crowd(task), asyncio.get_running_loop()
    await come(crowd)
    while await loop.run_in_executor(None, sys.stdin.readline):
        found = await crowd.tell_all(task["events"])
        paced = await crowd.tell_all(task["paced"], 0.5)
        report(found | {f"paced_{name}": value for name, value in paced.items()})


if __name__ == "__main__":
    uvloop.run(main(json.loads(sys.argv[1])))
