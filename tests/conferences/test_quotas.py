"""Seats in all and per portal: set by organisers, never below what is taken."""

import pytest

from conferences.actions import quotas
from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from portals.models import Portal, User
from tests.conferences.books import check_books
from tests.conferences.builders import make_conference, make_quota, make_registration

pytestmark = pytest.mark.django_db


def test_what_the_portals_leave_over_is_the_common_pool(
    organiser: User, portal: Portal, other_portal: Portal
) -> None:
    conference = make_conference(seats=1, organiser=organiser)
    quotas.set_seats(conference, capacity=50, quotas={portal: 10, other_portal: 5}, by=organiser)

    check_books(conference)
    assert (conference.capacity, conference.common_pool) == (50, 35)
    event = AuditEvent.objects.about(conference).get()
    assert event.detail == {"capacity": 50, "common": 35, "quotas": {"finance": 10, "health": 5}}
    assert "50 in all, 35 in common" in event.sentence


def test_the_list_is_whole_and_zero_takes_away(
    organiser: User, portal: Portal, other_portal: Portal, host: Portal
) -> None:
    conference = make_conference(organiser=organiser)
    for one in (portal, other_portal, host):
        make_quota(conference, one, 4)
    quotas.set_seats(conference, capacity=20, quotas={portal: 6, other_portal: 0}, by=organiser)
    assert dict(conference.quotas.values_list("portal__slug", "seats")) == {"finance": 6}
    check_books(conference)


@pytest.mark.parametrize(
    ("capacity", "given", "field"),
    [(3, 4, "capacity"), (4, 3, "capacity"), (9, 1, "portal")],
)
def test_no_number_falls_below_what_is_taken(
    organiser: User, portal: Portal, other_portal: Portal, capacity: int, given: int, field: str
) -> None:
    conference = make_conference(seats=2, organiser=organiser)
    make_quota(conference, portal, 3)
    for _number in range(3):
        make_registration(conference, portal=portal)
    for _number in range(2):
        make_registration(conference, portal=other_portal)

    with pytest.raises(Refused) as refusal:
        quotas.set_seats(conference, capacity=capacity, quotas={portal: given}, by=organiser)

    assert refusal.value.field == (f"portal_{portal.pk}" if field == "portal" else field)
    check_books(conference)
    assert (conference.capacity, conference.quotas.get().seats) == (5, 3)


def test_a_portal_left_out_keeps_its_seats_while_people_sit_on_them(organiser: User, portal: Portal) -> None:
    conference = make_conference(seats=2, organiser=organiser)
    make_quota(conference, portal, 1)
    make_registration(conference, portal=portal)
    with pytest.raises(Refused):
        quotas.set_seats(conference, capacity=3, quotas={}, by=organiser)


@pytest.mark.parametrize("who", ["delegate", "lead", "chair", "assessor", "editor", "outsider"])
def test_only_organisers_set_seats(request: pytest.FixtureRequest, who: str) -> None:
    conference = make_conference()
    with pytest.raises(NotAllowed):
        quotas.set_seats(conference, capacity=99, quotas={}, by=request.getfixturevalue(who))
    conference.refresh_from_db()
    assert conference.capacity == 10


def test_admins_may_repair_them(admin: User) -> None:
    conference = make_conference()
    quotas.set_seats(conference, capacity=99, quotas={}, by=admin)
    check_books(conference)
    assert conference.capacity == 99
