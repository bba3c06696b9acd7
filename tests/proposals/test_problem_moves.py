"""What becomes of a problem: who may move it from where, and who is told."""

import pytest

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from portals.models import User
from proposals.actions import affected, problem_moves, problems
from proposals.models import Problem
from proposals.states import PROBLEM, ProblemState
from proposals.words import Severity
from tests.proposals.builders import make_problem, make_solution

TEAM = {"organiser", "chair"}
MAY = {
    "open": TEAM,
    "ask": TEAM,
    "resolve": TEAM | {"delegate"},
    "close": TEAM,
    "reopen": TEAM,
    "decline": TEAM,
    "withdraw": {"delegate", "lead"},
}
CAST = (
    "organiser",
    "chair",
    "assessor",
    "delegate",
    "lead",
    "editor",
    "observer",
    "other_lead",
    "admin",
    "outsider",
)


def put(problem: Problem, state: str) -> Problem:
    """Put the problem into a state without a verb."""
    Problem.objects.filter(pk=problem.pk).update(state=state)
    problem.refresh_from_db()
    return problem


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("edge", MAY)
def test_who_may_move(problem: Problem, edge: str, who: str, request: pytest.FixtureRequest) -> None:
    source = PROBLEM.edge(edge).sources[0]
    put(problem, source)
    user = request.getfixturevalue(who)
    if who in MAY[edge]:
        assert problem_moves.move(problem, edge, by=user, reason="So").state == PROBLEM.edge(edge).target
    else:
        with pytest.raises(NotAllowed):
            problem_moves.move(problem, edge, by=user, reason="So")
        problem.refresh_from_db()
        assert problem.state == source


@pytest.mark.parametrize("edge", MAY)
@pytest.mark.parametrize("state", sorted(set(ProblemState.values) - {"merged"}))
def test_edges_leave_their_sources_only(
    problem: Problem, organiser: User, lead: User, edge: str, state: str
) -> None:
    put(problem, state)
    user = lead if edge == "withdraw" else organiser
    if PROBLEM.allows(edge, state):
        problem_moves.move(problem, edge, by=user, reason="So")
    else:
        with pytest.raises(StaleState):
            problem_moves.move(problem, edge, by=user, reason="So")


@pytest.mark.parametrize("edge", [edge for edge in MAY if PROBLEM.edge(edge).needs_reason])
def test_reasons_are_demanded(problem: Problem, organiser: User, lead: User, edge: str) -> None:
    put(problem, PROBLEM.edge(edge).sources[0])
    with pytest.raises(Refused) as refusal:
        problem_moves.move(problem, edge, by=lead if edge == "withdraw" else organiser, reason="  ")
    assert refusal.value.field == "reason"


def test_a_move_is_announced_to_those_concerned(
    problem: Problem, organiser: User, delegate: User, other_delegate: User, other_lead: User, lead: User
) -> None:
    affected.tell(problem, by=other_delegate, severity=Severity.HIGH)
    problem_moves.ask(problem, by=organiser, reason="How many calls a week?")
    event = AuditEvent.objects.about(problem).first()
    assert (event.fact, event.reason) == ("problem.asked", "How many calls a week?")
    told = set(Notification.objects.filter(event=event).values_list("recipient", flat=True))
    assert told == {delegate.pk, lead.pk, other_lead.pk}


def test_answered_questions_are_submitted_again(problem: Problem, organiser: User, delegate: User) -> None:
    problem_moves.ask(problem, by=organiser, reason="How many?")
    assert problems.submit(problem, by=delegate).state == ProblemState.SUBMITTED


def test_moving_is_dated(problem: Problem, organiser: User) -> None:
    before = problem.state_since
    assert problem_moves.open_for_solutions(problem, by=organiser).state_since > before


@pytest.mark.parametrize("edge", ["begin_solving", "merge", "nonsense"])
def test_some_edges_are_not_taken_by_hand(problem: Problem, organiser: User, edge: str) -> None:
    with pytest.raises(NotAllowed):
        problem_moves.move(problem, edge, by=organiser, reason="So")


def test_outside_of_conferences_the_governments_organisers_decide(
    delegate: User, organiser: User, chair: User
) -> None:
    problem = make_problem(delegate)
    with pytest.raises(NotAllowed):
        problem_moves.open_for_solutions(problem, by=chair)
    assert problem_moves.open_for_solutions(problem, by=organiser).state == ProblemState.OPEN


def test_merging_keeps_portals_and_solutions(
    problem: Problem, organiser: User, delegate: User, other_delegate: User
) -> None:
    twin = make_problem(other_delegate, conference=problem.conference)
    solution = make_solution(other_delegate, twin)
    merged = problem_moves.merge(twin, into=problem, by=organiser, reason="The same")
    assert (merged.state, merged.merged_into) == (ProblemState.MERGED, problem)
    assert set(problem.affected.values_list("portal", flat=True)) == {
        delegate.portal.pk,
        other_delegate.portal.pk,
    }
    assert list(problem.solutions.all()) == [solution]
    event = AuditEvent.objects.about(twin).first()
    assert (event.fact, event.detail["target"]) == ("problem.merged", str(problem))


def test_merging_into_itself_or_a_settled_one_is_refused(
    problem: Problem, organiser: User, delegate: User
) -> None:
    settled = put(make_problem(delegate), ProblemState.CLOSED)
    for target in (problem, settled):
        with pytest.raises(Refused):
            problem_moves.merge(problem, into=target, by=organiser, reason="The same")


def test_only_the_team_merges(problem: Problem, delegate: User) -> None:
    with pytest.raises(NotAllowed):
        problem_moves.merge(make_problem(delegate), into=problem, by=delegate, reason="The same")
