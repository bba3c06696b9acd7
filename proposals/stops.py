"""The stops of the chain from problem to pilot."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.trace.stops import Stop, register_stop
from proposals.models import Assessment, Decision, Pilot, Problem, Solution
from proposals.states import PilotState, ProblemState, SolutionState
from proposals.words import Outcome

ENDED_PROBLEMS = (
    ProblemState.RESOLVED,
    ProblemState.CLOSED,
    ProblemState.MERGED,
    ProblemState.DECLINED,
    ProblemState.WITHDRAWN,
)
ENDED_SOLUTIONS = (
    SolutionState.REJECTED,
    SolutionState.ABANDONED,
    SolutionState.WITHDRAWN,
    SolutionState.MERGED,
)


def _submitted(item: Problem | Solution) -> datetime | None:
    return item.submitted_at


def _created(item: Assessment | Pilot) -> datetime | None:
    return item.created_at


def _decided(decision: Decision) -> datetime | None:
    return decision.decided_at


def _ends_at_problem(problem: Problem) -> bool:
    return problem.state in ENDED_PROBLEMS


def _ends_at_solution(solution: Solution) -> bool:
    return solution.state in ENDED_SOLUTIONS


def _ends_at_decision(decision: Decision) -> bool:
    return decision.outcome != Outcome.ACCEPTED or decision.solution.state in ENDED_SOLUTIONS


def _ends_at_pilot(pilot: Pilot) -> bool:
    return pilot.state == PilotState.FAILED


register_stop(
    Stop(
        key="problem",
        order=3,
        label=_("Problem"),
        reached=_("Submitted"),
        missing=_("no problem yet"),
        model=Problem,
        when=_submitted,
        ends=_ends_at_problem,
    )
)
register_stop(
    Stop(
        key="solution",
        order=4,
        label=_("Solution"),
        reached=_("Proposed"),
        missing=_("no solution yet"),
        model=Solution,
        when=_submitted,
        ends=_ends_at_solution,
    )
)
register_stop(
    Stop(
        key="assessment",
        order=5,
        label=_("Assessment"),
        reached=_("Assessed"),
        missing=_("not assessed yet"),
        model=Assessment,
        when=_created,
        expected=False,
    )
)
register_stop(
    Stop(
        key="decision",
        order=6,
        label=_("Decision"),
        reached=_("Accepted"),
        missing=_("no decision yet"),
        model=Decision,
        when=_decided,
        ends=_ends_at_decision,
    )
)
register_stop(
    Stop(
        key="pilot",
        order=7,
        label=_("Pilot"),
        reached=_("Pilot begun"),
        missing=_("no pilot yet"),
        model=Pilot,
        when=_created,
        ends=_ends_at_pilot,
    )
)
