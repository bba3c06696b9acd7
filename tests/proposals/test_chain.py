"""The chain once through: problem, solution, assessment, decision, pilot, result."""

import pytest

from core.audit.models import AuditEvent
from core.notifications.models import Notification
from core.trace.chain import traces
from portals.models import Portal, User
from proposals.actions import pilots, problem_moves, solution_moves
from proposals.states import ProblemState, SolutionState
from tests.proposals.builders import (
    assess,
    decide,
    in_assessment,
    make_conference,
    make_problem,
    make_solution,
    start_pilot,
)

pytestmark = pytest.mark.django_db


def test_from_problem_to_result(
    host: Portal, organiser: User, chair: User, assessor: User, delegate: User, other_delegate: User
) -> None:
    """Every step moves states, is announced and appears on the chain."""
    team = {"organiser": organiser, "chair": chair, "assessor": assessor}
    conference = make_conference(host, team=team)
    problem = make_problem(delegate, conference=conference)
    problem = problem_moves.open_for_solutions(problem, by=chair)
    solution = in_assessment(make_solution(other_delegate, problem), by=organiser)
    assess(solution, by=assessor)
    solution = solution_moves.recommend(solution, by=assessor, reason="Cheap and quick")
    decision = decide(solution, by=organiser)
    solution.refresh_from_db()
    problem.refresh_from_db()
    assert (solution.state, problem.state) == (SolutionState.ACCEPTED, ProblemState.BEING_SOLVED)
    assert decision.code == "Decision 1"
    pilot = start_pilot(solution, by=other_delegate)
    pilots.report(pilot, by=other_delegate, succeeded=True, result="Half the wrong forms")
    solution.refresh_from_db()
    problem.refresh_from_db()
    assert (solution.state, problem.state) == (SolutionState.IMPLEMENTED, ProblemState.RESOLVED)
    facts = list(AuditEvent.objects.about(solution).order_by("pk").values_list("fact", flat=True))
    assert facts == [
        "solution.submitted",
        "solution.sponsored",
        "solution.sponsored",
        "solution.in_discussion",
        "solution.in_assessment",
        "solution.assessed",
        "solution.recommended",
        "solution.accepted",
        "pilot.started",
        "solution.implemented",
    ]
    assert Notification.objects.filter(recipient=delegate, event__fact="solution.accepted").count() == 1
    reached = {mark.stop.key for mark in traces([problem], delegate)[problem.pk] if mark.is_reached}
    assert {"problem", "solution", "assessment", "decision", "pilot"} <= reached
