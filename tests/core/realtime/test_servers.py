"""The room on real servers: two processes over Redis, one that dies, readers who never read."""

import asyncio
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.core.realtime.servers import Site

pytestmark = pytest.mark.xdist_group("servers")


async def test_sockets_of_three_processes_see_the_same_at_once(site: Site) -> None:
    """Hints alone do it: the poll of these servers comes once a minute."""
    near, far = site.cookies
    async with (
        site.first.socket(near) as one,
        site.second.socket(far) as two,
        site.third.socket(near) as three,
    ):
        for window in (one, two, three):
            await window.enter(site.room, 0)
        await asyncio.sleep(0.3)  # each process joins the group of the room
        began = time.monotonic()
        for number in range(12):
            last = await site.servers[number % 3].append(site.room, n=number)
        for window in (one, two, three):
            assert await window.read_to(last) == list(range(1, last + 1))
        assert time.monotonic() - began < 15
        assert await three.sees(2) == ["Far", "Near"]


async def test_many_writers_at_once_are_read_in_one_order(site: Site) -> None:
    start = await site.first.append(site.room)
    async with site.second.socket(site.cookies[0]) as window:
        await window.enter(site.room, start)
        writes = [site.servers[number % 3].append(site.room, n=number) for number in range(20)]
        numbers = await asyncio.gather(*writes)
        assert sorted(numbers) == list(range(start + 1, start + 21))
        assert await window.read_to(max(numbers)) == sorted(numbers)


async def test_a_killed_server_costs_nobody_an_event(site: Site) -> None:
    start = await site.second.append(site.room)
    async with site.first.socket(site.cookies[0]) as window:
        await window.enter(site.room, start)
        for number in range(3):
            await site.first.append(site.room, n=number)
        await window.read_to(start + 2)
        site.first.kill()
        with pytest.raises(ConnectionClosed):
            await window.read_to(start + 9)
        seen = window.seqs
    for number in range(5):
        last = await site.second.append(site.room, n=number)
    site.first.start()
    async with site.second.socket(site.cookies[0]) as window:
        await window.enter(site.room, seen[-1])
        assert seen + await window.read_to(last) == list(range(start + 1, last + 1))
    await asyncio.to_thread(site.first.wait)
    async with site.first.socket(site.cookies[0]) as window:
        await window.enter(site.room, seen[-1])
        assert seen + await window.read_to(last) == list(range(start + 1, last + 1))


@pytest.mark.parametrize("which", [1, 2], ids=["daphne", "uvicorn"])
async def test_who_never_reads_is_cut_off_and_delays_nobody(site: Site, which: int) -> None:
    server = site.servers[which]
    start = await server.append(site.room)
    async with server.socket(site.cookies[0]) as reader, server.socket(site.cookies[1]) as sleeper:
        await reader.enter(site.room, start)
        await sleeper.enter(site.room, start)
        sleeper.connection.transport.pause_reading()
        reading = asyncio.create_task(reader.read_to(start + 40))
        for number in range(40):
            await server.append(site.room, n=number, fill=250_000)
        assert await reading == list(range(start + 1, start + 41))
        sleeper.connection.transport.resume_reading()
        with pytest.raises(ConnectionClosed):
            await sleeper.read_to(start + 40)
        assert sleeper.seqs == list(range(start + 1, start + 1 + len(sleeper.seqs)))
        assert len(sleeper.seqs) < 40


async def test_a_dead_socket_leaves_the_room(site: Site) -> None:
    async with site.second.socket(site.cookies[0]) as alive, site.second.socket(site.cookies[1]) as dead:
        for window in (alive, dead):
            await window.enter(site.room, (await site.second.append(site.room)))
        await alive.sees(2)
        dead.connection.transport.pause_reading()
        assert await alive.sees(1) == ["Near"]
        dead.connection.transport.abort()


async def test_who_loses_the_room_in_one_process_loses_it_in_all(site: Site) -> None:
    async with site.third.socket(site.cookies[1]) as window:
        await window.enter(site.room, 0)
        await asyncio.sleep(0.3)
        await site.first.post(f"dismiss/{site.hall}/{site.people[1].pk}")
        await site.first.append(site.room)
        assert await window.hear("revoked", "event") == {"type": "revoked", "room": site.room}


async def test_a_page_of_another_site_opens_no_socket(site: Site) -> None:
    for server in (site.second, site.third):
        for origin in ("http://evil.example", f"{server.url}0", None):
            with pytest.raises(InvalidStatus):
                async with server.socket(site.cookies[0], origin=origin):
                    pass
