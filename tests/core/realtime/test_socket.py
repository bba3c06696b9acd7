"""One socket: who may open it, what it answers, what it gets and when."""

import json
from typing import Any

import pytest
from django.test import Client

from core.realtime import log, station
from core.realtime.door import ask
from core.realtime.models import RoomEvent
from portals.models import User
from tests.builders import client_of, make_user
from tests.core.realtime.builders import HALL, OPEN, Browser, append, let_in

BIG = 65 * 1024


async def test_without_a_session_the_handshake_is_refused(guest: User) -> None:
    assert not await Browser().open()
    assert not await Browser(guest, origin="http://evil.example").open()
    stranger = Client()
    stranger.cookies["sessionid"] = "x" * 32
    assert not await Browser(client=stranger).open()
    assert await Browser(guest).open()


async def test_after_logout_or_deactivation_the_cookie_opens_nothing(guest: User) -> None:
    client = await ask(client_of, guest)
    key = client.cookies["sessionid"].value
    await ask(client.logout)
    client.cookies["sessionid"] = key
    assert not await Browser(client=client).open()
    client = await ask(client_of, guest)
    guest.is_active = False
    await guest.asave()
    assert not await Browser(client=client).open()


async def test_after_a_new_password_the_old_cookie_opens_nothing(guest: User) -> None:
    client = await ask(client_of, guest)
    guest.set_password("quite-another-one")
    await guest.asave()
    assert not await Browser(client=client).open()


async def test_members_enter_outsiders_do_not(browse: Any, guest: User, outsider: User) -> None:
    await append(HALL)
    inside, outside = await browse(guest), await browse(outsider)
    assert await inside.enter() == {"type": "subscribed", "room": HALL, "seq": 1}
    refusal = {"type": "error", "code": "forbidden", "room": HALL}
    assert (await outside.enter()).items() >= refusal.items()
    assert await outside.enter(OPEN) == {"type": "subscribed", "room": OPEN, "seq": 0}


@pytest.mark.parametrize(
    "room", ["hall:77", "hall:words", "nowhere:1", "user:1", "hall:1:staff", f"hall:{'9' * 40}"]
)
async def test_a_closed_room_answers_like_one_that_does_not_exist(
    browse: Any, guest: User, room: str
) -> None:
    browser = await browse(guest)
    answer = await browser.enter(room)
    assert (answer["type"], answer["code"], answer["room"]) == ("error", "forbidden", room)


async def test_two_windows_see_each_event_once_in_order(browse: Any, guest: User) -> None:
    first, second = await browse(guest), await browse(guest)
    for browser in (first, second):
        await browser.enter()
    for number in range(1, 6):
        await append(HALL, n=number)
    for browser in (first, second):
        for number in range(1, 6):
            expected = {
                "type": "event",
                "room": HALL,
                "seq": number,
                "kind": "said",
                "payload": {"n": number},
            }
            assert await browser.hear("event") == expected


async def test_the_own_room_is_open_to_its_owner_alone(browse: Any, guest: User) -> None:
    browser = await browse(guest)
    assert (await browser.enter(f"user:{guest.pk}", 0))["type"] == "subscribed"
    await append(f"user:{guest.pk}", "inbox", unread=3)
    event = await browser.hear("event")
    assert (event["kind"], event["payload"]) == ("inbox", {"unread": 3})


@pytest.mark.parametrize(("after", "expected"), [(0, [1, 2, 3]), (2, [3]), (3, [])])
async def test_a_cursor_gets_exactly_the_rest(
    browse: Any, guest: User, after: int, expected: list[int]
) -> None:
    for _turn in range(3):
        await append(HALL)
    browser = await browse(guest)
    await browser.enter(after=after)
    await append(HALL)
    assert await browser.numbers(len(expected) + 1) == [*expected, 4]


async def test_a_long_way_back_is_walked_without_a_seam(browse: Any, guest: User) -> None:
    await ask(log.append_all, [log.Change(HALL, "said")] * 300)
    browser = await browse(guest)
    await browser.say("subscribe", room=HALL, after=0)
    await append(HALL)
    assert await browser.numbers(301) == list(range(1, 302))


@pytest.mark.parametrize("after", [99, 2**53 - 1])
async def test_a_cursor_beyond_the_room_loads_anew(browse: Any, guest: User, after: int) -> None:
    await append(HALL)
    browser = await browse(guest)
    await browser.enter(after=after)
    assert await browser.hear() == {"type": "reset", "room": HALL, "seq": 1}
    await append(HALL)
    assert await browser.numbers(1) == [2]


async def test_a_cursor_too_far_behind_loads_anew(browse: Any, guest: User) -> None:
    await ask(log.append_all, [log.Change(HALL, "said")] * 502)
    browser = await browse(guest)
    await browser.enter(after=1)
    assert await browser.hear("event", "reset") == {"type": "reset", "room": HALL, "seq": 502}


async def test_a_cursor_before_what_is_kept_loads_anew(browse: Any, guest: User) -> None:
    await ask(log.append_all, [log.Change(HALL, "said")] * 5)
    await RoomEvent.objects.filter(seq__lte=3).adelete()
    browser = await browse(guest)
    await browser.enter(after=2)
    assert await browser.hear("event", "reset") == {"type": "reset", "room": HALL, "seq": 5}


async def test_the_second_to_come_back_is_served_from_memory(
    browse: Any, guest: User, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(log.append_all, [log.Change(HALL, "said")] * 20)
    await (await browse(guest)).enter(after=0)
    monkeypatch.setattr(log, "after", None)
    browser = await browse(guest)
    await browser.enter(after=3)
    assert await browser.numbers(17) == list(range(4, 21))


async def test_subscribing_again_goes_on_from_the_new_cursor(browse: Any, guest: User) -> None:
    await ask(log.append_all, [log.Change(HALL, "said")] * 3)
    browser = await browse(guest)
    for after in (3, 1):
        await browser.enter(after=after)
    await append(HALL)
    assert await browser.numbers(3) == [2, 3, 4]


async def test_who_has_left_hears_no_more(browse: Any, guest: User) -> None:
    browser = await browse(guest)
    await browser.enter()
    await browser.say("unsubscribe", room=HALL)
    await browser.say("ping")
    await browser.hear("pong")
    await append(HALL)
    assert await browser.hears_nothing("event")


async def test_people_see_each_other_unless_they_would_rather_not(browse: Any, guest: User) -> None:
    shy = await ask(make_user, "shy", shows_presence=False)
    await ask(let_in, shy)
    me = {"id": guest.pk, "name": "Delegate"}
    first, hidden = await browse(guest), await browse(shy)
    for browser in (first, hidden):
        await browser.enter()
        seen = await browser.hear("presence")
        assert seen == {"type": "presence", "room": HALL, "count": 1, "people": [me], "typing": []}
    await hidden.say("typing", room=HALL)
    await first.say("typing", room=HALL)
    while not (seen := await hidden.hear("presence"))["typing"]:
        pass
    assert seen["typing"] == [me]


async def test_typing_is_for_those_inside(browse: Any, outsider: User) -> None:
    browser = await browse(outsider)
    await browser.say("typing", room=HALL)
    assert (await browser.hear())["code"] == "not_joined"


DEEP = "[" * 2000 + "]" * 2000
HOSTILE = {
    "": "malformed",
    "{oops": "malformed",
    "[1,2]": "malformed",
    '"hi"': "malformed",
    "1e999": "malformed",
    "null": "malformed",
    DEEP: "malformed",
    '{"type":"ping","type":"ping"}': "malformed",
    '{"type":NaN}': "malformed",
    "{}": "unknown_type",
    '{"type":["ping"]}': "unknown_type",
    '{"type":"websocket.disconnect"}': "unknown_type",
    '{"type":"__init__"}': "unknown_type",
    '{"type":"event"}': "unknown_type",
    '{"type":"\\ud800"}': "unknown_type",
    '{"type":' + "1" * 4000 + "}": "unknown_type",
    '{"type":"ping","room":"hall:1"}': "fields",
    '{"type":"subscribe"}': "fields",
    '{"type":"subscribe","room":null}': "fields",
    '{"type":"subscribe","room":["hall:1"]}': "fields",
    '{"type":"subscribe","room":"hall:\\ud800"}': "fields",
    '{"type":"subscribe","room":"hall:1\\u0000"}': "fields",
    '{"type":"subscribe","room":"hall:1\\n"}': "fields",
    '{"type":"subscribe","room":"hall:1","after":-1}': "fields",
    '{"type":"subscribe","room":"hall:1","after":"1"}': "fields",
    '{"type":"subscribe","room":"hall:1","after":1.5}': "fields",
    '{"type":"subscribe","room":"hall:1","after":true}': "fields",
    '{"type":"subscribe","room":"hall:1","after":null}': "fields",
    '{"type":"subscribe","room":"hall:1","after":1' + "0" * 30 + "}": "fields",
    "x" * 5000: "too_large",
}


@pytest.mark.parametrize("part", range(2))
async def test_hostile_frames_are_answered_with_words(browse: Any, guest: User, part: int) -> None:
    browser = await browse(guest)
    for text, code in list(HOSTILE.items())[part * 15 : part * 15 + 15]:
        await browser.socket.send_input({"type": "websocket.receive", "text": text})
        answer = await browser.hear()
        assert (answer["type"], answer["code"]) == ("error", code), text[:60]
    await browser.socket.send_to(bytes_data=bytes(range(256)))
    assert (await browser.hear())["code"] == "binary"
    await browser.say("ping")
    assert await browser.hear() == {"type": "pong"}


@pytest.mark.parametrize("content", [{"text_data": "x" * BIG}, {"bytes_data": b"x" * BIG}])
async def test_a_huge_frame_ends_the_socket(browse: Any, guest: User, content: dict[str, Any]) -> None:
    browser = await browse(guest)
    await browser.socket.send_to(**content)
    assert (await browser.hear())["code"] == "too_large"
    assert await browser.closed() == 4009


async def test_a_flood_is_refused_then_cut_and_others_get_through(
    browse: Any, guest: User, outsider: User
) -> None:
    flooder, other = await browse(guest), await browse(outsider)
    for _turn in range(70):
        await flooder.say("ping")
    answers = [await flooder.hear() for _turn in range(61)]
    assert [one["type"] for one in answers[:20]] == ["pong"] * 20
    assert {one.get("code") for one in answers[20:]} == {"rate"}
    assert await flooder.closed() == 4029
    await other.say("ping")
    assert await other.hear() == {"type": "pong"}


async def test_the_minute_of_a_person_is_shared_by_the_windows(browse: Any, guest: User) -> None:
    for _window in range(5):
        browser = await browse(guest)
        for _turn in range(20):
            await browser.say("ping")
            assert await browser.hear() == {"type": "pong"}
    browser = await browse(guest)
    await browser.say("ping")
    assert (await browser.hear())["code"] == "rate"


async def test_the_eleventh_window_is_closed(browse: Any, guest: User) -> None:
    for _window in range(10):
        await browse(guest)
    browser = await browse(guest)
    assert (await browser.hear())["code"] == "too_many_sockets"
    assert await browser.closed() == 4010


async def test_rooms_per_window_are_bounded(
    browse: Any, guest: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.realtime.consumers.ROOMS_PER_SOCKET", 1)
    browser = await browse(guest)
    await browser.enter()
    assert (await browser.enter(OPEN))["code"] == "too_many_rooms"
    assert (await browser.enter())["type"] == "subscribed"


async def test_errors_speak_the_persons_language(browse: Any, guest: User) -> None:
    guest.language = "de"
    await guest.asave()
    browser = await browse(guest)
    await browser.say("nonsense")
    assert (await browser.hear())["text"] == "Diese Nachricht gibt es nicht."


async def test_a_failure_of_ours_closes_with_4503_and_the_browser_may_come_back(
    browse: Any, guest: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await browse(guest)
    monkeypatch.setattr("core.realtime.catchup.admit", None)
    await browser.say("subscribe", room=HALL)
    assert (await browser.hear())["code"] == "unavailable"
    assert await browser.closed() == 4503
    monkeypatch.undo()
    assert (await (await browse(guest)).enter())["type"] == "subscribed"


async def test_nobody_is_let_in_while_nobody_can_be_asked(
    guest: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.realtime.consumers.identify", None)
    assert not await Browser(guest).open()


async def test_messages_inside_a_room_cost_no_query(
    browse: Any, guest: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await browse(guest)
    await browser.enter()
    monkeypatch.setattr("core.realtime.consumers.ask", None)
    monkeypatch.setattr("core.realtime.catchup.ask", None)
    for type_, fields in (
        ("ping", {}),
        ("typing", {"room": HALL}),
        ("unsubscribe", {"room": HALL}),
        ("ping", {}),
    ):
        await browser.say(type_, **fields)
    assert [(await browser.hear("pong"))["type"] for _turn in range(2)] == ["pong", "pong"]


async def test_the_clocks_stop_with_the_last_window(guest: User) -> None:
    browser = Browser(guest)
    await browser.open()
    await browser.enter()
    here = station.current()
    assert [len(here.hub.members), len(here._clocks)] == [1, 5]
    await browser.socket.disconnect()
    assert [len(here.hub.members), len(here._clocks)] == [0, 0]
    assert all(not room.is_busy for room in here.hub.rooms.values())
    here.hub.forget_idle(0)
    assert here.hub.rooms == {}


async def test_another_address_has_no_socket(guest: User) -> None:
    assert not await Browser(guest).open("/ws/elsewhere/")
    assert not await Browser(guest).open("/")


def test_every_error_can_be_read(guest: User) -> None:
    page = client_of(guest).get("/live/hall:2/events")
    assert json.loads(page.content)["code"] == "forbidden"
