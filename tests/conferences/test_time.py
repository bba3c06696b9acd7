"""Own zone, summer time, leap day."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone

from conferences.models import Conference
from conferences.states import ConferenceState
from tests.conferences.builders import make_conference, make_session

pytestmark = pytest.mark.django_db


def berlin(**fields: object) -> Conference:
    """Make a conference over the night in which summer time ends."""
    return make_conference(
        time_zone="Europe/Berlin", starts_on=date(2027, 10, 30), ends_on=date(2027, 10, 31), **fields
    )


def test_a_conference_begins_and_ends_by_its_own_clock() -> None:
    conference = berlin()
    assert conference.starts_at.astimezone(UTC) == datetime(2027, 10, 29, 22, tzinfo=UTC)
    assert conference.ends_at.astimezone(UTC) == datetime(2027, 10, 31, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-10-29T21:59:00+00:00", None),
        ("2027-10-29T22:00:00+00:00", 1),
        ("2027-10-30T21:59:00+00:00", 1),
        ("2027-10-30T22:00:00+00:00", 2),
        ("2027-10-31T22:59:00+00:00", 2),
        ("2027-10-31T23:00:00+00:00", None),
    ],
)
def test_its_days_are_counted_by_its_own_clock(moment: str, day: int | None) -> None:
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assert berlin().day_today == day


def test_the_doubled_hour_is_told_apart() -> None:
    conference = berlin()
    before, after = datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    words = Template("{% load conferences %}{% at_conference conference moment %}")
    with timezone.override("Europe/Berlin"):
        shown = [words.render(Context({"conference": conference, "moment": one})) for one in (before, after)]
    assert "02:30 CEST" in shown[0]
    assert "02:30 CET" in shown[1]


def test_readers_elsewhere_see_their_own_time_too() -> None:
    conference = make_conference(time_zone="Asia/Ho_Chi_Minh")
    words = Template("{% load conferences %}{% at_conference conference moment %}")
    context = Context({"conference": conference, "moment": datetime(2028, 2, 29, 20, tzinfo=UTC)})
    with timezone.override("Europe/Berlin"):
        shown = words.render(context)
    assert "1 Mar 2028, 03:00" in shown
    assert "your time: 29 Feb 2028, 21:00" in shown
    with timezone.override("Asia/Bangkok"):
        assert "your time" not in words.render(context)


def test_a_conference_over_the_leap_day_has_three_days() -> None:
    conference = make_conference(starts_on=date(2028, 2, 28), ends_on=date(2028, 3, 1))
    assert conference.days == 3
    with time_machine.travel(datetime(2028, 2, 29, 5, tzinfo=UTC), tick=False):
        assert conference.day_today == 2


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2027-03-01T07:59:59+00:00", False),
        ("2027-03-01T08:00:00+00:00", True),
        ("2027-03-10T16:59:59+00:00", True),
        ("2027-03-10T17:00:00+00:00", False),
    ],
)
def test_registration_opens_and_closes_to_the_second(now: str, is_open: bool) -> None:
    conference = make_conference(
        state=ConferenceState.PUBLISHED,
        registration_opens_at=datetime(2027, 3, 1, 8, tzinfo=UTC),
        registration_closes_at=datetime(2027, 3, 10, 17, tzinfo=UTC),
    )
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        assert conference.is_open_for_registration == is_open


def test_a_session_is_as_long_as_its_clock_says_across_the_change() -> None:
    conference = berlin()
    session = make_session(
        conference,
        starts_at=datetime(2027, 10, 31, 0, tzinfo=UTC),
        ends_at=datetime(2027, 10, 31, 2, tzinfo=UTC),
    )
    assert session.minutes == 120
