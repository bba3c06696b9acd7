"""What becomes of a solution: who may move it from where."""

import pytest

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from portals.models import User
from proposals.actions import solution_moves as moves
from proposals.models import Pilot, Problem, Solution
from proposals.states import SOLUTION, ProblemState, SolutionState
from tests.proposals.builders import (
    assess,
    decide,
    in_assessment,
    make_problem,
    make_solution,
    sponsored,
    start_pilot,
)

TEAM = {"organiser", "chair"}
MAY = {
    "discuss": TEAM,
    "assess": TEAM,
    "recommend": TEAM | {"assessor"},
    "advise_against": TEAM | {"assessor"},
    "abandon": TEAM,
    "withdraw": {"other_delegate", "other_lead"},
}
CAST = (
    "organiser",
    "chair",
    "assessor",
    "delegate",
    "lead",
    "observer",
    "other_delegate",
    "other_lead",
    "admin",
    "outsider",
)


@pytest.fixture
def ripe(solution: Solution, organiser: User, assessor: User) -> Solution:
    """A solution with enough sponsors and an assessment, so that only rights and states stand in the way."""
    solution = in_assessment(solution, by=organiser)
    assess(solution, by=assessor)
    return solution


def put(solution: Solution, state: str) -> Solution:
    """Put the solution into a state without a verb."""
    Solution.objects.filter(pk=solution.pk).update(state=state)
    solution.refresh_from_db()
    return solution


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("edge", MAY)
def test_who_may_move(ripe: Solution, edge: str, who: str, request: pytest.FixtureRequest) -> None:
    source = SOLUTION.edge(edge).sources[0]
    put(ripe, source)
    user = request.getfixturevalue(who)
    if who in MAY[edge]:
        assert moves.move(ripe, edge, by=user, reason="So").state == SOLUTION.edge(edge).target
    else:
        with pytest.raises(NotAllowed):
            moves.move(ripe, edge, by=user, reason="So")
        assert Solution.objects.get(pk=ripe.pk).state == source


@pytest.mark.parametrize("edge", MAY)
@pytest.mark.parametrize("state", sorted(set(SolutionState.values) - {"merged"}))
def test_edges_leave_their_sources_only(
    ripe: Solution, organiser: User, other_lead: User, edge: str, state: str
) -> None:
    put(ripe, state)
    user = other_lead if edge == "withdraw" else organiser
    if SOLUTION.allows(edge, state):
        moves.move(ripe, edge, by=user, reason="So")
    else:
        with pytest.raises(StaleState):
            moves.move(ripe, edge, by=user, reason="So")


@pytest.mark.parametrize("edge", [edge for edge in MAY if SOLUTION.edge(edge).needs_reason])
def test_reasons_are_demanded(ripe: Solution, organiser: User, other_lead: User, edge: str) -> None:
    put(ripe, SOLUTION.edge(edge).sources[0])
    with pytest.raises(Refused) as refusal:
        moves.move(ripe, edge, by=other_lead if edge == "withdraw" else organiser)
    assert refusal.value.field == "reason"


def test_an_assessor_of_the_own_portal_is_barred(problem: Problem, assessor: User, organiser: User) -> None:
    solution = in_assessment(make_solution(assessor, problem), by=organiser)
    with pytest.raises(NotAllowed):
        moves.recommend(solution, by=assessor, reason="Ours is best")


def test_the_assessment_waits_for_sponsors(solution: Solution, organiser: User) -> None:
    moves.discuss(solution, by=organiser)
    with pytest.raises(Refused, match="2 more portals"):
        moves.assess(solution, by=organiser)
    sponsored(solution, 1)
    with pytest.raises(Refused, match="1 more portal"):
        moves.assess(solution, by=organiser)
    sponsored(solution, 1)
    assert moves.assess(solution, by=organiser).state == SolutionState.IN_ASSESSMENT


def test_the_assessors_are_told_when_it_begins(solution: Solution, organiser: User, assessor: User) -> None:
    in_assessment(solution, by=organiser)
    assert Notification.objects.filter(recipient=assessor, event__fact="solution.in_assessment").exists()


def test_a_recommendation_needs_an_assessment(solution: Solution, organiser: User) -> None:
    in_assessment(solution, by=organiser)
    with pytest.raises(Refused):
        moves.recommend(solution, by=organiser, reason="Looks fine")


def test_abandoning_opens_the_problem_again(solution: Solution, problem: Problem, organiser: User) -> None:
    decide(solution, by=organiser)
    moves.abandon(solution, by=organiser, reason="No money")
    problem.refresh_from_db()
    assert problem.state == ProblemState.OPEN
    assert AuditEvent.objects.about(problem).first().reason == "No money"


def test_a_running_pilot_is_reported_first(solution: Solution, organiser: User) -> None:
    decide(solution, by=organiser)
    start_pilot(solution, by=organiser)
    with pytest.raises(Refused):
        moves.abandon(solution, by=organiser, reason="No money")
    assert Pilot.objects.get().state == "running"


def test_merging_hands_the_problems_over(solution: Solution, delegate: User, organiser: User) -> None:
    twin = make_solution(delegate, make_problem(delegate, conference=solution.conference))
    merged = moves.merge(twin, into=solution, by=organiser, reason="The same idea")
    assert (merged.state, merged.merged_into) == (SolutionState.MERGED, solution)
    assert solution.problems.count() == 2


def test_merging_into_itself_or_the_dead_is_refused(
    solution: Solution, problem: Problem, delegate: User, organiser: User
) -> None:
    dead = put(make_solution(delegate, problem), SolutionState.WITHDRAWN)
    for target in (solution, dead):
        with pytest.raises(Refused):
            moves.merge(solution, into=target, by=organiser, reason="The same idea")


def test_only_the_team_merges(solution: Solution, problem: Problem, other_delegate: User) -> None:
    with pytest.raises(NotAllowed):
        moves.merge(solution, into=make_solution(other_delegate, problem), by=other_delegate, reason="So")
