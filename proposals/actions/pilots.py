"""Trying an accepted solution out: start a pilot, report what came of it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from core.trace.chain import link
from portals.models import User
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import parties_of_solution, told
from proposals.actions.settling import settle_problems
from proposals.models import Pilot, Solution
from proposals.policies import can_move_solution, can_report_pilot
from proposals.states import PILOT, SOLUTION


@transaction.atomic
def start(solution: Solution, *, by: User, owner: User, site: str, from_on: date, until_on: date) -> Pilot:
    """Start a pilot of an accepted solution at `site`, answered for by `owner` and the owner's portal.

    Moves the solution to in pilot; announces PILOT_STARTED to the parties and the owner. Writers, the
    lead of their portal and the team may. Raises NotAllowed, StaleState, Refused for an owner without
    a portal or an end before the start.
    """
    locked = lock(solution)
    if not can_move_solution(by, locked, "pilot"):
        raise NotAllowed
    if owner.portal is None:
        raise Refused(_("Choose somebody who acts for a portal."), field="owner")
    if until_on < from_on:
        raise Refused(_("The pilot must not end before it starts."), field="until_on")
    former = SOLUTION.move(locked, "pilot", state_since=timezone.now())
    pilot = Pilot.objects.create(
        solution=locked, owner=owner, portal=owner.portal, site=site, from_on=from_on, until_on=until_on
    )
    decision = locked.decisions.in_force().first()
    link(decision or locked, pilot)
    _announce(facts.PILOT_STARTED, pilot, locked, by, former)
    return pilot


@transaction.atomic
def report(pilot: Pilot, *, by: User, succeeded: bool, result: str) -> Pilot:
    """Report the result of a running pilot.

    Success implements the solution and resolves the problems it was solving; failure abandons it and
    opens them again. Announces SOLUTION_IMPLEMENTED or PILOT_FAILED. The owner, writers, the lead of
    their portal and the team may. Raises NotAllowed, StaleState, Refused without a result.
    """
    solution = lock(pilot.solution)
    locked = lock(pilot)
    if not can_report_pilot(by, locked):
        raise NotAllowed
    if not result.strip():
        raise Refused(_("Say what came of the pilot."), field="result")
    PILOT.move(locked, "succeed" if succeeded else "fail", result=result.strip(), reported_at=timezone.now())
    edge = "implement" if succeeded else "abandon"
    former = SOLUTION.move(solution, edge, reason=result, state_since=timezone.now())
    fact = facts.SOLUTION_IMPLEMENTED if succeeded else facts.PILOT_FAILED
    _announce(fact, locked, solution, by, former)
    settle_problems(solution, by=by, reason=result.strip()[:500])
    return locked


def _announce(fact: Fact, pilot: Pilot, solution: Solution, by: User, former: str) -> None:
    announce(
        fact,
        by=by,
        acting_for=by.portal,
        about=solution,
        to=parties_of_solution(solution) | User.objects.active().filter(pk=pilot.owner_id),
        live=[told(solution)],
        detail={"from": former, "to": solution.state, "site": pilot.site},
    )
