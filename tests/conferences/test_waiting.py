"""The waiting lists: who is next, how a freed seat passes on, what happens to offers."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from conferences.actions import offers, quotas, registrations, seats
from conferences.models import Conference, Registration
from conferences.states import Approval, ConferenceState, RegistrationState, SeatSource
from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from portals.models import Portal, User
from tests.conferences.books import by_state, check_books, confirmed, waiting
from tests.conferences.builders import make_conference, make_quota, make_registration

pytestmark = pytest.mark.django_db
R = RegistrationState


def leave(registration: Registration) -> None:
    """Withdraw one's own registration."""
    registrations.withdraw(registration, by=registration.user)


def test_a_freed_common_seat_is_offered_to_the_first_in_line_in_the_same_transaction() -> None:
    conference = make_conference(seats=1)
    seated, first, second = (make_registration(conference) for _number in range(3))

    leave(seated)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.seat_source, second.state) == (R.OFFERED, SeatSource.COMMON, R.WAITING)
    assert timedelta(hours=47) < first.offered_until - timezone.now() <= timedelta(hours=48)
    note = Notification.objects.get(recipient=first.user)
    assert (note.event.fact, note.mails.count(), note.event.actor) == ("registration.offered", 1, None)
    assert "(GMT+7)" in note.event.sentence
    check_books(conference)


def test_taking_the_offer_confirms(delegate: User) -> None:
    conference = make_conference(seats=1)
    seated = make_registration(conference)
    own = registrations.register(conference, by=delegate)
    leave(seated)

    taken = registrations.accept_offer(own, by=delegate)

    assert (taken.state, taken.offered_until) == (R.CONFIRMED, None)
    assert AuditEvent.objects.about(own).first().fact == "registration.confirmed"
    with pytest.raises(StaleState):
        registrations.accept_offer(own, by=delegate)
    check_books(conference)


def test_only_the_person_takes_the_offer(delegate: User, lead: User, admin: User) -> None:
    conference = make_conference(seats=1)
    seated = make_registration(conference)
    own = registrations.register(conference, by=delegate)
    with pytest.raises(StaleState):
        registrations.accept_offer(own, by=delegate)
    leave(seated)
    for by in (lead, admin):
        with pytest.raises(NotAllowed):
            registrations.accept_offer(own, by=by)


def test_an_organiser_may_confirm_an_offer_for_the_person(organiser: User) -> None:
    conference = make_conference(seats=1, organiser=organiser)
    seated, first = make_registration(conference), make_registration(conference)
    leave(seated)
    assert registrations.confirm(first, by=organiser).is_confirmed
    check_books(conference)


def test_an_offer_nobody_takes_passes_on_and_says_so() -> None:
    conference = make_conference(seats=1)
    seated, first, second = (make_registration(conference) for _number in range(3))
    leave(seated)

    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        with pytest.raises(Refused, match="expired"):
            registrations.accept_offer(first, by=first.user)
        call_command("release_expired_offers")

        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == (R.WITHDRAWN, R.OFFERED)
        assert Notification.objects.filter(recipient=first.user, event__fact="registration.lapsed").exists()
        assert offers.release_expired.call() == 0
    check_books(conference)


def test_an_offer_taken_in_the_last_moment_does_not_lapse() -> None:
    conference = make_conference(seats=1)
    seated, first = make_registration(conference), make_registration(conference)
    leave(seated)
    registrations.accept_offer(first, by=first.user)
    assert not offers.lapse(first.pk)
    check_books(conference)


def test_giving_an_offer_up_passes_it_on() -> None:
    conference = make_conference(seats=1)
    seated, first, second = (make_registration(conference) for _number in range(3))
    leave(seated)
    leave(first)
    second.refresh_from_db()
    assert second.state == R.OFFERED
    check_books(conference)


def test_with_no_hours_to_answer_the_next_is_confirmed_at_once() -> None:
    conference = make_conference(seats=1, offer_hours=0)
    seated, first = make_registration(conference), make_registration(conference)
    leave(seated)
    first.refresh_from_db()
    assert (first.state, first.offered_until) == (R.CONFIRMED, None)
    check_books(conference)


def test_no_offer_outlives_the_beginning() -> None:
    begins = timezone.localdate() + timedelta(days=1)
    conference = make_conference(seats=2, starts_on=begins, ends_on=begins)
    conference.offer_hours = 480
    assert seats.deadline(conference) == conference.starts_at
    conference.starts_on = begins - timedelta(days=3)
    assert seats.deadline(conference) is None


def test_a_portals_seat_stays_with_its_people(portal: Portal, other_portal: Portal) -> None:
    conference = make_conference(seats=0)
    make_quota(conference, portal, 1)
    seated = make_registration(conference, portal=portal)
    stranger = make_registration(conference, portal=other_portal)
    colleague = make_registration(conference, portal=portal)

    leave(seated)

    stranger.refresh_from_db()
    colleague.refresh_from_db()
    assert (stranger.state, colleague.state) == (R.WAITING, R.OFFERED)
    assert colleague.seat_source == SeatSource.PORTAL
    check_books(conference)


def test_a_portals_seat_without_own_people_waiting_draws_one_from_the_pool(
    portal: Portal, other_portal: Portal
) -> None:
    conference = make_conference(seats=1)
    make_quota(conference, portal, 1)
    on_quota = make_registration(conference, portal=portal)
    on_common = make_registration(conference, portal=portal)
    stranger = make_registration(conference, portal=other_portal)

    leave(on_quota)

    on_common.refresh_from_db()
    stranger.refresh_from_db()
    assert (on_common.state, on_common.seat_source) == (R.CONFIRMED, SeatSource.PORTAL)
    assert (stranger.state, stranger.seat_source) == (R.OFFERED, SeatSource.COMMON)
    check_books(conference)


def test_with_nobody_waiting_a_freed_seat_stays_free(portal: Portal) -> None:
    conference = make_conference(seats=1)
    leave(make_registration(conference))
    check_books(conference)
    assert (conference.seats_left, conference.common_left) == (1, 1)


def test_declining_a_seated_person_passes_the_seat_on(organiser: User) -> None:
    conference = make_conference(seats=1, organiser=organiser)
    seated, first = make_registration(conference), make_registration(conference)
    registrations.decline(seated, by=organiser, reason="Registered twice.")
    first.refresh_from_db()
    assert first.state == R.OFFERED
    check_books(conference)


def test_places_are_counted_in_both_lines(portal: Portal, other_portal: Portal) -> None:
    conference = make_conference(seats=0)
    make_quota(conference, portal, 1)
    make_registration(conference, portal=portal)
    stranger = make_registration(conference, portal=other_portal)
    first, second = (make_registration(conference, portal=portal) for _number in range(2))

    assert seats.places(stranger) == (None, 1)
    assert seats.places(first) == (1, 2)
    assert seats.places(second) == (2, 3)


def test_seated_people_have_no_place_in_line() -> None:
    assert seats.places(make_registration(make_conference())) == (None, None)


def test_raising_the_seats_serves_the_line_in_order(organiser: User, portal: Portal) -> None:
    conference = make_conference(seats=1, offer_hours=0, organiser=organiser)
    for _number in range(5):
        make_registration(conference, portal=portal)

    quotas.set_seats(conference, capacity=3, quotas={}, by=organiser)

    assert [one.arrival for one in confirmed(conference)] == [1, 2, 3]
    assert [one.arrival for one in waiting(conference)] == [4, 5]
    check_books(conference)


def test_new_seats_for_a_portal_serve_its_people_first(
    organiser: User, portal: Portal, other_portal: Portal
) -> None:
    conference = make_conference(seats=1, offer_hours=0, organiser=organiser)
    make_registration(conference, portal=other_portal)
    stranger = make_registration(conference, portal=other_portal)
    own = make_registration(conference, portal=portal)

    quotas.set_seats(conference, capacity=2, quotas={portal: 1}, by=organiser)

    own.refresh_from_db()
    stranger.refresh_from_db()
    assert (own.state, own.seat_source, stranger.state) == (R.CONFIRMED, SeatSource.PORTAL, R.WAITING)
    check_books(conference)


@pytest.mark.parametrize("state", [ConferenceState.CLOSED, ConferenceState.ARCHIVED])
def test_seats_of_what_is_over_are_not_offered(organiser: User, state: str) -> None:
    conference = make_conference(seats=1, organiser=organiser)
    seated = make_registration(conference)
    make_registration(conference)
    Conference.objects.update(state=state)
    registrations.decline(seated, by=organiser, reason="Never came.")
    assert len(waiting(conference)) == 1
    check_books(conference)


def test_requests_are_not_in_line() -> None:
    conference = make_conference(approval=Approval.ORGANISER)
    make_registration(conference)
    assert by_state(conference, R.WAITING) == []
    assert seats.pass_on(seats.lock(conference)) == []
