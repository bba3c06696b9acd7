"""Sessions are put into the programme, moved along, chosen, and shown by day and hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from conferences.actions import programme
from conferences.agenda import days_of
from conferences.models import Conference, Session
from conferences.states import TeamRole
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.realtime.models import RoomEvent
from forums.models import Thread
from portals.models import User
from tests.builders import client_of
from tests.conferences.builders import make_board, make_conference, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(organiser: User) -> Conference:
    """A conference of two days from tomorrow, with a board."""
    conference = make_conference(
        "hn", organiser=organiser, starts_on=timezone.localdate() + timedelta(days=1)
    )
    make_board(conference)
    return conference


def times(conference: Conference, hour: int = 9, minutes: int = 45) -> dict[str, datetime]:
    begins = datetime.combine(conference.starts_on, datetime.min.time(), conference.zone) + timedelta(
        hours=hour
    )
    return {"starts_at": begins, "ends_at": begins + timedelta(minutes=minutes)}


def make_session(conference: Conference, by: User, title: str = "Opening", **words: object) -> Session:
    return programme.add(conference, by=by, title=title, **{**times(conference), **words})


def test_a_session_is_added_by_organisers_alone(
    conference: Conference, organiser: User, delegate: User
) -> None:
    assert make_session(conference, organiser).state == "planned"
    with pytest.raises(NotAllowed):
        make_session(conference, delegate)


@pytest.mark.parametrize(
    ("hours", "minutes", "field"), [(9, -30, "ends_at"), (24 * 5, 30, "starts_at"), (-24, 30, "starts_at")]
)
def test_impossible_times_name_their_field(
    conference: Conference, organiser: User, hours: int, minutes: int, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make_session(conference, organiser, **times(conference, hours, minutes))
    assert refusal.value.field == field


def test_starting_is_told_to_all_and_opens_the_discussion(
    conference: Conference, organiser: User, chair: User
) -> None:
    make_team(conference, chair, TeamRole.CHAIR)
    session = programme.move(make_session(conference, organiser), "start", by=chair)
    assert session.state == "live"
    assert Thread.objects.about(session).get().board == conference.board
    event = RoomEvent.objects.filter(kind="session").order_by("-pk").first()
    assert (event.payload["pk"], event.payload["state"]) == (session.pk, "live")


def test_a_session_cannot_start_twice(conference: Conference, organiser: User) -> None:
    session = make_session(conference, organiser)
    programme.move(session, "start", by=organiser)
    with pytest.raises(StaleState):
        programme.move(session, "start", by=organiser)


def test_delegates_do_not_run_sessions(conference: Conference, organiser: User, delegate: User) -> None:
    with pytest.raises(NotAllowed):
        programme.move(make_session(conference, organiser), "start", by=delegate)


def test_cancelling_tells_those_who_chose_it_why(
    conference: Conference, organiser: User, delegate: User
) -> None:
    session = make_session(conference, organiser)
    programme.choose(session, by=delegate)
    with pytest.raises(Refused):
        programme.move(session, "cancel", by=organiser, reason=" ")
    programme.move(session, "cancel", by=organiser, reason="Speaker is ill")
    told = Notification.objects.get(recipient=delegate)
    assert (told.event.fact, told.event.reason) == ("session.cancelled", "Speaker is ill")


def test_choosing_twice_is_choosing_once(conference: Conference, organiser: User, delegate: User) -> None:
    session = make_session(conference, organiser)
    assert programme.choose(session, by=delegate) == programme.choose(session, by=delegate)
    programme.drop(session, by=delegate)
    assert delegate.agenda_items.count() == 0


def test_clashes_on_the_own_agenda_are_found(conference: Conference, organiser: User) -> None:
    first = make_session(conference, organiser)
    second = make_session(conference, organiser, "Second", **times(conference, 9, 15))
    third = make_session(conference, organiser, "Third", **times(conference, 10, 15))
    assert programme.clashes_of([first, second, third]) == {first.pk, second.pk}


def test_days_are_counted_in_the_zone_of_the_conference() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    late, early = (
        Session(title=title, starts_at=at, ends_at=at + timedelta(hours=1))
        for title, at in (
            ("late", datetime(2026, 2, 28, 16, tzinfo=UTC)),
            ("early", datetime(2026, 2, 28, 17, tzinfo=UTC)),
        )
    )
    days = days_of([late, early], zone, datetime(2026, 2, 28, 16, 30, tzinfo=UTC))
    assert [(day.on.isoformat(), len(day.slots)) for day in days] == [("2026-02-28", 1), ("2026-03-01", 1)]
    assert [(slot.is_now, slot.is_next) for day in days for slot in day.slots] == [
        (True, False),
        (False, True),
    ]


def test_the_calendar_file_carries_the_zone(conference: Conference, organiser: User) -> None:
    session = make_session(conference, organiser)
    url = reverse("conferences:session_calendar", args=[conference.slug, session.pk])
    calendar = Calendar.from_ical(client_of(None).get(url).content)
    (entry,) = calendar.walk("VEVENT")
    assert entry["dtstart"].params["TZID"] == conference.time_zone
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == [conference.time_zone]


def test_the_secret_address_of_the_own_agenda(
    conference: Conference, organiser: User, delegate: User
) -> None:
    programme.choose(make_session(conference, organiser), by=delegate)
    page = client_of(delegate).get(reverse("conferences:own_agenda"))
    address = reverse("conferences:own_calendar", args=[page.context["token"]])
    assert b"SUMMARY:Opening" in client_of(None).get(address).content
    assert client_of(None).get(address.replace(".ics", "x.ics")).status_code == 404
    delegate.set_password("another password")
    delegate.save()
    assert client_of(None).get(address).status_code == 404
