"""Servers are killed, Redis is gone, lines are cut, texts are sent twice: nothing lost, nothing twice, one order."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.realtime import chaos
from tests.core.realtime.chaos import Discussion
from tests.core.realtime.conftest import demand_redis
from tests.core.realtime.servers import DAPHNE, UVICORN, Launcher, Redis, Server, environment

pytestmark = pytest.mark.xdist_group("servers")
KILLS = 5


@pytest.fixture
def daphne(transactional_db: None, tmp_path: Path) -> Iterator[Server]:
    """One daphne without Redis, as `./run` serves the product."""
    launcher = Launcher(environment(tmp_path, redis="", poll=0.5))
    server = Server(launcher, DAPHNE)
    try:
        server.start()
        server.wait()
        yield server
    finally:
        server.kill()
        launcher.end()


@pytest.fixture
def own_redis() -> Iterator[Redis]:
    """A Redis that may be killed."""
    demand_redis()
    redis = Redis()
    redis.start()
    yield redis
    redis.kill()


@pytest.fixture
def pair(transactional_db: None, own_redis: Redis, tmp_path: Path) -> Iterator[list[Server]]:
    """A daphne and a uvicorn over a Redis of their own, as in production."""
    launcher = Launcher(environment(tmp_path, redis=own_redis.url, poll=0.5))
    servers = [Server(launcher, program) for program in (DAPHNE, UVICORN)]
    try:
        for server in servers:
            server.start()
        for server in servers:
            server.wait()
        yield servers
    finally:
        for server in servers:
            server.kill()
        launcher.end()


async def kill(server: Server, discussion: Discussion) -> None:
    """Kill a server once one more post has got through, and start it again."""
    await discussion.next_post()
    server.kill()
    server.start()
    await asyncio.to_thread(server.wait)


async def kill_often(server: Server, discussion: Discussion) -> None:
    """Kill a server five times."""
    for _turn in range(KILLS):
        await kill(server, discussion)


async def kill_all(servers: list[Server], redis: Redis, discussion: Discussion) -> None:
    """Kill the servers in turn, Redis for a while between them."""
    for turn in range(KILLS):
        if turn == 1:
            redis.kill()
        if turn == KILLS - 1:
            redis.start()
        await kill(servers[turn % len(servers)], discussion)


async def test_one_server_is_killed_while_people_write(daphne: Server) -> None:
    discussion = await asyncio.to_thread(Discussion, [daphne], 3)
    crowd = await chaos.run(discussion, kill_often(daphne, discussion), readers=6)
    await chaos.judge(discussion, crowd)
    assert len(discussion.acknowledged) > KILLS


@pytest.mark.postgres
async def test_servers_and_redis_are_killed_while_people_write(pair: list[Server], own_redis: Redis) -> None:
    discussion = await asyncio.to_thread(Discussion, pair, 3)
    crowd = await chaos.run(discussion, kill_all(pair, own_redis, discussion), readers=6)
    await chaos.judge(discussion, crowd)
    assert len(discussion.acknowledged) > KILLS
