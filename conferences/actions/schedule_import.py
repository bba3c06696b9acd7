"""Making or updating the programme of a conference from a file; the second time changes nothing."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conferences import facts, policies
from conferences.frab import Item, Programme
from conferences.models import Conference, Room, Session, SessionSpeaker, Speaker, Track
from conferences.states import SESSION, SessionKind, SessionState, TrackTone
from core.announcing import announce
from core.errors import NotAllowed
from core.search.indexing import touch
from core.text.slugs import free_slug
from core.trace.chain import link
from portals.models import Portal, User

KINDS = {
    "break": SessionKind.BREAK,
    "ceremony": SessionKind.CEREMONY,
    "keynote": SessionKind.PLENARY,
    "plenary": SessionKind.PLENARY,
    "panel": SessionKind.PANEL,
    "podium": SessionKind.PANEL,
    "workshop": SessionKind.WORKSHOP,
    "meeting": SessionKind.WORKSHOP,
    "other": SessionKind.OTHER,
}
COLUMNS = (
    "kind", "title", "subtitle", "abstract", "description", "language", "starts_at", "ends_at",
    "foreign_id", "foreign_url", "links",
)  # fmt: skip
BATCH = 500


@dataclass
class Plan:
    """What an import does: titles of sessions added, changed, removed, and how many stay as they are."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    warnings: list[str] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        """Whether the file says what the programme says already."""
        return not (self.added or self.changed or self.removed)


@dataclass
class _Known:
    """The programme as it stands, by the keys of the file."""

    sessions: dict[str, Session]
    rooms: dict[str, Room]
    tracks: dict[str, Track]
    speakers: dict[str, Speaker]
    speaking: dict[int, list[int]]


def preview(conference: Conference, programme: Programme) -> Plan:
    """Return what importing `programme` would do to `conference`; writes nothing."""
    known = _known(conference)
    plan = Plan(warnings=[*programme.warnings, *clashes(programme)])
    for item in programme.items:
        session = known.sessions.get(item.key)
        if session is None:
            plan.added.append(item.title)
        elif _differs(session, item, known):
            plan.changed.append(item.title)
        else:
            plan.unchanged += 1
    keys = {item.key for item in programme.items}
    plan.removed = [one.title for key, one in known.sessions.items() if key not in keys and _is_held(one)]
    return plan


@transaction.atomic
def import_programme(
    conference: Conference, programme: Programme, *, by: User | None, source: str = ""
) -> Plan:
    """Bring the programme of `conference` up to date with the file, all or nothing.

    Sessions are known again by the file's identifiers. A session that is gone from the file is
    cancelled, never deleted: people may have talked about it. `by` is None for the command line.
    Announces `conference.schedule_imported` unless nothing changed. Raises NotAllowed.
    """
    if by is not None and not policies.can_manage(by, conference):
        raise NotAllowed
    plan = preview(conference, programme)
    if plan.changes_nothing:
        return plan
    known = _known(conference)
    _make_places(conference, programme, known)
    _make_speakers(conference, programme, known)
    sessions = _write_sessions(conference, programme, known)
    _write_speaking(programme, sessions, known)
    _cancel_gone(programme, known)
    _note(conference, programme, source)
    counts = {"added": len(plan.added), "changed": len(plan.changed), "removed": len(plan.removed)}
    announce(
        facts.SCHEDULE_IMPORTED,
        by=by,
        acting_for=by.portal if by else None,
        about=conference,
        detail=counts,
    )
    return plan


@transaction.atomic
def conference_for(programme: Programme, *, host: Portal, by: User | None) -> Conference:
    """Make a draft conference of `host` with the file's title, days and zone."""
    if by is not None and not policies.can_create(by, host):
        raise NotAllowed
    conference = Conference.objects.create(
        slug=free_slug(Conference, programme.acronym or programme.title, "conference"),
        title=programme.title,
        acronym=programme.acronym,
        host=host,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        time_zone=programme.time_zone,
    )
    announce(facts.CREATED, by=by, acting_for=by.portal if by else None, about=conference)
    return conference


def clashes(programme: Programme) -> list[str]:
    """Return a warning for each two sessions at one time in one room."""
    by_room: dict[str, list[Item]] = {}
    for item in programme.items:
        if item.room:
            by_room.setdefault(item.room, []).append(item)
    found = []
    for room, items in by_room.items():
        items.sort(key=lambda item: item.starts_at)
        for first, second in pairwise(items):
            if second.starts_at < first.ends_at:
                names = {"room": room, "first": first.title, "second": second.title}
                found.append(_("%(room)s: “%(first)s” and “%(second)s” overlap.") % names)
    return found


def _known(conference: Conference) -> _Known:
    speaking: dict[int, list[int]] = {}
    rows = SessionSpeaker.objects.filter(session__conference=conference).order_by("place", "pk")
    for session, speaker in rows.values_list("session_id", "speaker_id"):
        speaking.setdefault(session, []).append(speaker)
    sessions = conference.sessions.exclude(guid="").select_related("room", "track")
    return _Known(
        sessions={one.guid: one for one in sessions},
        rooms={one.name: one for one in conference.rooms.all()},
        tracks={one.title: one for one in conference.tracks.all()},
        speakers={one.foreign_id: one for one in conference.speakers.exclude(foreign_id="")},
        speaking=speaking,
    )


def _columns(item: Item) -> dict[str, Any]:
    return {
        "kind": KINDS.get(item.kind, SessionKind.TALK),
        "title": item.title,
        "subtitle": item.subtitle,
        "abstract": item.abstract,
        "description": item.description,
        "language": item.language,
        "starts_at": item.starts_at,
        "ends_at": item.ends_at,
        "foreign_id": item.foreign_id,
        "foreign_url": item.url,
        "links": [list(pair) for pair in item.links],
    }


def _is_held(session: Session) -> bool:
    return bool(session.state != SessionState.CANCELLED)


def _differs(session: Session, item: Item, known: _Known) -> bool:
    if any(getattr(session, name) != value for name, value in _columns(item).items()):
        return True
    if (session.room.name if session.room else "", session.track.title if session.track else "") != (
        item.room,
        item.track,
    ):
        return True
    wanted = [known.speakers.get(person.key) for person in item.persons]
    named = [speaker.pk for speaker in wanted if speaker]
    return len(named) != len(wanted) or named != known.speaking.get(session.pk, []) or not _is_held(session)


def _make_places(conference: Conference, programme: Programme, known: _Known) -> None:
    rooms = [name for name in programme.rooms if name not in known.rooms]
    start = len(known.rooms)
    made = Room.objects.bulk_create(
        [Room(conference=conference, name=name, position=start + place) for place, name in enumerate(rooms)]
    )
    known.rooms |= {room.name: room for room in made}
    titles = list(dict.fromkeys(item.track for item in programme.items if item.track))
    tones, start = TrackTone.values, len(known.tracks)
    tracks = [
        Track(
            conference=conference,
            title=title,
            position=start + place,
            tone=tones[(start + place) % len(tones)],
        )
        for place, title in enumerate(title for title in titles if title not in known.tracks)
    ]
    known.tracks |= {track.title: track for track in Track.objects.bulk_create(tracks)}


def _make_speakers(conference: Conference, programme: Programme, known: _Known) -> None:
    named = {person.key: person.name for item in programme.items for person in item.persons}
    made = Speaker.objects.bulk_create(
        [
            Speaker(conference=conference, foreign_id=key, name=name)
            for key, name in named.items()
            if key not in known.speakers
        ],
        batch_size=BATCH,
    )
    renamed = [one for key, one in known.speakers.items() if key in named and one.name != named[key]]
    for speaker in renamed:
        speaker.name = named[speaker.foreign_id]
    Speaker.objects.bulk_update(renamed, ["name"], batch_size=BATCH)
    known.speakers |= {speaker.foreign_id: speaker for speaker in made}


def _write_sessions(conference: Conference, programme: Programme, known: _Known) -> dict[str, Session]:
    """Write new and changed sessions; return all sessions of the file by key."""
    fresh, changed = [], []
    for item in programme.items:
        session = known.sessions.get(item.key)
        if session is not None and not _differs(session, item, known):
            continue
        target = session or Session(conference=conference, guid=item.key)
        for name, value in _columns(item).items():
            setattr(target, name, value)
        target.room, target.track = known.rooms.get(item.room), known.tracks.get(item.track)
        if target.state == SessionState.CANCELLED:
            target.state, target.reason = SessionState.PLANNED, ""
        (changed if session else fresh).append(target)
    Session.objects.bulk_create(fresh, batch_size=BATCH)
    Session.objects.bulk_update(changed, [*COLUMNS, "room", "track", "state", "reason"], batch_size=100)
    for session in fresh:
        link(conference, session)
    for session in (*fresh, *changed):
        touch(session)
    return known.sessions | {session.guid: session for session in fresh}


def _write_speaking(programme: Programme, sessions: dict[str, Session], known: _Known) -> None:
    rows, cleared = [], []
    for item in programme.items:
        session = sessions[item.key]
        wanted = [known.speakers[person.key].pk for person in item.persons]
        wanted = list(dict.fromkeys(wanted))
        if wanted != known.speaking.get(session.pk, []):
            cleared.append(session.pk)
            rows += [
                SessionSpeaker(session=session, speaker_id=pk, place=place) for place, pk in enumerate(wanted)
            ]
    SessionSpeaker.objects.filter(session__in=cleared).delete()
    SessionSpeaker.objects.bulk_create(rows, batch_size=BATCH)


def _cancel_gone(programme: Programme, known: _Known) -> None:
    keys = {item.key for item in programme.items}
    for key, session in known.sessions.items():
        if key not in keys and SESSION.allows("cancel", session.state):
            reason = _("No longer in the programme.")
            SESSION.move(session, "cancel", reason=reason)
            session.reason = reason
            session.save(update_fields=["reason"])
            touch(session)


def _note(conference: Conference, programme: Programme, source: str) -> None:
    """Remember the source; widen the days of the conference so that every session lies within."""
    conference.import_source, conference.import_version = source[:300], programme.version
    conference.imported_at = timezone.now()
    conference.starts_on = min(conference.starts_on, programme.starts_on)
    conference.ends_on = max(conference.ends_on, programme.ends_on)
    columns = ["import_source", "import_version", "imported_at", "starts_on", "ends_on", "changed_at"]
    conference.save(update_fields=columns)
