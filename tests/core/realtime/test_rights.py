"""Rights that end while people are in."""

import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.signals import password_changed
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import override_settings
from django.utils import timezone

from core.realtime import door, rights, rooms, station
from core.realtime.door import ask
from portals.models import User
from tests.builders import client_of
from tests.core.realtime.builders import HALL, OPEN, append, let_in, turn_out
from tests.core.realtime.conftest import QUICK


async def test_who_loses_a_room_is_told_and_gets_nothing_written_after(browse: Any, guest: User) -> None:
    browser = await browse(guest)
    for room in (HALL, OPEN):
        await browser.enter(room)
    await ask(turn_out, guest)
    await ask(rooms.revoke, guest, HALL)
    await append(HALL)
    await append(OPEN)
    assert await browser.hear("revoked", "event") == {"type": "revoked", "room": HALL}
    assert (await browser.hear("event"))["room"] == OPEN
    assert await browser.hears_nothing("event")
    assert (await browser.enter())["code"] == "forbidden"


async def test_a_doubt_that_proves_groundless_costs_no_event(browse: Any, guest: User) -> None:
    browser = await browse(guest)
    await browser.enter()
    for _turn in range(3):
        await append(HALL)
        await ask(rooms.revoke, guest)
        await append(HALL)
    assert await browser.numbers(6) == [1, 2, 3, 4, 5, 6]
    assert await browser.hears_nothing("revoked", "event")


async def test_a_room_that_is_closed_asks_everybody_again(browse: Any, guest: User, outsider: User) -> None:
    await ask(let_in, outsider)
    stays, goes = await browse(guest), await browse(outsider)
    for browser in (stays, goes):
        await browser.enter()
    await ask(turn_out, outsider)
    await ask(rooms.revoke_all, HALL)
    await append(HALL)
    assert await goes.hear("revoked", "event") == {"type": "revoked", "room": HALL}
    assert await stays.numbers(2) == [1, 2]
    assert await goes.hears_nothing("event")


async def test_rights_that_end_on_the_way_in_are_noticed(
    browse: Any, guest: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await browse(guest)
    answers = []

    def admit_then_lose(person: int, room: str) -> int | None:
        answers.append(admit(person, room))
        if len(answers) == 1:
            turn_out(guest)
            rooms.revoke(guest)
        return answers[-1]

    admit = door.admit
    monkeypatch.setattr("core.realtime.catchup.admit", admit_then_lose)
    await browser.say("subscribe", room=HALL)
    assert await browser.hear("subscribed", "revoked", "error") in (
        {"type": "subscribed", "room": HALL, "seq": 0},
        {"type": "revoked", "room": HALL},
    )
    await append(HALL)
    assert await browser.hears_nothing("event")
    assert HALL not in next(iter(station.current().hub.members)).rooms


async def test_leaving_while_in_doubt_stays_left(browse: Any, guest: User) -> None:
    browser = await browse(guest)
    await browser.enter()
    member = next(iter(station.current().hub.members))
    rights._doubt(station.current().hub, member, HALL, station.current().later)
    assert HALL in member.entering
    await browser.say("unsubscribe", room=HALL)
    await browser.say("ping")
    await browser.hear("pong")
    await append(HALL)
    assert await browser.hears_nothing("event")


async def test_logout_closes_the_windows_of_that_session_only(browse: Any, guest: User) -> None:
    phone, desk = await ask(client_of, guest), await ask(client_of, guest)
    on_phone, at_desk = await browse(client=phone), await browse(client=desk)
    await ask(phone.logout)
    assert (await on_phone.hear())["code"] == "signed_out"
    assert await on_phone.closed() == 4401
    await at_desk.say("ping")
    assert await at_desk.hear() == {"type": "pong"}


async def test_deactivation_closes_all_windows(browse: Any, guest: User) -> None:
    browser = await browse(guest)
    guest.is_active = False
    await guest.asave()
    await ask(rooms.sign_out, guest)
    assert await browser.closed() == 4401


async def test_a_new_password_closes_the_windows_of_other_sessions(browse: Any, guest: User) -> None:
    here, elsewhere = await ask(client_of, guest), await ask(client_of, guest)
    other = await browse(client=elsewhere)

    def change() -> None:
        request = HttpRequest()
        request.META["REMOTE_ADDR"] = "127.0.0.1"
        request.session = here.session
        request.user = guest
        guest.set_password("quite-another-one")
        guest.save()
        update_session_auth_hash(request, guest)
        request.session.save()
        password_changed.send(User, request=request, user=guest)

    await ask(change)
    assert await other.closed() == 4401


@override_settings(REALTIME_PACE=QUICK | {"recheck": 0.1})
async def test_what_nobody_told_is_found_by_the_recheck(browse: Any, guest: User, outsider: User) -> None:
    browser, other = await browse(guest), await browse(outsider)
    await browser.enter()
    await ask(turn_out, guest)
    assert await browser.hear("revoked") == {"type": "revoked", "room": HALL}
    outsider.is_active = False
    await outsider.asave()
    assert await other.closed() == 4401
    await browser.say("ping")
    assert await browser.hear("pong")


@override_settings(REALTIME_PACE=QUICK | {"recheck": 0.1})
async def test_a_session_that_runs_out_takes_its_socket_along(browse: Any, guest: User) -> None:
    client = await ask(client_of, guest)
    ending, staying = await browse(client=client), await browse(guest)
    key = client.cookies["sessionid"].value
    await Session.objects.filter(pk=key).aupdate(expire_date=timezone.now() - timedelta(seconds=1))
    assert await ending.closed() == 4401
    await staying.say("ping")
    assert await staying.hear("pong")


async def test_while_nobody_can_be_asked_those_in_doubt_are_cut_off(
    browse: Any, guest: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await browse(guest)
    await browser.enter()
    monkeypatch.setattr("core.realtime.catchup.admit", None)
    await ask(rooms.revoke, guest)
    assert await browser.closed() == 4503


def test_catching_up_over_http_is_refused_as_well(guest: User) -> None:
    client = client_of(guest)
    assert client.get("/live/hall:1/events?after=0").status_code == 200
    turn_out(guest)
    answer = client.get("/live/hall:1/events?after=0")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (404, "forbidden")
