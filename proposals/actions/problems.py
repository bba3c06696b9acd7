"""Writing a problem: draft, save, discard, submit."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference
from core.announcing import announce
from core.attachments.actions import attach
from core.errors import NotAllowed, Refused, StaleState
from core.search.indexing import touch
from core.trace.chain import link
from forums.actions import boards, threads
from forums.models import Board
from portals.models import User
from portals.policies import demand_portal
from proposals import facts
from proposals.actions.edits import demand_complete, lock, write
from proposals.actions.parties import parties_of_problem, told, with_team
from proposals.models import AffectedPortal, Counter, Problem
from proposals.policies import can_edit_problem, can_move_problem, can_write
from proposals.states import PROBLEM

Uploads = Iterable[UploadedFile[Any]]
NEEDED = ("title", "what_happens", "effect")


@transaction.atomic
def draft(*, by: User, client_id: UUID | None = None, files: Uploads = (), **fields: Any) -> Problem:
    """Begin a draft for the portal `by` acts for; only `by` sees it.

    A repeated request with the same `client_id` of the same person saves the draft it began instead of
    making a second one, and changes nothing once that is submitted. `fields` are columns of Problem and
    `themes`, `files` its evidence. Raises NotAllowed for those who write for no portal, Refused for files
    that are not acceptable.
    """
    portal = demand_portal(by)
    if not can_write(by):
        raise NotAllowed(_("Observers read. Ask the lead of your portal for another role to write."))
    if client_id and (known := Problem.objects.filter(author=by, client_id=client_id).first()):
        return save(known, fields, by=by, files=files) if known.is_draft else known
    _fit(fields)
    problem = Problem(number=Counter.take("problem"), portal=portal, author=by, language=by.language)
    if client_id:
        problem.client_id = client_id
    write(problem, fields, by=by, version=None)
    attach(problem, files, by=by)
    return problem


@transaction.atomic
def save(
    problem: Problem,
    fields: Mapping[str, Any],
    *,
    by: User,
    version: int | None = None,
    files: Uploads = (),
) -> Problem:
    """Save `fields` and add `files` to a draft or to a problem no solution was accepted for yet.

    `version` is the one the writer began from. Once submitted the edit is announced and the title,
    texts and themes may not become empty. Raises EditedMeanwhile, NotAllowed, Refused.
    """
    locked = lock(problem)
    if not can_edit_problem(by, locked):
        raise NotAllowed(_("This problem can no longer be edited by you."))
    _fit(fields, locked)
    needed = () if locked.is_draft else NEEDED
    write(locked, fields, by=by, version=version, needed=needed)
    attach(locked, files, by=by)
    if not locked.is_draft:
        _demand_themes(locked)
        _announce_edit(locked, by)
    return locked


@transaction.atomic
def discard(problem: Problem, *, by: User) -> None:
    """Delete a draft for good; only its author may. Raises NotAllowed, StaleState once submitted."""
    locked = lock(problem)
    if locked.author_id != by.pk:
        raise NotAllowed
    if not locked.is_draft:
        raise StaleState(_("This is submitted already. You may withdraw it instead."))
    locked.delete()


@transaction.atomic
def submit(problem: Problem, *, by: User) -> Problem:
    """Submit a draft, or submit again what needed information.

    From then on every member sees it. The first time its thread opens on the conference's board, or on
    the common one, the own portal is counted as affected, and the chain is linked. Announces
    PROBLEM_SUBMITTED to the parties and the team. Raises NotAllowed, StaleState, and Refused at the
    first field that is missing.
    """
    locked = lock(problem)
    if not can_move_problem(by, locked, "submit"):
        raise NotAllowed(_("Only the author submits a problem."))
    demand_complete(locked, NEEDED)
    _demand_themes(locked)
    now = timezone.now()
    sent_at = locked.submitted_at or now
    former = PROBLEM.move(locked, "submit", state_since=now, submitted_at=sent_at)
    if former == PROBLEM.initial:
        _place(locked, by)
    announce(
        facts.PROBLEM_SUBMITTED,
        by=by,
        acting_for=locked.portal,
        about=locked,
        to=with_team(parties_of_problem(locked), locked),
        live=[told(locked)],
        detail={"from": former, "to": locked.state},
    )
    return locked


def _place(problem: Problem, by: User) -> None:
    """Give a new problem its thread, its first affected portal and its place on the chain."""
    AffectedPortal.objects.get_or_create(
        problem=problem, portal=problem.portal, defaults={"severity": problem.severity, "by": by}
    )
    threads.open_about(problem, board=board_for(problem.conference), title=str(problem), by=by)
    if upstream := problem.session or problem.conference:
        link(upstream, problem)


def board_for(conference: Conference | None) -> Board:
    """Return the board on which what belongs to `conference` is discussed, else the common one."""
    return (conference.board if conference else None) or boards.commons()


def _demand_themes(problem: Problem) -> None:
    if not problem.themes.exists():
        raise Refused(_("Choose at least one theme, so that others find it."), field="themes")


def _fit(fields: Mapping[str, Any], problem: Problem | None = None) -> None:
    """Raise Refused when the session is not one of the conference."""
    session = fields.get("session", problem.session if problem else None)
    conference: Conference | None = fields.get("conference", problem.conference if problem else None)
    if session is not None and (conference is None or session.conference_id != conference.pk):
        raise Refused(_("This session belongs to another conference."), field="session")


def _announce_edit(problem: Problem, by: User) -> None:
    announce(
        facts.PROBLEM_EDITED,
        by=by,
        acting_for=problem.portal,
        about=problem,
        to=parties_of_problem(problem),
        live=[told(problem, "text")],
        detail={"version": problem.version},
    )
    for solution in problem.solutions.submitted():
        touch(solution)
