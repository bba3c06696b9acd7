"""Writing a solution: draft, save, discard, submit, and which problems it answers."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.attachments.actions import attach
from core.errors import NotAllowed, Refused, StaleState
from core.trace.chain import link
from forums.actions import threads
from portals.models import User
from portals.policies import demand_portal
from proposals import facts
from proposals.actions.edits import demand_complete, lock, write
from proposals.actions.parties import parties_of_solution, told, with_team
from proposals.actions.problems import Uploads, board_for
from proposals.models import Answer, Counter, Problem, Solution
from proposals.policies import can_edit_solution, can_move_solution, can_propose, can_write
from proposals.states import SOLUTION

NEEDED = ("title", "summary", "steps", "benefit")


@transaction.atomic
def draft(
    *,
    by: User,
    problems: Iterable[Problem],
    client_id: UUID | None = None,
    files: Uploads = (),
    **fields: Any,
) -> Solution:
    """Begin a draft that answers `problems`, for the portal `by` acts for; only its writers see it.

    It is dealt with where the first of the problems is. A repeated request with the same `client_id` of
    the same person saves the draft it began, and changes nothing once that is submitted. Raises
    NotAllowed for those who write for no portal and for settled problems, Refused without a problem.
    """
    portal = demand_portal(by)
    answered = list(problems)
    if client_id and (known := Solution.objects.filter(author=by, client_id=client_id).first()):
        return save(known, fields, by=by, problems=answered, files=files) if known.is_draft else known
    _demand_open(by, answered)
    solution = Solution(number=Counter.take("solution"), portal=portal, author=by, language=by.language)
    solution.conference = answered[0].conference
    if client_id:
        solution.client_id = client_id
    write(solution, fields, by=by, version=None)
    Answer.objects.bulk_create(Answer(solution=solution, problem=one, by=by) for one in answered)
    attach(solution, files, by=by)
    return solution


@transaction.atomic
def save(
    solution: Solution,
    fields: Mapping[str, Any],
    *,
    by: User,
    version: int | None = None,
    problems: Iterable[Problem] | None = None,
    files: Uploads = (),
) -> Solution:
    """Save `fields` of a draft or of a solution that is not being assessed yet.

    `version` is the one the writer began from; `problems` replaces what it answers. Once submitted the
    edit is announced to the parties, and needed texts may not become empty. Raises EditedMeanwhile,
    NotAllowed, Refused.
    """
    locked = lock(solution)
    if not can_edit_solution(by, locked):
        raise NotAllowed(_("This solution can no longer be edited by you."))
    write(locked, fields, by=by, version=version, needed=() if locked.is_draft else NEEDED)
    attach(locked, files, by=by)
    if problems is not None:
        _set_problems(locked, list(problems), by)
    if not locked.is_draft:
        _announce_edit(locked, by)
    return locked


@transaction.atomic
def discard(solution: Solution, *, by: User) -> None:
    """Delete a draft for good; only its author may. Raises NotAllowed, StaleState once submitted."""
    locked = lock(solution)
    if locked.author_id != by.pk:
        raise NotAllowed
    if not locked.is_draft:
        raise StaleState(_("This is submitted already. You may withdraw it instead."))
    locked.delete()


@transaction.atomic
def submit(solution: Solution, *, by: User) -> Solution:
    """Submit a draft: from then on every member sees it.

    Opens its thread, links it to its problems on the chain, announces SOLUTION_SUBMITTED to the parties
    and the team. Raises NotAllowed, StaleState, and Refused at the first field that is missing.
    """
    locked = lock(solution)
    if not can_move_solution(by, locked, "submit"):
        raise NotAllowed(_("Only the author submits a solution."))
    demand_complete(locked, NEEDED)
    _demand_open(by, list(locked.problems.all()))
    now = timezone.now()
    former = SOLUTION.move(locked, "submit", submitted_at=now, state_since=now)
    _place(locked, by)
    announce(
        facts.SOLUTION_SUBMITTED,
        by=by,
        acting_for=locked.portal,
        about=locked,
        to=with_team(parties_of_solution(locked), locked),
        live=[told(locked), *(told(one, "solutions") for one in locked.problems.all())],
        detail={"from": former, "to": locked.state},
    )
    return locked


@transaction.atomic
def answer(solution: Solution, problem: Problem, *, by: User) -> Answer:
    """Have `solution` answer `problem` as well; twice changes nothing.

    Announces SOLUTION_ANSWERS once submitted. Writers may, while it can be edited and the problem is not
    settled. Raises NotAllowed.
    """
    locked = lock(solution)
    if not can_edit_solution(by, locked):
        raise NotAllowed
    _demand_open(by, [problem])
    row, made = Answer.objects.get_or_create(solution=locked, problem=problem, defaults={"by": by})
    if made and not locked.is_draft:
        link(problem, locked)
        announce(
            facts.SOLUTION_ANSWERS,
            by=by,
            acting_for=locked.portal,
            about=locked,
            to=parties_of_solution(locked),
            live=[told(locked, "text"), told(problem, "solutions")],
            detail={"problem": str(problem)},
        )
    return row


def _demand_open(by: User, problems: list[Problem]) -> None:
    if not can_write(by):
        raise NotAllowed(_("Observers read. Ask the lead of your portal for another role to write."))
    if not problems:
        raise Refused(_("Say which problem this answers."), field="problems")
    for problem in problems:
        if not can_propose(by, problem):
            raise NotAllowed(
                _("No solution can be proposed to %(problem)s now.") % {"problem": problem.code},
                field="problems",
            )


def _set_problems(solution: Solution, wanted: list[Problem], by: User) -> None:
    """Answer exactly `wanted`; once submitted problems are only added, since others rely on the link."""
    if not wanted:
        raise Refused(_("Say which problem this answers."), field="problems")
    if solution.is_draft:
        solution.answers.exclude(problem__in=wanted).delete()
    known = set(solution.answers.values_list("problem", flat=True))
    for problem in wanted:
        if problem.pk not in known:
            answer(solution, problem, by=by)


def _place(solution: Solution, by: User) -> None:
    """Give a new solution its thread and its place on the chain."""
    threads.open_about(solution, board=board_for(solution.conference), title=str(solution), by=by)
    for problem in solution.problems.all():
        link(problem, solution)


def _announce_edit(solution: Solution, by: User) -> None:
    announce(
        facts.SOLUTION_EDITED,
        by=by,
        acting_for=by.portal,
        about=solution,
        to=parties_of_solution(solution),
        live=[told(solution, "text")],
        detail={"version": solution.version},
    )
