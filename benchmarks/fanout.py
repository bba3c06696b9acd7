"""Measure what it costs to tell a room of a change, beside the bare broadcast of the `websockets` library.

    benchmarks/fanout                                  # 200, 1,000 and 2,000 sockets, some minutes
    benchmarks/fanout --short                          # 200 sockets, to try it
    benchmarks/fanout --readers 1000 --rounds 5

One room, one publisher, events of 600 bytes; the next one goes out when everybody has the last. The servers
are measured in turn and the cheapest round counts, for the machine may have other work: read the ratios of
CPU, not the times. The load runs in a process of its own, whose CPU is told apart. The hub gets events as a
verb gives them after commit; the database is no part of this. Over Redis, two processes have half of the
sockets each and all events come from the first; Redis itself is not counted.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from portals.models import User

SOCKETS_PER_PERSON = 10
START_SECONDS = 120
EVENT_BYTES = 600
BARE = "websockets broadcast (baseline)"
ROOM = "benchmarks.fanout_room:application"
DAPHNE = ("-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", "{port}", ROOM)
UVICORN = ("-m", "uvicorn", "--loop", "uvloop", "--ws-per-message-deflate", "false")
UVICORN += ("--log-level", "error", "--port", "{port}", ROOM)
GOALS = (
    ("uvicorn", 1000, "cpu", 2.3, "CPU per delivery, uvicorn, 1,000 sockets, against the broadcast"),
    (
        "uvicorn",
        1000,
        "paced_p99",
        3.0,
        "p99 at up to two events a second, uvicorn, 1,000 sockets, against the broadcast",
    ),
)
GROWTH_GOAL, MEMORY_GOAL = 1.3, 36


@dataclass
class Side:
    """One way to serve: its processes and what each round has found, by number of sockets."""

    name: str
    command: tuple[str, ...]
    over_redis: bool = False
    ports: list[int] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    crowd: subprocess.Popen[str] | None = None
    cost: dict[int, dict[str, float]] = field(default_factory=dict)
    found: dict[int, list[dict[str, float]]] = field(default_factory=lambda: defaultdict(list))

    def start(self, redis: str) -> None:
        """Start one process, or two over Redis."""
        environment = os.environ | ({"REDIS_URL": redis} if self.over_redis else {})
        self.ports = [free_port() for _one in range(2 if self.over_redis else 1)]
        for port in self.ports:
            words = [word.format(port=port) for word in self.command]
            self.processes.append(subprocess.Popen([sys.executable, *words], env=environment))

    def fill(self, readers: int, plan: argparse.Namespace, people: list[str]) -> None:
        """Let a crowd of so many readers in; note what each costs."""
        for port in self.ports:
            wait_for(port)
        task: dict[str, Any] = {
            "ports": self.ports,
            "pids": [process.pid for process in self.processes],
            "readers": readers,
            "cookies": people,
            "enters": self.name != BARE,
            "room": f"crowd:{readers}",
            "fill": EVENT_BYTES - 75,
            "warm": 3,
            "events": max(20, plan.deliveries // readers),
            "paced": plan.paced,
            "settle": 3,
        }
        command = [sys.executable, "-m", "benchmarks.fanout_crowd", json.dumps(task)]
        pipe = subprocess.PIPE
        self.crowd = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        self.cost[readers] = self._answer()

    def measure(self, readers: int) -> None:
        """Measure one round."""
        assert self.crowd is not None
        assert self.crowd.stdin is not None
        self.crowd.stdin.write("go on\n")
        self.crowd.stdin.flush()
        self.found[readers].append(self._answer())

    def _answer(self) -> dict[str, float]:
        assert self.crowd is not None
        assert self.crowd.stdout is not None
        line = self.crowd.stdout.readline()
        if not line:
            raise SystemExit(f"the crowd of {self.name} has failed")
        return dict(json.loads(line))

    def end(self) -> None:
        """End the processes."""
        for process in [*self.processes, *([self.crowd] if self.crowd else [])]:
            process.kill()
            process.wait()
        self.processes, self.crowd = [], None

    def best(self, readers: int) -> dict[str, float]:
        """Return the figures of the cheapest round, with the least times and the highest rate of all rounds."""
        rounds = self.found[readers]
        least = {name: min(one[name] for one in rounds) for name in rounds[0]}
        return least | self.cost[readers] | {"per_second": max(one["per_second"] for one in rounds)}


def sides(with_redis: bool) -> list[Side]:
    """Return every way to serve, the baseline first."""
    alone = [
        Side(BARE, ("-m", "benchmarks.fanout_broadcast", "{port}")),
        Side("uvicorn", UVICORN),
        Side("daphne", DAPHNE),
    ]
    both = [Side("2 × uvicorn, Redis", UVICORN, True), Side("2 × daphne, Redis", DAPHNE, True)]
    return alone + both if with_redis else alone


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def own_redis() -> Iterator[str]:
    """Run a Redis that keeps nothing; give its address, or nothing where there is none."""
    program = shutil.which("redis-server")
    if program is None:
        yield ""
        return
    port = str(free_port())
    command = [program, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def cookies(most: int) -> list[str]:
    """Make people with sessions, enough for `most` sockets; return their cookies."""
    call_command("migrate", verbosity=0)
    made = []
    for number in range(-(-most // SOCKETS_PER_PERSON) + 1):
        client = Client()
        client.force_login(
            User.objects.create_user(f"reader-{number}@interportal.example", name=f"Reader {number}")
        )
        made.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    return made


def wait_for(port: int) -> None:
    """Wait until somebody answers there."""
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"nobody answers at {port}")


def rounds(every: list[Side], readers: int, plan: argparse.Namespace, people: list[str]) -> None:
    """Measure all sides in turn, as often as planned, on servers newly started for this number."""
    with own_redis() as redis:
        try:
            for side in every:
                side.start(redis)
            for side in every:
                side.fill(readers, plan, people)
            for _turn in range(plan.rounds):
                for side in every:
                    side.measure(readers)
        finally:
            for side in every:
                side.end()


def show(every: list[Side], readers: int) -> None:
    """Print one table."""
    base = every[0].best(readers)
    print(f"\n{readers:,} sockets, load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    heads = (
        "CPU µs",
        "ratio",
        "a second",
        "p50 ms",
        "p99 ms",
        "paced p99",
        "KiB each",
        "connect ms",
        "load µs",
    )
    print(f"{'':<34}" + "".join(f"{head:>11}" for head in heads))
    for side in every:
        best = side.best(readers)
        row = (best["cpu"], best["cpu"] / base["cpu"], best["per_second"], best["p50"], best["p99"])
        row += (best["paced_p99"], best["kib"], best["connect"], best["own"])
        lost = sum(int(one["lost"]) for one in side.found[readers])
        note = f"  {lost} hints given twice" if lost else ""
        print(f"{side.name:<34}" + "".join(f"{one:>11,.1f}" for one in row) + note, flush=True)


def judge(every: list[Side], sizes: list[int]) -> bool:
    """Print what became of the goals; tell whether all were reached."""
    named = {side.name: side for side in every}
    lines = []
    for name, readers, figure, goal, words in GOALS:
        if readers in sizes:
            ratio = named[name].best(readers)[figure] / every[0].best(readers)[figure]
            lines.append((words, ratio, goal))
    least, most = min(sizes), max(sizes)
    uvicorn = named["uvicorn"]
    if most > least:
        growth = uvicorn.best(most)["cpu"] / uvicorn.best(least)["cpu"]
        lines.append((f"growth of CPU per delivery, uvicorn, {least:,} to {most:,}", growth, GROWTH_GOAL))
    lines.append((f"KiB per socket, uvicorn, {most:,}", uvicorn.best(most)["kib"], MEMORY_GOAL))
    print()
    for words, value, goal in lines:
        print(f"{'reached' if value <= goal else 'MISSED':>8}  {words}: {value:.2f} (goal {goal:g})")
    return all(value <= goal for _words, value, goal in lines)


def main() -> int:
    """Return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--readers", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--deliveries", type=int, default=60_000, help="so many in each round")
    parser.add_argument("--paced", type=int, default=20, help="so many events at two a second")
    parser.add_argument("--short", action="store_true", help="200 sockets, one round, few deliveries")
    plan = parser.parse_args()
    if plan.short:
        plan.readers, plan.rounds, plan.deliveries, plan.paced = [200], 1, 8_000, 4
    sizes = sorted(plan.readers or [200, 1000, 2000])
    people, every = cookies(max(sizes)), sides(bool(shutil.which("redis-server")))
    for readers in sizes:
        rounds(every, readers, plan, people)
        show(every, readers)
    return 0 if judge(every, sizes) else 1


if __name__ == "__main__":
    sys.exit(main())
