"""What becomes of a solution before and after the decision: discussed, assessed, withdrawn, merged, abandoned."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from core.search.indexing import touch
from portals.models import User
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import assessors_of, parties_of_solution, told
from proposals.actions.settling import settle_problems
from proposals.models import Solution
from proposals.policies import can_move_solution
from proposals.states import SOLUTION, SOLUTION_LIVE

FACTS: dict[str, Fact] = {
    "discuss": facts.SOLUTION_IN_DISCUSSION,
    "assess": facts.SOLUTION_IN_ASSESSMENT,
    "recommend": facts.SOLUTION_RECOMMENDED,
    "advise_against": facts.SOLUTION_NOT_RECOMMENDED,
    "abandon": facts.SOLUTION_ABANDONED,
    "withdraw": facts.SOLUTION_WITHDRAWN,
}


def discuss(solution: Solution, *, by: User) -> Solution:
    """Open the discussion, or take up what was deferred; announces SOLUTION_IN_DISCUSSION. The team may."""
    return move(solution, "discuss", by=by)


def assess(solution: Solution, *, by: User) -> Solution:
    """Begin the assessment; announces SOLUTION_IN_ASSESSMENT, also to the assessors. The team may.

    Raises Refused while fewer than SPONSORS_NEEDED other portals sponsor it.
    """
    return move(solution, "assess", by=by)


def recommend(solution: Solution, *, by: User, reason: str) -> Solution:
    """End the assessment with a recommendation; announces SOLUTION_RECOMMENDED. Team and assessors may."""
    return move(solution, "recommend", by=by, reason=reason)


def advise_against(solution: Solution, *, by: User, reason: str) -> Solution:
    """End the assessment without one; announces SOLUTION_NOT_RECOMMENDED. Team and assessors may."""
    return move(solution, "advise_against", by=by, reason=reason)


def withdraw(solution: Solution, *, by: User, reason: str) -> Solution:
    """Take the solution back before it is decided; announces SOLUTION_WITHDRAWN. Author and leads may."""
    return move(solution, "withdraw", by=by, reason=reason)


def abandon(solution: Solution, *, by: User, reason: str) -> Solution:
    """Give an accepted solution up; announces SOLUTION_ABANDONED. The team may.

    Problems that no other accepted solution answers are open again. A pilot that is on must be reported
    first: Refused.
    """
    return move(solution, "abandon", by=by, reason=reason)


@transaction.atomic
def move(solution: Solution, edge: str, *, by: User, reason: str = "") -> Solution:
    """Take one of the edges in FACTS by hand.

    Raises NotAllowed when the standing of `by` does not allow it, StaleState when the solution has moved
    on, Refused when the edge needs a reason, sponsors, assessments or a reported pilot that are missing.
    """
    locked = lock(solution)
    if edge not in FACTS or not can_move_solution(by, locked, edge):
        raise NotAllowed
    if (demand := DEMANDS.get(edge)) and locked.state in SOLUTION.edge(edge).sources:
        demand(locked)
    to = parties_of_solution(locked)
    moved(locked, edge, by=by, reason=reason, to=to | assessors_of(locked) if edge == "assess" else to)
    if edge == "abandon":
        settle_problems(locked, by=by, reason=reason)
    return locked


def moved(locked: Solution, edge: str, *, by: User, reason: str = "", to: Any = (), **words: Any) -> Solution:
    """Move the locked solution and announce it; for verbs that have asked their own policy."""
    former = SOLUTION.move(locked, edge, reason=reason, state_since=timezone.now())
    announce(
        FACTS[edge],
        by=by,
        acting_for=by.portal,
        about=locked,
        to=to,
        live=[told(locked)],
        detail={"from": former, "to": locked.state, **({"reason": reason} if reason else {}), **words},
    )
    return locked


def _demand_sponsors(solution: Solution) -> None:
    missing = settings.SPONSORS_NEEDED - solution.sponsorships.count()
    if missing > 0:
        raise Refused(
            ngettext_lazy(
                "%(number)d more portal must sponsor this first.",
                "%(number)d more portals must sponsor this first.",
                missing,
            )
            % {"number": missing}
        )


def _demand_assessments(solution: Solution) -> None:
    if not solution.assessments.exists():
        raise Refused(_("Nobody has assessed this yet. At least one assessment comes first."))


def _demand_no_pilot(solution: Solution) -> None:
    if solution.pilots.running().exists():
        raise Refused(_("A pilot is running. Report its result instead."))


DEMANDS = {
    "assess": _demand_sponsors,
    "recommend": _demand_assessments,
    "advise_against": _demand_assessments,
    "abandon": _demand_no_pilot,
}


@transaction.atomic
def merge(solution: Solution, *, into: Solution, by: User, reason: str) -> Solution:
    """Merge `solution` into a live one, which then answers its problems too.

    Announces SOLUTION_MERGED to the parties of both. The team may. Raises NotAllowed, StaleState, and
    Refused for a target that is the same or no longer alive.
    """
    first, second = sorted([solution, into], key=lambda one: one.pk)
    rows = {one.pk: lock(one) for one in (first, second)}
    source, target = rows[solution.pk], rows[into.pk]
    if not can_move_solution(by, source, "merge"):
        raise NotAllowed
    if source == target or target.state not in SOLUTION_LIVE:
        raise Refused(_("Choose another solution that is still being dealt with."), field="into")
    former = SOLUTION.move(source, "merge", reason=reason, merged_into=target, state_since=timezone.now())
    for answer in source.answers.all():
        target.answers.get_or_create(problem=answer.problem, defaults={"by": by})
    announce(
        facts.SOLUTION_MERGED,
        by=by,
        acting_for=by.portal,
        about=source,
        to=parties_of_solution(source) | parties_of_solution(target),
        live=[told(source), told(target, "text")],
        detail={"from": former, "to": source.state, "reason": reason, "target": str(target)},
    )
    touch(target)
    return source
