"""What hints lose is found again: gaps at once, tails within a second, too much by loading anew."""

import asyncio
from typing import Any

import pytest
from django.test import override_settings

from core.realtime import hints, log, station
from core.realtime.door import ask
from core.realtime.models import Room, RoomEvent
from portals.models import User
from tests.core.realtime.builders import HALL, append
from tests.core.realtime.conftest import QUICK

NEVER = QUICK | {"poll": 60}


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lose all hints."""
    monkeypatch.setattr(hints, "_listeners", [])


async def test_a_lost_tail_is_found_by_the_poll(browse: Any, guest: User, silence: None) -> None:
    browser = await browse(guest)
    await browser.enter()
    for _turn in range(3):
        await append(HALL)
    assert await browser.numbers(3) == [1, 2, 3]


@override_settings(REALTIME_PACE=NEVER)
async def test_a_gap_is_filled_without_waiting_for_the_poll(browse: Any, guest: User) -> None:
    browser = await browse(guest)
    await browser.enter()
    heard = hints._listeners[:]
    hints._listeners.clear()
    await append(HALL)
    hints._listeners[:] = heard
    await append(HALL)
    assert await browser.numbers(2) == [1, 2]


@override_settings(REALTIME_PACE=NEVER)
async def test_hints_out_of_order_arrive_in_order_without_the_database(
    browse: Any, guest: User, silence: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await browse(guest)
    await browser.enter()
    events = await ask(log.append_all, [log.Change(HALL, "said")] * 6)
    monkeypatch.setattr(log, "after", None)
    for event in (events[3], events[1], events[0], events[0], events[5], events[2], events[4]):
        station.current().hint([event])
    assert await browser.numbers(6) == [1, 2, 3, 4, 5, 6]


@override_settings(REALTIME_PACE=NEVER | {"heartbeat": 0.1})
async def test_the_heartbeat_carries_the_newest_number(browse: Any, guest: User) -> None:
    browser = await browse(guest)
    await browser.enter()
    await append(HALL)
    while (beat := await browser.hear("newest"))["rooms"] != {HALL: 1}:
        pass
    assert beat == {"type": "newest", "rooms": {HALL: 1}}


async def test_a_process_that_fell_far_behind_lets_everybody_load_anew(
    browse: Any, guest: User, silence: None
) -> None:
    browser = await browse(guest)
    await browser.enter()
    await ask(log.append_all, [log.Change(HALL, "said")] * 501)
    assert await browser.hear("event", "reset") == {"type": "reset", "room": HALL, "seq": 501}
    await append(HALL)
    assert await browser.numbers(1) == [502]


async def test_a_cursor_ahead_of_this_process_is_reconciled_at_once(
    browse: Any, guest: User, silence: None
) -> None:
    with override_settings(REALTIME_PACE=NEVER):
        behind = await browse(guest)
    await behind.enter()
    for _turn in range(3):
        await append(HALL)
    ahead = await browse(guest)
    assert (await ahead.enter(after=2))["seq"] == 3
    assert await ahead.numbers(1) == [3]
    assert await behind.numbers(3) == [1, 2, 3]
    assert await ahead.hears_nothing("event", "reset")


async def test_nobody_gets_an_event_twice_that_the_page_has_shown(browse: Any, guest: User) -> None:
    event = (await ask(log.append_all, [log.Change(HALL, "said")]))[0]
    browser = await browse(guest)
    await browser.enter(after=1)
    station.current().hint([event])
    await append(HALL)
    assert await browser.numbers(1) == [2]


async def test_a_room_left_alone_and_entered_again_has_missed_nothing(
    browse: Any, guest: User, silence: None
) -> None:
    browser = await browse(guest)
    await browser.enter()
    await browser.say("unsubscribe", room=HALL)
    for _turn in range(3):
        await append(HALL)
    await browser.enter(after=1)
    assert await browser.numbers(2) == [2, 3]


async def test_people_are_told_when_the_database_is_gone_and_get_the_rest_afterwards(
    browse: Any, guest: User, silence: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await browse(guest)
    await browser.enter()
    with monkeypatch.context() as broken:
        broken.setattr(log, "newest_of", None)
        assert (await browser.hear("error"))["code"] == "unavailable"
    await append(HALL)
    assert await browser.numbers(1) == [1]


async def test_an_older_database_put_in_place_lets_everybody_load_anew(browse: Any, guest: User) -> None:
    for _turn in range(3):
        await append(HALL)
    browser = await browse(guest)
    await browser.enter(after=3)
    await RoomEvent.objects.filter(seq__gt=1).adelete()
    await Room.objects.aupdate(seq=1)
    assert await browser.hear("reset") == {"type": "reset", "room": HALL, "seq": 1}
    await append(HALL)
    assert await browser.numbers(1) == [2]


@override_settings(REALTIME_PACE=NEVER)
async def test_who_enters_after_an_older_database_was_put_in_place_sees_the_truth(
    browse: Any, guest: User
) -> None:
    first, second = await browse(guest), await browse(guest)
    await first.enter()
    for _turn in range(3):
        await append(HALL)
    assert await first.numbers(3) == [1, 2, 3]
    await RoomEvent.objects.all().adelete()
    await Room.objects.all().adelete()
    assert (await second.enter(after=0))["seq"] == 0
    assert await first.hear("reset") == {"type": "reset", "room": HALL, "seq": 0}
    await append(HALL)
    for browser in (first, second):
        assert await browser.numbers(1) == [1]


async def test_the_poll_looks_at_rooms_in_use_only(
    browse: Any, guest: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    newest_of = log.newest_of

    def remember(names: list[str]) -> dict[str, int]:
        asked.append(sorted(names))
        return newest_of(names)

    browser = await browse(guest)
    await browser.enter()
    monkeypatch.setattr(log, "newest_of", remember)
    await asyncio.sleep(0.5)
    assert asked[-1] == [HALL, f"user:{guest.pk}"]
    count = len(asked)
    await browser.socket.disconnect()
    await asyncio.sleep(0.5)
    assert len(asked) <= count + 1
