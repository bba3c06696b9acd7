"""The programme: sessions put into it, changed and moved along; each person's own agenda."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences import facts, policies
from conferences.models import AgendaItem, Conference, Room, Session, SessionSpeaker, Speaker, Track
from conferences.states import SESSION, SessionState
from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from core.realtime.log import Change
from core.trace.chain import link
from forums.actions import threads
from forums.models import Thread
from portals.models import User

MOVES: dict[str, Fact] = {
    "start": facts.SESSION_STARTED,
    "pause": facts.SESSION_PAUSED,
    "resume": facts.SESSION_RESUMED,
    "end": facts.SESSION_ENDED,
    "reopen": facts.SESSION_REOPENED,
    "cancel": facts.SESSION_CANCELLED,
    "reinstate": facts.SESSION_REINSTATED,
}
COLUMNS = (
    "kind", "title", "subtitle", "abstract", "description", "language", "starts_at", "ends_at", "room", "track",
)  # fmt: skip


@transaction.atomic
def add(conference: Conference, *, by: User, speakers: Iterable[Speaker] = (), **columns: Any) -> Session:
    """Put a session into the programme, planned, and link it to its conference.

    Announces `session.added`. Raises NotAllowed, Refused when the times lie outside the conference or
    the wrong way round.
    """
    _demand(policies.can_manage(by, conference))
    session = Session(conference=conference, **columns)
    _check(session)
    session.save()
    _seat(session, speakers)
    link(conference, session)
    announce(facts.SESSION_ADDED, by=by, acting_for=by.portal, about=session, live=_told(session))
    return session


@transaction.atomic
def change(
    session: Session, *, by: User, speakers: Iterable[Speaker] | None = None, **columns: Any
) -> Session:
    """Change `columns` of a session; those who chose it are told when its time or room changes.

    Announces `session.changed` with the names of the columns unless nothing changed.
    """
    _demand(policies.can_manage(by, session.conference))
    session = lock(session)
    changed = [name for name, value in columns.items() if getattr(session, name) != value]
    for name in changed:
        setattr(session, name, columns[name])
    _check(session)
    session.save()
    if speakers is not None:
        _seat(session, speakers)
    moved = {"starts_at", "ends_at", "room"} & set(changed)
    announce(
        facts.SESSION_CHANGED,
        by=by,
        acting_for=by.portal,
        about=session,
        to=choosers(session) if moved else (),
        live=_told(session),
        detail={"columns": changed},
    )
    return session


@transaction.atomic
def move(session: Session, edge: str, *, by: User, reason: str = "") -> Session:
    """Start, pause, resume, end, reopen, cancel or reinstate a session; every reader sees it at once.

    Starting opens the session's thread on the conference's board. Cancelling tells those who chose it,
    with the reason. Raises NotAllowed unless organiser or chair, StaleState, Refused without a reason
    where one is needed.
    """
    session = lock(session)
    _demand(policies.can_run_sessions(by, session.conference))
    SESSION.move(session, edge, reason=reason)
    session.reason = reason if edge == "cancel" else ""
    session.save(update_fields=["reason"])
    if edge == "start":
        discuss(session, by=by)
    announce(
        MOVES[edge],
        by=by,
        acting_for=by.portal,
        about=session,
        to=choosers(session) if edge in {"cancel", "reinstate"} else (),
        live=_told(session),
        detail={"reason": reason} if reason else None,
    )
    return session


def discuss(session: Session, *, by: User) -> Thread | None:
    """Open the thread about a session on the conference's board, once; None when there is no board."""
    board = session.conference.board
    if board is None:
        return None
    known: Thread | None = Thread.objects.about(session).first()
    return known or threads.open_about(session, board=board, title=session.title, by=by)


@transaction.atomic
def add_room(conference: Conference, *, by: User, name: str, capacity: int | None = None) -> Room:
    """Add a room; one of that name is returned as it is."""
    _demand(policies.can_manage(by, conference))
    room, _made = Room.objects.get_or_create(
        conference=conference,
        name=name,
        defaults={"capacity": capacity, "position": conference.rooms.count()},
    )
    return room


@transaction.atomic
def add_track(conference: Conference, *, by: User, title: str, tone: str) -> Track:
    """Add a track; one of that title is returned as it is."""
    _demand(policies.can_manage(by, conference))
    track, _made = Track.objects.get_or_create(
        conference=conference, title=title, defaults={"tone": tone, "position": conference.tracks.count()}
    )
    return track


@transaction.atomic
def add_speaker(conference: Conference, *, by: User, name: str, **columns: Any) -> Speaker:
    """Name somebody as a speaker of the conference."""
    _demand(policies.can_manage(by, conference))
    return Speaker.objects.create(conference=conference, name=name, **columns)


def choose(session: Session, *, by: User) -> AgendaItem:
    """Put a session on one's own agenda; choosing it twice changes nothing."""
    item, _made = AgendaItem.objects.get_or_create(user=by, session=session)
    return item


def drop(session: Session, *, by: User) -> None:
    """Take a session off one's own agenda."""
    AgendaItem.objects.filter(user=by, session=session).delete()


def choosers(session: Session) -> list[User]:
    """Return the people who have the session on their agenda, and its speakers with an account."""
    chosen = User.objects.active().filter(agenda_items__session=session)
    speaking = User.objects.active().filter(speaker_entries__session_speakers__session=session)
    return [*chosen, *speaking]


def lock(session: Session) -> Session:
    """Return a fresh copy of `session` with its conference, its row locked."""
    rows = Session.objects.select_for_update(of=("self",)).select_related(
        "conference__board", "room", "track"
    )
    return rows.get(pk=session.pk)


def clashes_of(sessions: list[Session]) -> set[int]:
    """Return the keys of those among `sessions` that overlap with another of them."""
    clashing: set[int] = set()
    held = sorted(
        (one for one in sessions if one.state != SessionState.CANCELLED), key=lambda one: one.starts_at
    )
    for index, first in enumerate(held):
        for second in held[index + 1 :]:
            if second.starts_at >= first.ends_at:
                break
            clashing |= {first.pk, second.pk}
    return clashing


def _demand(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed


def _check(session: Session) -> None:
    if session.ends_at <= session.starts_at:
        raise Refused(_("The session must end after it begins."), field="ends_at")
    conference, zone = session.conference, session.conference.zone
    first = session.starts_at.astimezone(zone).date()
    if not conference.starts_on <= first <= conference.ends_on:
        raise Refused(_("The session must begin on a day of the conference."), field="starts_at")


def _seat(session: Session, speakers: Iterable[Speaker]) -> None:
    SessionSpeaker.objects.filter(session=session).delete()
    rows = [SessionSpeaker(session=session, speaker=one, place=place) for place, one in enumerate(speakers)]
    SessionSpeaker.objects.bulk_create(rows)


def _told(session: Session) -> list[Change]:
    words = {"pk": session.pk, "state": session.state, "at": timezone.now().isoformat()}
    return [Change(f"conference:{session.conference_id}", "session", words)]
