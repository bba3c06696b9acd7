"""Calendar files: conferences and sessions as entries that any calendar takes in."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from conferences.models import Conference, Session
from conferences.states import ConferenceState, SessionState
from core.text.markdown import plain


def new_calendar(name: str, zone: str = "") -> Calendar:
    """Return an empty calendar called `name`."""
    calendar = Calendar()
    calendar.add("prodid", "-//Interportal//Conferences//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    if zone:
        calendar.add("x-wr-timezone", zone)
    return calendar


def conference_calendar(conference: Conference) -> Calendar:
    """Return a calendar with the conference as one entry over its days."""
    calendar = new_calendar(str(conference), conference.time_zone)
    calendar.add_component(conference_event(conference))
    return calendar


def conference_event(conference: Conference) -> Event:
    """Return the entry: whole days as the conference's zone counts them, the day after as the end."""
    event = Event()
    event.add("uid", f"conference-{conference.pk}@interportal")
    event.add("dtstamp", timezone.now())
    event.add("last-modified", conference.changed_at)
    event.add("dtstart", conference.starts_on)
    event.add("dtend", conference.ends_on + timedelta(days=1))
    event.add("summary", str(conference))
    event.add("location", conference.venue)
    event.add("description", plain(conference.summary))
    event.add("url", settings.SITE_URL + conference.get_absolute_url())
    event.add("status", "CANCELLED" if _called_off(conference) else "CONFIRMED")
    return event


def _called_off(conference: Conference) -> bool:
    """Tell whether the conference closed before it ever began."""
    return conference.state == ConferenceState.CLOSED and conference.starts_at > timezone.now()


def session_calendar(session: Session) -> Calendar:
    """Return a calendar with one session."""
    return sessions_calendar(session.title, [session])


def sessions_calendar(name: str, sessions: Iterable[Session]) -> Calendar:
    """Return a calendar of `sessions`, each in the zone of its conference, with the zones' rules in it."""
    calendar = new_calendar(name)
    for session in sessions:
        calendar.add_component(session_event(session))
    calendar.add_missing_timezones()
    return calendar


def session_event(session: Session) -> Event:
    """Return the entry of one session; cancelled ones say so, so that calendars take them away."""
    zone = session.conference.zone
    event = Event()
    event.add("uid", f"session-{session.pk}@interportal")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", session.starts_at.astimezone(zone))
    event.add("dtend", session.ends_at.astimezone(zone))
    event.add("summary", session.title)
    event.add("location", ", ".join(str(one) for one in (session.room, session.conference.venue) if one))
    event.add("description", plain(session.abstract or session.description))
    event.add("url", settings.SITE_URL + session.get_absolute_url())
    event.add("status", "CANCELLED" if session.state == SessionState.CANCELLED else "CONFIRMED")
    return event
