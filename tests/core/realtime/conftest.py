"""Halls to enter, sockets that are closed after the test, one process alone."""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from core.realtime import rooms
from portals.models import User
from tests.core.realtime.builders import Browser, let_in, open_halls
from tests.core.realtime.servers import DAPHNE, UVICORN, Launcher, Server, Site, free_port

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


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """Return the address of a Redis: the one of this run, or one of our own, or skip."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs redis-server")
    port = free_port()
    command = [program, "--port", str(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def servers(
    redis: str, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    """Start two daphnes and a uvicorn on the tests' database, all at once."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.core.realtime.site_settings",
        "INTERPORTAL_MODE": "test",
        "INTERPORTAL_DATA": str(tmp_path_factory.mktemp("site")),
        "SITE_DATABASE": str(connection.settings_dict["NAME"]),
        "SITE_POLL": "60",
        "REDIS_URL": redis,
        "REDIS_PREFIX": f"servers-{free_port()}",
        "LOG_LEVEL": "ERROR",
    }
    launcher = Launcher(environment)
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
