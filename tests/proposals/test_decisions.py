"""Decisions: numbered, explained, never edited, only superseded."""

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.models import AppendOnlyError
from core.notifications.models import Notification
from portals.models import Portal, User
from proposals.actions import decisions, support
from proposals.models import Decision, Problem, Solution
from proposals.states import ProblemState, SolutionState
from proposals.words import Outcome
from tests.proposals.builders import (
    SAID,
    assess,
    decide,
    in_assessment,
    make_conference,
    make_problem,
    make_solution,
    start_pilot,
)


@pytest.mark.parametrize("who", ["organiser", "chair"])
@pytest.mark.parametrize(("outcome", "edge"), [(one, one.value) for one in Outcome])
def test_organisers_and_chairs_decide(
    solution: Solution, who: str, outcome: str, edge: str, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    decision = decide(solution, by=by, outcome=outcome)
    solution.refresh_from_db()
    assert (decision.number, decision.decided_by, decision.portal, decision.outcome) == (
        1,
        by,
        by.portal,
        outcome,
    )
    assert solution.state == edge
    event = AuditEvent.objects.about(solution).first()
    assert (event.fact, event.detail["decision"]) == (f"solution.{edge}", 1)


@pytest.mark.parametrize(
    "who",
    [
        "assessor",
        "delegate",
        "lead",
        "editor",
        "observer",
        "other_delegate",
        "other_lead",
        "admin",
        "outsider",
    ],
)
def test_nobody_else_decides(solution: Solution, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        decide(solution, by=request.getfixturevalue(who))
    assert not Decision.objects.exists()


def test_organisers_of_another_conference_do_not_decide(
    solution: Solution, host: Portal, editor: User
) -> None:
    make_conference(host, team={"organiser": editor})
    with pytest.raises(NotAllowed):
        decide(solution, by=editor)


def test_outside_of_conferences_the_governments_organisers_decide(
    delegate: User, organiser: User, chair: User
) -> None:
    solution = make_solution(delegate, make_problem(delegate))
    with pytest.raises(NotAllowed):
        decide(solution, by=chair)
    assert decide(solution, by=organiser).conference is None


def test_acceptance_puts_the_problem_to_being_solved(
    solution: Solution, problem: Problem, organiser: User
) -> None:
    decide(solution, by=organiser)
    problem.refresh_from_db()
    assert problem.state == ProblemState.BEING_SOLVED
    event = AuditEvent.objects.about(problem).first()
    assert (event.fact, event.detail["solution"]) == ("problem.being_solved", str(solution))


def test_those_concerned_are_told(
    solution: Solution, organiser: User, delegate: User, other_delegate: User, lead: User
) -> None:
    support.endorse(solution, by=lead, stance="object", reason="Too dear")
    decide(solution, by=organiser, outcome=Outcome.REJECTED, reasons="Too dear indeed")
    told = Notification.objects.filter(event__fact="solution.rejected").values_list("recipient", flat=True)
    assert set(told) == {delegate.pk, other_delegate.pk, lead.pk}


def test_a_decision_is_superseded_not_edited(
    solution: Solution, problem: Problem, organiser: User, chair: User
) -> None:
    first = decide(solution, by=organiser)
    second = decide(solution, by=chair, outcome=Outcome.REJECTED, supersedes=first)
    solution.refresh_from_db()
    problem.refresh_from_db()
    assert (second.number, second.supersedes, first.superseded_by) == (2, first, second)
    assert (solution.state, problem.state) == (SolutionState.REJECTED, ProblemState.OPEN)
    assert list(solution.decisions.in_force()) == [second]
    first.text = "Something else"
    for attempt in (first.save, first.delete, solution.decisions.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()
    with pytest.raises(AppendOnlyError):
        Decision.objects.update(text="Something else")


def test_a_second_accepted_solution_keeps_the_problem_being_solved(
    solution: Solution, problem: Problem, organiser: User, delegate: User
) -> None:
    first = decide(solution, by=organiser)
    decide(make_solution(delegate, problem), by=organiser)
    decide(solution, by=organiser, outcome=Outcome.REJECTED, supersedes=first)
    problem.refresh_from_db()
    assert problem.state == ProblemState.BEING_SOLVED


def test_whoever_has_not_seen_the_newest_decision_is_stopped(
    solution: Solution, organiser: User, chair: User
) -> None:
    first = decide(solution, by=organiser)
    second = decide(solution, by=organiser, outcome=Outcome.DEFERRED, supersedes=first)
    for known in (None, first):
        with pytest.raises(StaleState):
            decide(solution, by=chair, outcome=Outcome.REJECTED, supersedes=known)
    assert Decision.objects.in_force().get() == second


@pytest.mark.parametrize("is_meant", [True, False])
@pytest.mark.parametrize("state", ["draft", "submitted", "in_pilot", "implemented", "abandoned", "withdrawn"])
def test_some_states_are_beyond_decision(
    solution: Solution, organiser: User, state: str, is_meant: bool
) -> None:
    Solution.objects.filter(pk=solution.pk).update(state=state)
    said = {**SAID, "without_assessment": is_meant}
    with pytest.raises(StaleState):
        decisions.decide(solution, by=organiser, outcome=Outcome.ACCEPTED, **said)


def test_deciding_without_assessment_must_be_meant_and_is_noted(solution: Solution, organiser: User) -> None:
    with pytest.raises(Refused) as refusal:
        decide(solution, by=organiser, without_assessment=False)
    assert refusal.value.field == "without_assessment"
    assert not Decision.objects.exists()
    first = decide(solution, by=organiser)
    assert first.is_without_assessment
    assert AuditEvent.objects.about(solution).first().detail["without_assessment"] is True
    with pytest.raises(Refused):
        decide(solution, by=organiser, outcome=Outcome.REJECTED, supersedes=first, without_assessment=False)


def test_what_was_assessed_needs_no_such_word(solution: Solution, organiser: User, assessor: User) -> None:
    assess(in_assessment(solution, by=organiser), by=assessor)
    decision = decide(solution, by=organiser, without_assessment=False)
    assert not decision.is_without_assessment
    assert "without_assessment" not in AuditEvent.objects.about(solution).first().detail


def test_a_solution_in_pilot_is_not_decided_anew(solution: Solution, organiser: User) -> None:
    first = decide(solution, by=organiser)
    start_pilot(solution, by=organiser)
    with pytest.raises(StaleState):
        decide(solution, by=organiser, outcome=Outcome.REJECTED, supersedes=first)


@pytest.mark.parametrize("field", ["text", "reasons"])
def test_decisions_are_explained(solution: Solution, organiser: User, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        decide(solution, by=organiser, **{field: " "})
    assert refusal.value.field == field


def test_numbers_are_counted_per_conference(
    solution: Solution, problem: Problem, host: Portal, organiser: User, delegate: User
) -> None:
    elsewhere = make_conference(host, team={"organiser": organiser})
    other = make_solution(delegate, make_problem(delegate, conference=elsewhere))
    third = make_solution(delegate, problem)
    assert [decide(one, by=organiser).number for one in (solution, other, third)] == [1, 1, 2]


def test_only_one_first_decision_fits_into_the_database(solution: Solution, organiser: User) -> None:
    first = decide(solution, by=organiser)
    words = {"outcome": Outcome.REJECTED, "text": "No", "reasons": "No", "decided_by": organiser}
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(number=9, solution=solution, **words)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            number=first.number, solution=solution, conference=first.conference, supersedes=first, **words
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(number=8, solution=solution, supersedes=first, **{**words, "reasons": ""})
