"""Halls to enter, sockets that are closed after the test, one process alone."""

import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings

from core.realtime import rooms
from portals.models import User
from tests.core.realtime.builders import Browser, let_in, open_halls
from tests.core.realtime.servers import DAPHNE, UVICORN, Launcher, Redis, Server, Site, environment

ALONE = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
QUICK = {"poll": 0.2, "presence": 0.1, "heartbeat": 60, "recheck": 60}


@pytest.fixture(autouse=True)
def halls() -> Iterator[None]:
    """Open the halls for one test."""
    before = dict(rooms._kinds)
    open_halls()
    with override_settings(CHANNEL_LAYERS=ALONE, REALTIME_PACE=QUICK):
        yield
    rooms._kinds.clear()
    rooms._kinds.update(before)


@pytest.fixture
def guest(transactional_db: None, delegate: User) -> User:
    """A person who may enter hall:1; everything is committed for real."""
    return let_in(delegate)


@pytest.fixture
async def browse(transactional_db: None) -> AsyncIterator[Callable[..., Any]]:
    """Open windows that are closed at the end of the test."""
    opened: list[Browser] = []

    async def open_one(user: User | None = None, **words: Any) -> Browser:
        browser = Browser(user, **words)
        assert await browser.open()
        opened.append(browser)
        return browser

    yield open_one
    for browser in opened:
        await browser.socket.disconnect()


def demand_redis() -> None:
    """Skip where there is no Redis to start; in CI that is a failure."""
    if shutil.which("redis-server") is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("needs redis-server: apt-get install redis-server")


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """Return the address of a Redis: the one of this run, or one of our own, or skip."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    own = Redis()
    demand_redis()
    own.start()
    yield own.url
    own.kill()


@pytest.fixture(scope="session")
def servers(
    redis: str, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    """Start two daphnes and a uvicorn on the tests' database, all at once."""
    launcher = Launcher(environment(tmp_path_factory.mktemp("site"), redis, poll=60))
    made = [Server(launcher, program) for program in (DAPHNE, DAPHNE, UVICORN)]
    try:
        for server in made:
            server.start()
        for server in made:
            server.wait()
        yield made
    finally:
        for server in made:
            server.kill()
        launcher.end()


@pytest.fixture
def site(transactional_db: None, servers: list[Server]) -> Site:
    """The site with two people and an empty hall."""
    return Site(servers)
