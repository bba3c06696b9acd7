"""Writing a solution, and which problems it answers."""

from uuid import uuid4

import pytest

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.trace.models import Link
from forums.models import Thread
from portals.models import User
from proposals.actions import co_authors, solutions
from proposals.actions.edits import EditedMeanwhile
from proposals.models import Problem, Solution
from proposals.states import SolutionState
from tests.proposals.builders import SOLUTION, make_problem, make_solution, make_solution_draft


def test_a_draft_is_dealt_with_where_its_problem_is(problem: Problem, other_delegate: User) -> None:
    draft = make_solution_draft(other_delegate, problem)
    assert (draft.code, draft.conference, draft.portal) == ("S-1", problem.conference, other_delegate.portal)
    assert list(draft.problems.all()) == [problem]


def test_a_solution_answers_something(other_delegate: User) -> None:
    with pytest.raises(Refused) as refusal:
        solutions.draft(by=other_delegate, problems=[], **SOLUTION)
    assert refusal.value.field == "problems"


@pytest.mark.parametrize("who", ["observer", "outsider", "admin"])
def test_who_writes_for_no_portal_proposes_nothing(
    problem: Problem, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        solutions.draft(by=request.getfixturevalue(who), problems=[problem], **SOLUTION)


@pytest.mark.parametrize("state", ["draft", "resolved", "closed", "declined", "withdrawn"])
def test_a_settled_problem_takes_no_solution(problem: Problem, other_delegate: User, state: str) -> None:
    Problem.objects.filter(pk=problem.pk).update(state=state)
    problem.refresh_from_db()
    with pytest.raises(NotAllowed):
        make_solution_draft(other_delegate, problem)


def test_the_same_request_twice_makes_one_draft(problem: Problem, other_delegate: User) -> None:
    key = uuid4()
    for title in ("One", "Two"):
        solutions.draft(by=other_delegate, problems=[problem], client_id=key, title=title)
    assert Solution.objects.get().title == "Two"


def test_submitting_tells_and_links(
    problem: Problem, other_delegate: User, delegate: User, organiser: User, chair: User, lead: User
) -> None:
    solution = make_solution(other_delegate, problem)
    event = AuditEvent.objects.about(solution).get()
    assert (event.fact, event.actor) == ("solution.submitted", other_delegate)
    told = set(Notification.objects.filter(event=event).values_list("recipient", flat=True))
    assert told == {delegate.pk, lead.pk, organiser.pk, chair.pk}
    assert Thread.objects.about(solution).count() == 1
    assert any(link.upstream == problem and link.downstream == solution for link in Link.objects.all())


def test_only_the_author_submits(problem: Problem, other_delegate: User, other_lead: User) -> None:
    draft = make_solution_draft(other_delegate, problem)
    with pytest.raises(NotAllowed):
        solutions.submit(draft, by=other_lead)


def test_submitting_twice_is_refused(solution: Solution, other_delegate: User) -> None:
    with pytest.raises(StaleState):
        solutions.submit(solution, by=other_delegate)


@pytest.mark.parametrize("field", solutions.NEEDED)
def test_a_gap_is_named_at_submission(problem: Problem, other_delegate: User, field: str) -> None:
    draft = make_solution_draft(other_delegate, problem, **{field: ""})
    with pytest.raises(Refused) as refusal:
        solutions.submit(draft, by=other_delegate)
    assert refusal.value.field == field


def test_the_second_of_two_editors_is_told(solution: Solution, other_delegate: User) -> None:
    solutions.save(solution, {"title": "First"}, by=other_delegate, version=solution.version)
    with pytest.raises(EditedMeanwhile):
        solutions.save(solution, {"title": "Second"}, by=other_delegate, version=solution.version)
    assert Solution.objects.get(pk=solution.pk).title == "First"


def test_co_authors_edit_once_they_have_agreed(solution: Solution, other_delegate: User, lead: User) -> None:
    co_authors.invite(solution, lead, by=other_delegate)
    with pytest.raises(NotAllowed):
        solutions.save(solution, {"title": "Ours"}, by=lead)
    co_authors.confirm(solution, by=lead)
    assert solutions.save(solution, {"title": "Ours"}, by=lead).title == "Ours"


@pytest.mark.parametrize("state", ["in_assessment", "recommended", "accepted", "in_pilot", "withdrawn"])
def test_what_is_being_judged_is_not_edited(solution: Solution, other_delegate: User, state: str) -> None:
    Solution.objects.filter(pk=solution.pk).update(state=state)
    with pytest.raises(NotAllowed):
        solutions.save(solution, {"title": "Late"}, by=other_delegate)


def test_a_solution_answers_a_second_problem(
    solution: Solution, delegate: User, other_delegate: User
) -> None:
    second = make_problem(delegate)
    solutions.answer(solution, second, by=other_delegate)
    solutions.answer(solution, second, by=other_delegate)
    assert solution.problems.count() == 2
    event = AuditEvent.objects.about(solution).first()
    assert (event.fact, event.detail) == ("solution.answers", {"problem": str(second)})


def test_once_submitted_answers_are_only_added(
    solution: Solution, problem: Problem, delegate: User, other_delegate: User
) -> None:
    second = make_problem(delegate)
    solutions.save(solution, {}, by=other_delegate, problems=[second])
    assert set(solution.problems.all()) == {problem, second}


def test_a_draft_may_change_what_it_answers(problem: Problem, delegate: User, other_delegate: User) -> None:
    draft = make_solution_draft(other_delegate, problem)
    second = make_problem(delegate)
    solutions.save(draft, {}, by=other_delegate, problems=[second])
    assert list(draft.problems.all()) == [second]


def test_drafts_are_discarded_by_their_author_alone(
    problem: Problem, solution: Solution, other_delegate: User, other_lead: User
) -> None:
    draft = make_solution_draft(other_delegate, problem)
    with pytest.raises(NotAllowed):
        solutions.discard(draft, by=other_lead)
    solutions.discard(draft, by=other_delegate)
    with pytest.raises(StaleState):
        solutions.discard(solution, by=other_delegate)
    assert list(Solution.objects.values_list("state", flat=True)) == [SolutionState.SUBMITTED]
