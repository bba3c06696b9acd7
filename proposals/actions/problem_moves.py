"""What becomes of a problem: opened, asked about, resolved, closed, opened again, merged, declined, withdrawn."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from core.search.indexing import touch
from portals.models import User
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import parties_of_problem, told
from proposals.models import AffectedPortal, Answer, Problem
from proposals.policies import can_move_problem
from proposals.states import PROBLEM, PROBLEM_LIVE

FACTS: dict[str, Fact] = {
    "open": facts.PROBLEM_OPENED,
    "ask": facts.PROBLEM_ASKED,
    "resolve": facts.PROBLEM_RESOLVED,
    "close": facts.PROBLEM_CLOSED,
    "reopen": facts.PROBLEM_REOPENED,
    "decline": facts.PROBLEM_DECLINED,
    "withdraw": facts.PROBLEM_WITHDRAWN,
}


def open_for_solutions(problem: Problem, *, by: User) -> Problem:
    """Move a submitted problem to open; announces PROBLEM_OPENED. The team organising it may."""
    return move(problem, "open", by=by)


def ask(problem: Problem, *, by: User, reason: str) -> Problem:
    """Ask the author for more information, said in `reason`; announces PROBLEM_ASKED. The team may."""
    return move(problem, "ask", by=by, reason=reason)


def resolve(problem: Problem, *, by: User, reason: str) -> Problem:
    """Say in `reason` how the problem was resolved; announces PROBLEM_RESOLVED. Author and team may."""
    return move(problem, "resolve", by=by, reason=reason)


def close(problem: Problem, *, by: User, reason: str) -> Problem:
    """Close without a solution; announces PROBLEM_CLOSED. The team may."""
    return move(problem, "close", by=by, reason=reason)


def reopen(problem: Problem, *, by: User, reason: str) -> Problem:
    """Open a settled problem again; announces PROBLEM_REOPENED. The team may."""
    return move(problem, "reopen", by=by, reason=reason)


def decline(problem: Problem, *, by: User, reason: str) -> Problem:
    """Decline what does not belong here; announces PROBLEM_DECLINED. The team may."""
    return move(problem, "decline", by=by, reason=reason)


def withdraw(problem: Problem, *, by: User, reason: str) -> Problem:
    """Take the problem back; announces PROBLEM_WITHDRAWN. The author and the portal's leads may."""
    return move(problem, "withdraw", by=by, reason=reason)


@transaction.atomic
def move(problem: Problem, edge: str, *, by: User, reason: str = "") -> Problem:
    """Take one of the edges in FACTS by hand.

    Raises NotAllowed when the standing of `by` does not allow it, StaleState when the problem has moved
    on, Refused when the edge needs a reason and has none.
    """
    locked = lock(problem)
    if edge not in FACTS or not can_move_problem(by, locked, edge):
        raise NotAllowed
    return moved(locked, edge, by=by, reason=reason, to=parties_of_problem(locked))


def moved(
    locked: Problem, edge: str, *, by: User, reason: str, to: Any = (), fact: Fact | None = None, **words: Any
) -> Problem:
    """Move the locked problem and announce it; for verbs that have asked their own policy."""
    former = PROBLEM.move(locked, edge, reason=reason, state_since=timezone.now())
    announce(
        fact or FACTS[edge],
        by=by,
        acting_for=by.portal,
        about=locked,
        to=to,
        live=[told(locked)],
        detail={"from": former, "to": locked.state, **({"reason": reason} if reason else {}), **words},
    )
    return locked


@transaction.atomic
def merge(problem: Problem, *, into: Problem, by: User, reason: str) -> Problem:
    """Merge `problem` into a live one, which takes over affected portals and solutions.

    Announces PROBLEM_MERGED to the parties of both. The team of `problem` may. Raises NotAllowed,
    StaleState, and Refused for a target that is the same or settled.
    """
    first, second = sorted([problem, into], key=lambda one: one.pk)
    rows = {one.pk: lock(one) for one in (first, second)}
    source, target = rows[problem.pk], rows[into.pk]
    if not can_move_problem(by, source, "merge"):
        raise NotAllowed
    if source == target or target.state not in PROBLEM_LIVE:
        raise Refused(_("Choose another problem that is still waiting for a solution."), field="into")
    former = PROBLEM.move(source, "merge", reason=reason, merged_into=target, state_since=timezone.now())
    _hand_over(source, target)
    announce(
        facts.PROBLEM_MERGED,
        by=by,
        acting_for=by.portal,
        about=source,
        to=parties_of_problem(source) | parties_of_problem(target),
        live=[told(source), told(target, "text")],
        detail={"from": former, "to": source.state, "reason": reason, "target": str(target)},
    )
    touch(target)
    return source


def _hand_over(source: Problem, target: Problem) -> None:
    """Copy affected portals and answers that `target` has not got; the source keeps its record."""
    has = set(target.affected.values_list("portal", flat=True))
    AffectedPortal.objects.bulk_create(
        AffectedPortal(problem=target, portal=row.portal, severity=row.severity, note=row.note, by=row.by)
        for row in source.affected.select_related("portal", "by")
        if row.portal_id not in has
    )
    for answer in source.answers.all():
        Answer.objects.get_or_create(solution=answer.solution, problem=target, defaults={"by": answer.by})
