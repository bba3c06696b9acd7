"""What a confirmation brings: the seat for good, the way into the board, and the ticket by mail."""

from typing import Any

from django.utils import timezone

from conferences import facts
from conferences.calendars import conference_calendar
from conferences.models import Registration
from conferences.states import REGISTRATION
from conferences.tickets import qr_rows
from core.announcing import announce
from core.notifications.outbox import Enclosure, compose
from forums.actions import boards

SOURCE = "conference"


def seat(registration: Registration, source: str, *, by: Any, edge: str = "confirm") -> Registration:
    """Confirm `registration` on a seat already taken from `source`, in the caller's transaction.

    Announces `registration.confirmed` and mails the ticket with the calendar file. Raises StaleState.
    """
    now = timezone.now()
    REGISTRATION.move(registration, edge, seat_source=source, offered_until=None, confirmed_at=now)
    return greet(registration, by=by)


def greet(registration: Registration, *, by: Any) -> Registration:
    """Let the confirmed person into the conference's board, announce it, send the ticket."""
    conference = registration.conference
    if conference.board:
        boards.admit(conference.board, registration.user, source=SOURCE)
    announce(
        facts.CONFIRMED,
        by=by,
        acting_for=by.portal if by else None,
        about=registration,
        to=[registration.user],
    )
    _send_ticket(registration)
    return registration


def see_off(registration: Registration) -> None:
    """Take the person out of the conference's board, unless the team keeps them in."""
    conference = registration.conference
    if conference.board and not conference.team.filter(user=registration.user).exists():
        boards.dismiss(conference.board, registration.user)


def _send_ticket(registration: Registration) -> None:
    """Write the mail with the ticket's code and page, and the conference as a calendar entry."""
    conference = registration.conference
    calendar = conference_calendar(conference).to_ical()
    compose(
        registration.user,
        "conferences/ticket",
        {"registration": registration, "conference": conference, "rows": qr_rows(registration.ticket)},
        enclosure=Enclosure(f"{conference.slug}.ics", "text/calendar", calendar),
    )
