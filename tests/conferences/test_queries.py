"""Lists cost the same at one row and at three."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conferences.models import Conference
from conferences.states import ConferenceState, Listing
from portals.models import Portal, User
from tests.builders import client_of, make_portal
from tests.conferences.builders import (
    make_conference,
    make_question,
    make_quota,
    make_registration,
    make_session,
    make_team,
)

pytestmark = pytest.mark.django_db


def cost(user: User, address: str) -> int:
    """Return how many queries a page costs, once everything that is read once has been read."""
    client = client_of(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def same_at_one_and_three(user: User, address: str, grow: Callable[[], object]) -> None:
    """Assert that a page with one more row of everything, twice, costs what it cost with one."""
    grow()
    one = cost(user, address)
    grow()
    grow()
    assert cost(user, address) == one


def test_the_list_of_conferences(delegate: User) -> None:
    def grow() -> None:
        make_registration(make_conference(), delegate)
        running = make_conference(state=ConferenceState.RUNNING)
        make_session(running, starts_at=timezone.now() - timedelta(minutes=1))

    same_at_one_and_three(delegate, "/conferences/", grow)


@pytest.fixture
def conference(organiser: User) -> Conference:
    """A conference with much room."""
    return make_conference("spring", seats=50, organiser=organiser)


def arrive(conference: Conference) -> None:
    """Grow by a portal with seats, a person, a question, a session, a team member."""
    portal: Portal = make_portal()
    conference.refresh_from_db()
    make_quota(conference, portal, 2)
    question = make_question(conference)
    registration = make_registration(
        conference, portal=portal, listing=Listing.ALL, answers={question.pk: "Yes"}
    )
    session = make_session(conference, starts_at=timezone.now() - timedelta(minutes=1))
    speaker = conference.speakers.create(name="Lan", portal=portal)
    session.session_speakers.create(speaker=speaker)
    make_team(conference, registration.user, "assessor")


@pytest.mark.parametrize(
    "address",
    ["", "agenda/", "people/", "manage/", "manage/seats/", "manage/questions/", "manage/team/", "register/"],
)
def test_pages_inside_a_conference(conference: Conference, organiser: User, address: str) -> None:
    same_at_one_and_three(organiser, f"/conferences/spring/{address}", lambda: arrive(conference))


def test_the_api(conference: Conference, delegate: User) -> None:
    same_at_one_and_three(delegate, "/api/v1/conferences/", make_conference)
