"""Deciding on a solution: a numbered record that is never edited, only superseded."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused, StaleState
from core.facts import Fact
from core.trace.chain import link
from portals.models import User
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import parties_of_solution, told
from proposals.actions.settling import settle_problems
from proposals.models import Counter, Decision, Solution
from proposals.policies import can_move_solution
from proposals.states import SOLUTION, SolutionState
from proposals.words import Outcome

EDGES: dict[str, str] = {
    Outcome.ACCEPTED: "accept",
    Outcome.REJECTED: "reject",
    Outcome.DEFERRED: "defer",
    Outcome.REFERRED: "refer",
}
FACTS: dict[str, Fact] = {
    Outcome.ACCEPTED: facts.SOLUTION_ACCEPTED,
    Outcome.REJECTED: facts.SOLUTION_REJECTED,
    Outcome.DEFERRED: facts.SOLUTION_DEFERRED,
    Outcome.REFERRED: facts.SOLUTION_REFERRED,
}
REASON_IN_TRAIL = 500


@transaction.atomic
def decide(
    solution: Solution,
    *,
    by: User,
    outcome: str,
    text: str,
    reasons: str,
    supersedes: Decision | None = None,
    without_assessment: bool = False,
) -> Decision:
    """Decide on `solution` and write the record under the next number of its conference.

    `supersedes` is the decision in force as `by` knew it, None for the first: two people deciding at the
    same time cannot both win. A solution that nobody has assessed is decided only when `without_assessment`
    says that this is meant, and the record notes it. Accepted puts the problems it answers to being
    solved; a decision that takes acceptance back opens those again that no other solution solves.
    Organisers and chairs of the conference decide, outside of conferences the organisers of the
    government's portal. Announces SOLUTION_ACCEPTED, REJECTED, DEFERRED or REFERRED to the parties.
    Raises NotAllowed, StaleState, also before the discussion, Refused without text, reasons or that word.
    """
    locked = lock(solution)
    if outcome not in EDGES or not can_move_solution(by, locked, EDGES[outcome]):
        raise NotAllowed(_("Only organisers and chairs of the conference decide."))
    _demand_newest(locked, supersedes)
    _demand_words(text, reasons)
    is_bare = not locked.is_assessed
    _demand_discussed(locked)
    _demand_meant(locked, EDGES[outcome], is_bare and not without_assessment)
    former = SOLUTION.move(locked, EDGES[outcome], reason=reasons, state_since=timezone.now())
    decision = Decision.objects.create(
        number=Counter.take(f"decision:{locked.conference_id or 0}"),
        solution=locked,
        conference=locked.conference,
        outcome=outcome,
        text=text.strip(),
        reasons=reasons.strip(),
        is_without_assessment=is_bare,
        decided_by=by,
        portal=by.portal,
        supersedes=supersedes,
    )
    link(locked, decision)
    _announce(decision, locked, former)
    settle_problems(locked, by=by, reason=decision.reasons[:REASON_IN_TRAIL])
    return decision


def _demand_newest(solution: Solution, known: Decision | None) -> None:
    newest = solution.decisions.in_force().first()
    if (newest and newest.pk) != (known and known.pk):
        raise StaleState(_("Another decision has been taken meanwhile. Look at it before you decide."))


def _demand_words(text: str, reasons: str) -> None:
    if not text.strip():
        raise Refused(_("Write down what is decided."), field="text")
    if not reasons.strip():
        raise Refused(_("Give the reasons: those concerned will read them."), field="reasons")


def _demand_discussed(solution: Solution) -> None:
    if solution.state == SolutionState.SUBMITTED:
        raise StaleState(_("This has not been discussed yet. Open the discussion before you decide."))


def _demand_meant(solution: Solution, edge: str, is_rash: bool) -> None:
    if is_rash and SOLUTION.allows(edge, solution.state):
        raise Refused(
            _(
                "Nobody has assessed this yet. Tick that you decide without an assessment, or have it assessed."
            ),
            field="without_assessment",
        )


def _announce(decision: Decision, solution: Solution, former: str) -> None:
    announce(
        FACTS[decision.outcome],
        by=decision.decided_by,
        acting_for=decision.portal,
        about=solution,
        to=parties_of_solution(solution),
        live=[told(solution), *(told(one, "solutions") for one in solution.problems.all())],
        detail={
            "from": former,
            "to": solution.state,
            "decision": decision.number,
            "reason": decision.reasons[:REASON_IN_TRAIL],
            **({"without_assessment": True} if decision.is_without_assessment else {}),
        },
    )
