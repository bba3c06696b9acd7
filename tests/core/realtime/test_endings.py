"""Rights in a thread that end on one server end on all of them, at once and before the next post."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser

from forums.models import Thread
from forums.states import BoardKind, BoardRole
from portals.models import User
from tests.builders import client_of, make_member, make_portal, make_user
from tests.core.realtime.builders import cookie_of
from tests.core.realtime.servers import Site
from tests.forums.builders import make_admission, make_board, make_thread

pytestmark = pytest.mark.xdist_group("servers")
SECONDS = 5


def open_thread(kind: str = BoardKind.MEMBERS) -> tuple[Thread, User]:
    """Make a thread of an admin, and a member who has been admitted to it."""
    portal = make_portal("interior")
    admin, guest = make_member("keeper", portal, is_superuser=True), make_member("guest", portal)
    thread = make_thread(admin, make_board(kind))
    make_admission(thread.board, admin, BoardRole.MODERATOR)
    if kind == BoardKind.MEMBERS:
        make_admission(thread.board, guest)
    return thread, guest


def cookie(user: AbstractBaseUser) -> str:
    """Return the cookie of a new session."""
    return cookie_of(client_of(user)).decode()


async def within(answers: list[Coroutine[Any, Any, Any]]) -> list[Any]:
    """Return the answers, all of which must come within five seconds."""
    async with asyncio.timeout(SECONDS):
        return await asyncio.gather(*answers)


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("dismissed", BoardKind.MEMBERS),
        ("membership", BoardKind.OPEN),
        ("closed", BoardKind.OPEN),
        ("deactivated", BoardKind.OPEN),
    ],
)
async def test_a_verb_on_one_server_ends_it_on_all(site: Site, how: str, kind: str) -> None:
    """Two daphnes and a uvicorn; hints over Redis alone, for these servers look into the log once a minute."""
    thread, guest = await asyncio.to_thread(open_thread, kind)
    key = await asyncio.to_thread(cookie, guest)
    async with site.first.socket(key) as one, site.second.socket(key) as two, site.third.socket(key) as three:
        windows = [one, two, three]
        for window in windows:
            await window.enter(thread.room, 0)
        await asyncio.sleep(0.3)  # each process joins the groups of its rooms
        await site.first.post(f"end/{how}/{guest.pk}/{thread.pk}")
        if how == "deactivated":
            assert await within([window.closing() for window in windows]) == [4401] * 3
        else:
            assert await within([window.ending() for window in windows]) == ["revoked"] * 3


async def test_signing_out_on_one_server_closes_the_sockets_of_that_session_on_all(site: Site) -> None:
    person = await asyncio.to_thread(make_user)
    leaving, staying = [await asyncio.to_thread(cookie, person) for _turn in range(2)]
    async with (
        site.first.socket(leaving) as one,
        site.second.socket(leaving) as two,
        site.third.socket(leaving) as three,
        site.third.socket(staying) as other,
    ):
        for window in (one, two, three, other):
            await window.enter(f"user:{person.pk}", 0)
        await asyncio.sleep(0.3)
        await site.first.leave(leaving)
        assert await within([window.closing() for window in (one, two, three)]) == [4401] * 3
        await other.connection.send('{"type":"ping"}')
        assert (await other.hear("pong"))["type"] == "pong"
