"""People who write and read while servers die, lines are cut and texts are sent twice."""

import asyncio
import json
from collections.abc import Iterable
from contextlib import suppress
from secrets import SystemRandom
from typing import Any
from uuid import uuid4

import httpx
from websockets.exceptions import InvalidHandshake, WebSocketException

from core.realtime.log import newest
from forums.models import Post, Thread
from portals.models import User
from tests.builders import client_of, make_member, make_portal
from tests.core.realtime.builders import cookie_of
from tests.core.realtime.servers import TOKEN, Server
from tests.forums.builders import make_board, make_thread

DOUBLE, MOST_POSTS = 0.2, 16
PATIENCE_SECONDS = 240
chance = SystemRandom()
GONE = (WebSocketException, InvalidHandshake, OSError, TimeoutError, EOFError)


class Discussion:
    """One thread, people with sessions, and what they were told: text to number, as acknowledged."""

    def __init__(self, servers: list[Server], people: int) -> None:
        portal = make_portal("chaos")
        self.servers = servers
        self.people: list[User] = [make_member(f"voice-{number}", portal) for number in range(people)]
        self.thread: Thread = make_thread(self.people[0], make_board())
        self.cookies = [cookie_of(client_of(one)).decode() for one in self.people]
        self.acknowledged: dict[str, int] = {}
        self.is_quiet = self.is_over = False

    async def write(self, person: int) -> None:
        """Write one post after the other until the trouble is over; what gets no answer is sent again."""
        for number in range(MOST_POSTS):
            if self.is_quiet:
                return
            words = {"body": f"{person} says {number}", "client_id": str(uuid4())}
            first = await self._until_answered(person, words)
            again = await self._until_answered(person, words) if chance.random() < DOUBLE else first
            assert first == again
            self.acknowledged[words["body"]] = first
            await asyncio.sleep(chance.uniform(0, 0.3))

    async def next_post(self) -> None:
        """Wait until one more post has been acknowledged."""
        before = len(self.acknowledged)
        while len(self.acknowledged) == before:
            await asyncio.sleep(0.01)

    async def _until_answered(self, person: int, words: dict[str, str]) -> int:
        while True:
            with suppress(httpx.TransportError):
                answer = await self._post(person, words)
                if answer.status_code == 201:
                    return int(answer.json()["posts"][0]["number"])
                assert answer.status_code >= 500, answer.text
            await asyncio.sleep(chance.uniform(0.05, 0.2))

    async def _post(self, person: int, words: dict[str, str]) -> httpx.Response:
        headers = {
            "Cookie": f"{self.cookies[person]}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept": "application/json",
        }
        url = f"{chance.choice(self.servers).url}/forums/threads/{self.thread.pk}/posts/"
        async with httpx.AsyncClient(timeout=60) as client:
            return await client.post(url, data=words, headers=headers)

    def stored(self) -> list[tuple[int, str]]:
        """Return number and text of every post, in order."""
        return list(Post.objects.filter(thread=self.thread).order_by("number").values_list("number", "body"))

    def newest(self) -> int:
        """Return the number of the newest event."""
        return newest(self.thread.room)


class Reader:
    """Somebody whose line is cut again and again, and who goes on from the last number heard."""

    def __init__(self, discussion: Discussion, person: int) -> None:
        self.discussion, self.person = discussion, person
        self.events: list[dict[str, Any]] = []
        self.resets = self.cuts = 0

    @property
    def last(self) -> int:
        """The number up to which everything was heard."""
        return int(self.events[-1]["seq"]) if self.events else 0

    async def read(self) -> None:
        """Read until the discussion is over and everything was heard."""
        while not self._has_all:
            with suppress(*GONE):
                await self._listen(chance.choice(self.discussion.servers))
            await asyncio.sleep(chance.uniform(0, 0.2))

    @property
    def _has_all(self) -> bool:
        return self.discussion.is_over and self.last >= len(self.discussion.acknowledged)

    async def _listen(self, server: Server) -> None:
        cookie, room = self.discussion.cookies[self.person], self.discussion.thread.room
        async with server.socket(cookie, open_timeout=20) as window:
            await window.connection.send(json.dumps({"type": "subscribe", "room": room, "after": self.last}))
            with suppress(TimeoutError):
                async with asyncio.timeout(chance.uniform(0.3, 2)):
                    while not self._has_all:
                        self._hear(json.loads(await window.connection.recv()))
            self.cuts += 1
            window.connection.transport.abort()

    def _hear(self, frame: dict[str, Any]) -> None:
        self.resets += frame["type"] == "reset"
        if frame["type"] == "event":
            self.events.append(frame)


def numbers(events: Iterable[dict[str, Any]]) -> list[tuple[int, int]]:
    """Return the number of each event with that of the post it tells of."""
    return [(event["seq"], event["payload"]["posts"][0]["number"]) for event in events]


async def run(discussion: Discussion, trouble: Any, *, readers: int) -> list[Reader]:
    """Have everybody write and `readers` read while `trouble` goes on; return the readers."""
    crowd = [Reader(discussion, number % len(discussion.people)) for number in range(readers)]
    reading = [asyncio.create_task(reader.read()) for reader in crowd]
    people = range(len(discussion.people))
    writing = [asyncio.create_task(discussion.write(person)) for person in people]
    async with asyncio.timeout(PATIENCE_SECONDS):
        await trouble
        discussion.is_quiet = True
        await asyncio.gather(*writing)
        discussion.is_over = True
        await asyncio.gather(*reading)
    return crowd


async def judge(discussion: Discussion, crowd: list[Reader]) -> None:
    """Check that everybody heard exactly what was acknowledged, once and in one order."""
    stored = await asyncio.to_thread(discussion.stored)
    whole = list(range(1, len(stored) + 1))
    assert [number for number, _body in stored] == whole
    assert {body: number for number, body in stored} == discussion.acknowledged
    assert len({body for _number, body in stored}) == len(stored)
    assert await asyncio.to_thread(discussion.newest) == len(stored)
    for reader in crowd:
        assert numbers(reader.events) == list(zip(whole, whole, strict=True))
        assert reader.resets == 0
