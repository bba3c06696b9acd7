"""The least valid conference, session and registration."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from conferences.actions import registrations
from conferences.models import (
    Conference,
    PortalQuota,
    Question,
    Registration,
    Session,
    TeamMember,
)
from conferences.states import ConferenceState, QuestionKind, TeamRole
from forums.models import Board
from forums.states import BoardKind
from portals.models import Portal, User
from tests.builders import make_member, make_portal, number


def make_conference(
    slug: str = "", *, seats: int = 10, organiser: User | None = None, **fields: Any
) -> Conference:
    """Make an announced conference in two months, open for registration, all seats in common."""
    slug = slug or f"conference-{next(number)}"
    title = slug.replace("-", " ").capitalize()
    begins = fields.pop("starts_on", timezone.localdate() + timedelta(days=60))
    values: dict[str, Any] = {
        "slug": slug,
        "host": fields.pop("host", None) or make_portal(),
        "state": ConferenceState.PUBLISHED,
        "starts_on": begins,
        "ends_on": begins + timedelta(days=1),
        "capacity": seats,
        "common_pool": seats,
    } | {f"title_{language}": title for language in ("vi", "en", "de")}
    conference = Conference.objects.create(**values | fields)
    if organiser:
        make_team(conference, organiser)
    return conference


def make_board(conference: Conference) -> Board:
    """Give the conference a board as announcing it would."""
    board = Board.objects.create(slug=conference.slug, title=str(conference), kind=BoardKind.MEMBERS)
    conference.board = board
    conference.save(update_fields=["board"])
    return board


def make_team(conference: Conference, user: User, role: str = TeamRole.ORGANISER) -> TeamMember:
    """Give a person a task."""
    return TeamMember.objects.create(conference=conference, user=user, role=role)


def make_quota(conference: Conference, portal: Portal, seats: int = 1) -> PortalQuota:
    """Keep seats for a portal, on top of the capacity."""
    conference.capacity += seats
    conference.save(update_fields=["capacity"])
    return PortalQuota.objects.create(conference=conference, portal=portal, seats=seats)


def make_question(
    conference: Conference, prompt: str = "Diet", kind: str = QuestionKind.TEXT, **fields: Any
) -> Question:
    """Ask a question in every language."""
    prompts = {f"prompt_{language}": prompt for language in ("vi", "en", "de")}
    return Question.objects.create(conference=conference, kind=kind, **prompts | fields)


def make_registration(
    conference: Conference, user: User | None = None, portal: Portal | None = None, **words: Any
) -> Registration:
    """Register a person through the verb; a new delegate unless one is given."""
    return registrations.register(conference, by=user or make_member(portal=portal), **words)


def make_session(conference: Conference, title: str = "Opening", **fields: Any) -> Session:
    """Put a session of an hour into the programme, at nine on the first day in the conference's zone."""
    starts = fields.pop("starts_at", conference.starts_at + timedelta(hours=9))
    return Session.objects.create(
        **{
            "conference": conference,
            "title": title,
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=1),
        }
        | fields
    )


def on(year: int, month: int, day: int) -> date:
    """Return a day."""
    return date(year, month, day)
