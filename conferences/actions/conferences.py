"""The life of a conference: created, announced, held, closed, archived."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conferences import facts, policies
from conferences.actions import seats
from conferences.actions.team import BOARD_ROLES
from conferences.models import Conference, TeamMember
from conferences.states import CONFERENCE, LIVE, RegistrationState, TeamRole
from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from core.realtime.log import Change
from core.text.slugs import free_slug
from forums.actions import boards
from forums.states import BoardKind
from portals.models import Portal, User
from portals.states import Role


@transaction.atomic
def create(*, by: User, host: Portal, seats_in_all: int = 0, **columns: Any) -> Conference:
    """Create a draft conference of `host`, with `by` as its first organiser.

    All `seats_in_all` go to the common pool until quotas are set. `columns` are editable columns of
    Conference. Announces `conference.created`. Raises NotAllowed unless `by` leads or organises for the
    host, Refused when the days are the wrong way round.
    """
    if not policies.can_create(by, host):
        raise NotAllowed(_("Leads and organisers of the host portal create conferences."))
    conference = Conference(host=host, capacity=seats_in_all, common_pool=seats_in_all, **columns)
    _check_times(conference)
    conference.slug = conference.slug or free_slug(Conference, conference.title, "conference")
    conference.save()
    TeamMember.objects.create(conference=conference, user=by, role=TeamRole.ORGANISER)
    announce(facts.CREATED, by=by, acting_for=by.portal, about=conference)
    return conference


@transaction.atomic
def change(conference: Conference, *, by: User, **columns: Any) -> Conference:
    """Change editable `columns` of a conference; never its state or its counters.

    Announces `conference.changed` with the names of the columns. Raises NotAllowed, Refused.
    """
    conference = _lock(conference, by)
    changed = [name for name, value in columns.items() if getattr(conference, name) != value]
    for name in changed:
        setattr(conference, name, columns[name])
    _check_times(conference)
    if changed:
        conference.save(update_fields=[*changed, "changed_at"])
        announce(
            facts.CHANGED, by=by, acting_for=by.portal, about=conference, detail={"columns": sorted(changed)}
        )
    return conference


@transaction.atomic
def publish(conference: Conference, *, by: User) -> Conference:
    """Announce a draft: open its board, and tell the leads of the portals that have seats.

    Announces `conference.published`. Raises NotAllowed, StaleState, Refused while it has no seats.
    """
    conference = _lock(conference, by)
    if not conference.capacity:
        raise Refused(_("Set the seats first: without seats nobody can register."))
    _open_board(conference, by)
    return _move(conference, "publish", facts.PUBLISHED, by, to=_leads(conference))


@transaction.atomic
def run(conference: Conference, *, by: User) -> Conference:
    """Open an announced conference. Announces `conference.running`. Raises NotAllowed, StaleState."""
    conference = _lock(conference, by)
    return _move(conference, "run", facts.RUNNING, by, to=_people(conference, RegistrationState.CONFIRMED))


@transaction.atomic
def close(conference: Conference, *, by: User) -> Conference:
    """Close a running conference. Announces `conference.closed`. Raises NotAllowed, StaleState."""
    conference = _lock(conference, by)
    return _move(conference, "close", facts.CLOSED, by, to=_people(conference, RegistrationState.CONFIRMED))


@transaction.atomic
def call_off(conference: Conference, *, by: User, reason: str) -> Conference:
    """Call off an announced conference; everybody registered is mailed the `reason`.

    Announces `conference.called_off`. Raises NotAllowed, StaleState, Refused without a reason.
    """
    conference = _lock(conference, by)
    return _move(conference, "call_off", facts.CALLED_OFF, by, to=_people(conference, *LIVE), reason=reason)


@transaction.atomic
def reopen(conference: Conference, *, by: User, reason: str) -> Conference:
    """Open a closed conference again. Announces `conference.reopened`. Raises as `call_off`."""
    conference = _lock(conference, by)
    return _move(conference, "reopen", facts.REOPENED, by, to=_team(conference), reason=reason)


@transaction.atomic
def archive(conference: Conference, *, by: User) -> Conference:
    """Put a closed conference away; it stays readable. Announces `conference.archived`."""
    return _move(_lock(conference, by), "archive", facts.ARCHIVED, by)


@transaction.atomic
def restore(conference: Conference, *, by: User) -> Conference:
    """Take a conference out of the archive. Announces `conference.restored`."""
    return _move(_lock(conference, by), "restore", facts.RESTORED, by)


def _lock(conference: Conference, by: User) -> Conference:
    """Return the conference as it is now, locked, once `by` may manage it."""
    conference = seats.lock(conference)
    if not policies.can_manage(by, conference):
        raise NotAllowed(_("Only the organisers of this conference do this."))
    return conference


def _move(
    conference: Conference, edge: str, fact: Fact, by: User, *, to: Iterable[User] = (), reason: str = ""
) -> Conference:
    CONFERENCE.move(conference, edge, reason=reason)
    detail = {"reason": reason} if reason else {}
    told = Change(f"conference:{conference.pk}", "state", {"state": conference.state})
    announce(fact, by=by, acting_for=by.portal, about=conference, to=to, live=[told], detail=detail)
    return conference


def _open_board(conference: Conference, by: User) -> None:
    """Give the conference its board, named like it in every language, with its team inside."""
    board = boards.create_for(conference, conference.title, BoardKind.MEMBERS, by)
    for language in ("vi", "en", "de"):
        setattr(board, f"title_{language}", getattr(conference, f"title_{language}"))
    board.save()
    conference.board = board
    conference.save(update_fields=["board", "changed_at"])
    for member in conference.team.select_related("user"):
        boards.admit(board, member.user, BOARD_ROLES[member.role], source="team")


def _check_times(conference: Conference) -> None:
    """Raise Refused for days or opening times the wrong way round."""
    if conference.ends_on < conference.starts_on:
        raise Refused(_("The last day lies before the first."), field="ends_on")
    opens, closes = conference.registration_opens_at, conference.registration_closes_at
    if opens and closes and closes <= opens:
        raise Refused(_("Registration must close after it opens."), field="registration_closes_at")


def _people(conference: Conference, *states: str) -> Iterable[User]:
    here = {"registrations__conference": conference, "registrations__state__in": states}
    return User.objects.active().filter(**here).distinct()


def _team(conference: Conference) -> Iterable[User]:
    return User.objects.active().filter(conference_roles__conference=conference).distinct()


def _leads(conference: Conference) -> Iterable[User]:
    portals = conference.quotas.values("portal")
    led = {"memberships__portal__in": portals, "memberships__role": Role.LEAD}
    return User.objects.active().filter(**led, memberships__state="active").distinct()
