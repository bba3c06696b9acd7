"""Scoring a solution."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.trace.chain import link
from portals.models import User
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import told
from proposals.models import Assessment, Solution
from proposals.policies import can_assess, is_of_own_portal
from proposals.states import SolutionState
from proposals.words import Criterion


@transaction.atomic
def give(solution: Solution, *, by: User, scores: Mapping[str, int], comment: str = "") -> Assessment:
    """Score the solution once, from 1 to 5 on every criterion; announces SOLUTION_ASSESSED to nobody.

    Assessors of its conference may while the assessment runs, except for what their own portal wrote.
    Raises NotAllowed, and Refused when it is done already or the assessment is not on.
    """
    locked = lock(solution)
    _demand(locked, by)
    columns = {one: scores[one] for one in Criterion.values}
    row = Assessment.objects.create(
        solution=locked, assessor=by, portal=by.portal, comment=comment, **columns
    )
    link(locked, row)
    live = [told(locked, "assessment")]
    announce(facts.SOLUTION_ASSESSED, by=by, acting_for=by.portal, about=locked, live=live)
    return row


def _demand(solution: Solution, by: User) -> None:
    if can_assess(by, solution):
        return
    if solution.assessments.filter(assessor=by).exists():
        raise Refused(_("You have assessed this already; an assessment stands as it was given."))
    if is_of_own_portal(by, solution):
        raise NotAllowed(_("Your own portal wrote this: others assess it."))
    if solution.state != SolutionState.IN_ASSESSMENT:
        raise Refused(_("This solution is not being assessed now."))
    raise NotAllowed(_("Only the assessors of the conference assess this."))
