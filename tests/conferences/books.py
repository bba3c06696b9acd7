"""Checking the books of a conference: counters, rows and lines must tell the same story."""

from conferences.models import Conference, Registration
from conferences.states import RegistrationState, SeatSource


def check_books(conference: Conference) -> None:
    """Assert that nothing was sold twice and every counter equals the rows it counts."""
    conference.refresh_from_db()
    seated = Registration.objects.filter(conference=conference).seated()
    common = seated.filter(seat_source=SeatSource.COMMON).count()
    assert conference.common_taken == common
    assert conference.seats_taken == seated.count() <= conference.capacity
    assert conference.common_taken <= conference.common_pool
    assert conference.capacity == conference.common_pool + conference.quotas.in_all()
    for quota in conference.quotas.all():
        own = seated.filter(seat_source=SeatSource.PORTAL, portal=quota.portal)
        assert quota.taken == own.count() <= quota.seats


def by_state(conference: Conference, state: str) -> list[Registration]:
    """Return the registrations in `state` by arrival."""
    return list(conference.registrations.filter(state=state).order_by("arrival"))


def confirmed(conference: Conference) -> list[Registration]:
    """Return the confirmed ones by arrival."""
    return by_state(conference, RegistrationState.CONFIRMED)


def waiting(conference: Conference) -> list[Registration]:
    """Return the line."""
    return by_state(conference, RegistrationState.WAITING)
