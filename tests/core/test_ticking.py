"""What is done again and again is done once each time, and nothing hinders the rest."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.management import call_command

from core.ticking import registry
from core.ticking.models import Due
from core.ticking.registry import Duty, duties, register
from core.ticking.ticks import tick

NOON = datetime(2027, 3, 4, 5, 0, tzinfo=UTC)  # noon in Hanoi
done: list[str] = []


def note(word: str) -> str:
    done.append(word)
    return word


def stumble() -> None:
    raise ValueError("on purpose")


@pytest.fixture
def two_duties(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    """Only two duties: one each hour, one a day at seven."""
    done.clear()
    monkeypatch.setattr(registry, "_duties", {})
    register(Duty("hourly", lambda: note("hourly"), every=timedelta(hours=1)))
    register(Duty("daily", lambda: note("daily"), at=time(7, 0)))
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.usefixtures("two_duties")
def test_a_new_duty_begins_at_once_a_daily_one_at_its_time() -> None:
    assert tick() == {"hourly": "hourly"}
    assert list(Due.objects.values_list("key", "due_at")) == [
        ("daily", datetime(2027, 3, 5, 0, 0, tzinfo=UTC)),
        ("hourly", NOON + timedelta(hours=1)),
    ]


@pytest.mark.usefixtures("two_duties")
def test_ticking_twice_does_it_once() -> None:
    tick()
    assert (tick(), done) == ({}, ["hourly"])


@pytest.mark.usefixtures("two_duties")
def test_what_was_missed_is_done_once_afterwards() -> None:
    tick()
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert tick() == {"daily": "daily", "hourly": "hourly"}
        assert tick() == {}


@pytest.mark.usefixtures("two_duties")
def test_another_process_that_was_faster_leaves_nothing_to_do() -> None:
    tick()
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        hourly = next(one for one in duties() if one.key == "hourly")
        now = datetime.now(UTC)
        assert [Due.objects.taken(hourly, now), Due.objects.taken(hourly, now)] == [True, False]


@pytest.mark.usefixtures("two_duties")
def test_a_failing_duty_hinders_no_other_and_is_tried_again() -> None:
    register(Duty("broken", stumble, every=timedelta(days=1)))
    assert tick() == {"broken": "failed: ValueError", "hourly": "hourly"}
    assert Due.objects.get(key="broken").due_at == NOON + timedelta(minutes=5)


@pytest.mark.usefixtures("two_duties")
def test_two_duties_cannot_share_a_key() -> None:
    with pytest.raises(ValueError, match="hourly"):
        register(Duty("hourly", stumble))


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (datetime(2027, 3, 3, 23, 0, tzinfo=UTC), datetime(2027, 3, 4, 0, 0, tzinfo=UTC)),
        (datetime(2027, 3, 4, 0, 0, tzinfo=UTC), datetime(2027, 3, 5, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_daily_duty_is_due_at_its_time_of_our_zone(moment: datetime, due: datetime) -> None:
    assert Duty("daily", stumble, at=time(7, 0)).next_after(moment) == due


@pytest.mark.django_db
def test_every_app_has_named_its_duties(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tick")
    assert [one.key for one in duties()] == [
        "conferences.release_offers",
        "core.clear_sessions",
        "core.clear_tasks",
        "library.mark_due",
        "notifications.digests",
        "notifications.waiting_mails",
        "portals.expire_memberships",
        "realtime.prune",
    ]
    assert capsys.readouterr().out == "conferences.release_offers: 0\nnotifications.waiting_mails: 0\n"


@pytest.mark.django_db
def test_every_duty_can_be_done() -> None:
    tick()
    Due.objects.update(due_at=datetime(2027, 1, 1, tzinfo=UTC))
    with time_machine.travel(NOON):
        assert {key: word for key, word in tick().items() if word.startswith("failed")} == {}
