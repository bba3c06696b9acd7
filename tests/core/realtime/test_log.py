"""The numbers of a room: without gaps, in the order of commits, once each."""

import json
import threading
from datetime import date
from unittest.mock import ANY

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _lazy

from core.realtime import hints, log, wire
from core.realtime.log import Change, Reset
from core.realtime.models import Room, RoomEvent


def told() -> list[wire.Event]:
    """Begin to collect the hints of this test."""
    events: list[wire.Event] = []
    hints.listen(events.extend)
    return events


@pytest.fixture(autouse=True)
def listeners() -> None:
    """Leave no listener behind."""
    before = list(hints._listeners)
    yield
    hints._listeners[:] = before


@pytest.mark.django_db
def test_numbers_begin_at_one_and_count_per_room() -> None:
    assert [log.append("hall:1", "said", {}) for _turn in range(3)] == [1, 2, 3]
    assert log.append("hall:2", "said", {}) == 1
    assert log.newest_of(["hall:1", "hall:2", "hall:3"]) == {"hall:1": 3, "hall:2": 1}
    assert log.newest("hall:3") == 0


@pytest.mark.django_db
def test_several_changes_are_numbered_in_order_room_by_room() -> None:
    changes = [Change("hall:2", "a"), Change("hall:1", "b", {"n": 1}), Change("hall:2", "c")]
    events = log.append_all(changes)
    assert [(one.room, one.seq, one.kind) for one in events] == [
        ("hall:1", 1, "b"),
        ("hall:2", 1, "a"),
        ("hall:2", 2, "c"),
    ]
    assert log.append_all([]) == []


@pytest.mark.django_db
def test_the_cost_of_many_rooms_is_two_queries_each(django_assert_num_queries: ANY) -> None:
    changes = [Change(f"user:{pk}", "inbox") for pk in range(10)]
    log.append_all(changes)
    with django_assert_num_queries(10 * 2 + 1 + 2):  # the savepoint of the test counts two
        log.append_all(changes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["", "hall", "hall:", "Hall:1", "hall:1:2:3", "hall:ä", "hall:1 ", "h:" + "1" * 41]
)
def test_a_name_that_is_not_a_rooms_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a room"):
        log.append(name, "said", {})


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_leaves_no_gap_and_no_hint() -> None:
    events = told()
    log.append("hall:1", "said", {})
    with transaction.atomic():
        log.append("hall:1", "said", {})
        transaction.set_rollback(True)
    assert log.append("hall:1", "said", {}) == 2
    assert [one.seq for one in events] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_hints_come_after_the_commit_and_a_failing_listener_harms_nobody() -> None:
    def fail(_events: object) -> None:
        raise RuntimeError

    hints.listen(fail)
    events = told()
    hints._listeners.sort(key=lambda one: one is fail)
    with transaction.atomic():
        log.append("hall:1", "said", {})
        assert events == []
    assert [one.seq for one in events] == [1]


@pytest.mark.django_db
def test_the_database_keeps_numbers_unique_and_positive() -> None:
    log.append("hall:1", "said", {})
    room = Room.objects.get()
    for seq in (1, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoomEvent.objects.create(room=room, seq=seq, kind="said")
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.create(name="hall:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.create(name="hall:2", seq=-1)


@pytest.mark.django_db
def test_reading_from_a_cursor() -> None:
    for number in range(1, 6):
        log.append("hall:1", "said", {"n": number})
    found = log.after("hall:1", 3)
    assert found == [wire.event("hall:1", 4, "said", {"n": 4}), wire.event("hall:1", 5, "said", {"n": 5})]
    assert log.after("hall:1", 5) == []
    assert log.after("hall:9", 0) == []
    assert log.after("hall:1", 6) == Reset(5)
    assert log.after("hall:1", 2, limit=2) == Reset(5)
    assert len(log.after("hall:1", 3, limit=2)) == 2


@pytest.mark.django_db
def test_a_hole_in_what_is_kept_means_load_anew() -> None:
    for _turn in range(4):
        log.append("hall:1", "said", {})
    RoomEvent.objects.filter(seq__lte=2).delete()
    assert log.after("hall:1", 1) == Reset(4)
    assert [one.seq for one in log.after("hall:1", 2)] == [3, 4]
    RoomEvent.objects.all().delete()
    assert log.after("hall:1", 3) == Reset(4)


@pytest.mark.django_db
def test_payloads_hold_dates_words_and_any_letter() -> None:
    log.append(
        "hall:1", "said", {"body": "Đã gửi </script>\u2028", "on": date(2026, 2, 28), "who": _lazy("State")}
    )
    found = log.after("hall:1", 0)
    assert isinstance(found, list)
    expected = {"body": "Đã gửi </script>\u2028", "on": "2026-02-28", "who": "State"}
    assert json.loads(found[0].text)["payload"] == expected


@pytest.mark.django_db(transaction=True)
def test_writers_who_race_get_numbers_in_the_order_of_their_commits() -> None:
    events, faults = told(), []

    def write() -> None:
        try:
            for _turn in range(5):
                with transaction.atomic():
                    log.append_all([Change("hall:1", "said"), Change("hall:2", "said")])
        except Exception as fault:  # shown by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    for room in ("hall:1", "hall:2"):
        assert sorted(one.seq for one in events if one.room == room) == list(range(1, 21))
        assert [one.seq for one in log.after(room, 0)] == list(range(1, 21))
