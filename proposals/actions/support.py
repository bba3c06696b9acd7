"""Portals stand behind a solution or against it: sponsor, endorse, with reservations, object."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from portals.models import Portal, User
from portals.policies import demand_portal
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import parties_of_solution, told
from proposals.actions.solution_moves import moved
from proposals.models import Endorsement, Solution, Sponsorship
from proposals.policies import can_speak_for_portal, can_support, writing_portals
from proposals.states import SolutionState
from proposals.words import Stance

FACTS: dict[str, Fact] = {
    Stance.ENDORSE: facts.SOLUTION_ENDORSED,
    Stance.RESERVATIONS: facts.SOLUTION_RESERVED,
    Stance.OBJECT: facts.SOLUTION_OBJECTED,
}


@transaction.atomic
def sponsor(solution: Solution, *, by: User) -> Sponsorship:
    """Sponsor the solution in the name of one's portal; announces SOLUTION_SPONSORED.

    When enough other portals do (SPONSORS_NEEDED), a submitted solution opens for discussion by itself.
    Twice changes nothing. Leads of portals that did not write it may; else NotAllowed.
    """
    locked, portal = _demand(solution, by)
    row, made = Sponsorship.objects.get_or_create(solution=locked, portal=portal, defaults={"by": by})
    if made:
        _announce(facts.SOLUTION_SPONSORED, locked, by)
        _open_when_enough(locked, by)
    return row


@transaction.atomic
def withdraw_sponsorship(solution: Solution, *, by: User) -> None:
    """Stop sponsoring; announces SPONSOR_LEFT. Raises NotAllowed, Refused when there is nothing to stop."""
    locked, portal = _demand(solution, by)
    if not Sponsorship.objects.filter(solution=locked, portal=portal).delete()[0]:
        raise Refused(_("Your portal does not sponsor this."))
    _announce(facts.SPONSOR_LEFT, locked, by)


@transaction.atomic
def endorse(solution: Solution, *, by: User, stance: str, reason: str = "") -> Endorsement:
    """Say where one's portal stands, or change it; the audit trail keeps what was said before.

    Reservations and objections need a reason. Announces SOLUTION_ENDORSED, SOLUTION_RESERVED or
    SOLUTION_OBJECTED. Leads of portals that did not write it may. Raises NotAllowed, Refused.
    """
    locked, portal = _demand(solution, by)
    reason = reason.strip()
    if stance != Stance.ENDORSE and not reason:
        raise Refused(_("Say why, so that the authors can answer."), field="reason")
    known = Endorsement.objects.filter(solution=locked, portal=portal).first()
    former = known.stance if known else ""
    row, _made = Endorsement.objects.update_or_create(
        solution=locked,
        portal=portal,
        defaults={"stance": stance, "reason": reason, "by": by, "version": locked.version},
    )
    _announce(FACTS[stance], locked, by, reason=reason, **{"from": former, "to": stance})
    return row


def _demand(solution: Solution, by: User) -> tuple[Solution, Portal]:
    """Return the locked solution and the portal `by` commits; raise NotAllowed saying why not."""
    locked, portal = lock(solution), demand_portal(by)
    if can_support(by, locked):
        return locked, portal
    if not can_speak_for_portal(by):
        raise NotAllowed(_("Only the lead of your portal speaks for it here."))
    if portal.pk in writing_portals(locked):
        raise NotAllowed(_("Your portal wrote this itself: others must stand behind it."))
    raise NotAllowed(_("This solution is no longer being dealt with."))


def _open_when_enough(solution: Solution, by: User) -> None:
    enough = solution.sponsorships.count() >= settings.SPONSORS_NEEDED
    if enough and solution.state == SolutionState.SUBMITTED:
        moved(solution, "discuss", by=by, to=parties_of_solution(solution))


def _announce(fact: Fact, solution: Solution, by: User, **detail: str) -> None:
    announce(
        fact,
        by=by,
        acting_for=by.portal,
        about=solution,
        to=parties_of_solution(solution),
        live=[told(solution, "support")],
        detail={name: value for name, value in detail.items() if value},
    )
