"""Sliding windows and ephemeral faces."""

from core.realtime.limits import Window
from core.realtime.presence import Presence

ANH = {"id": 1, "name": "Anh"}
BINH = {"id": 2, "name": "Bình"}


def test_a_window_allows_so_many_and_slides() -> None:
    window = Window(2, 10)
    assert [window.allows(now) for now in (0, 1, 2, 9, 10, 11, 12)] == [
        True,
        True,
        False,
        False,
        True,
        True,
        False,
    ]


def test_presence_is_told_only_when_it_changes() -> None:
    presence = Presence()
    assert presence.news([BINH, ANH, ANH], 0) == {"count": 2, "people": [ANH, BINH], "typing": []}
    assert presence.news([ANH, BINH], 1) is None
    assert presence.news([ANH], 2) == {"count": 1, "people": [ANH], "typing": []}


def test_typing_is_forgotten_after_a_while() -> None:
    presence = Presence()
    presence.types(ANH, 0)
    assert presence.news([ANH], 1) == {"count": 1, "people": [ANH], "typing": [ANH]}
    assert presence.news([ANH], 7) is None
    assert presence.news([ANH], 9) == {"count": 1, "people": [ANH], "typing": []}


def test_other_processes_count_until_they_fall_silent() -> None:
    presence = Presence()
    presence.elsewhere("p2", [BINH, ANH], [BINH], 0)
    assert presence.news([ANH], 1) == {"count": 2, "people": [ANH, BINH], "typing": [BINH]}
    assert presence.news([ANH], 31) == {"count": 1, "people": [ANH], "typing": []}


def test_what_others_told_is_not_passed_on_again() -> None:
    presence = Presence()
    presence.elsewhere("p2", [BINH], [BINH], 0)
    presence.types(ANH, 0)
    assert presence.to_pass_on([ANH], 0) == {"here": [ANH], "typing": [ANH]}
    assert presence.to_pass_on([ANH], 1) is None
    assert presence.to_pass_on([ANH], 9) == {"here": [ANH], "typing": []}
    assert presence.to_pass_on([ANH], 20) == {"here": [ANH], "typing": []}
    assert presence.to_pass_on([], 21) == {"here": [], "typing": []}
    assert presence.to_pass_on([], 50) is None


def test_a_process_that_joins_later_learns_of_this_one() -> None:
    presence = Presence()
    assert presence.to_pass_on([ANH], 1) is not None
    presence.elsewhere("p2", [BINH], [], 2)
    assert presence.to_pass_on([ANH], 2) == {"here": [ANH], "typing": []}
    presence.elsewhere("p2", [BINH], [], 3)
    assert presence.to_pass_on([ANH], 3) is None


def test_a_crowd_is_counted_and_not_listed() -> None:
    crowd = [{"id": number, "name": f"{number:03}"} for number in range(100)]
    state = Presence().news(crowd, 0)
    assert state is not None
    assert (state["count"], len(state["people"])) == (100, 20)
