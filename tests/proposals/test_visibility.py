"""Who sees what: members what is submitted, writers also their drafts, nobody else anything."""

import pytest
from django.contrib.auth.models import AnonymousUser

from core.realtime.rooms import may_enter
from portals.models import User
from proposals.models import Decision, Pilot, Problem, Solution
from proposals.searchables import problem_document, solution_document
from tests.proposals.builders import decide, make_draft, make_solution_draft, start_pilot

MEMBERS = ("organiser", "delegate", "lead", "editor", "observer", "other_delegate", "admin")


@pytest.mark.parametrize("who", MEMBERS)
def test_members_see_what_is_submitted(
    problem: Problem, solution: Solution, who: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    assert list(Problem.objects.visible_to(user)) == [problem]
    assert list(Solution.objects.visible_to(user)) == [solution]
    assert may_enter(user, problem.room)
    assert may_enter(user, solution.room)


def test_strangers_see_nothing(problem: Problem, solution: Solution, outsider: User, organiser: User) -> None:
    decide(solution, by=organiser)
    start_pilot(solution, by=organiser)
    for user in (outsider, AnonymousUser()):
        for model in (Problem, Solution, Decision, Pilot):
            assert model.objects.exists()
            assert not model.objects.visible_to(user).exists()
    assert not may_enter(outsider, problem.room)
    assert not may_enter(outsider, solution.room)


@pytest.mark.parametrize("who", ["lead", "organiser", "other_delegate", "admin"])
def test_drafts_are_their_writers_own(
    delegate: User, problem: Problem, who: str, request: pytest.FixtureRequest
) -> None:
    draft, idea = make_draft(delegate), make_solution_draft(delegate, problem)
    user = request.getfixturevalue(who)
    assert Problem.objects.visible_to(delegate).filter(pk=draft.pk).exists()
    assert Solution.objects.visible_to(delegate).filter(pk=idea.pk).exists()
    assert not Problem.objects.visible_to(user).filter(pk=draft.pk).exists()
    assert not Solution.objects.visible_to(user).filter(pk=idea.pk).exists()
    assert not may_enter(user, draft.room)


@pytest.mark.parametrize("key", ["0", "x", "-1", "9" * 30])
def test_odd_rooms_are_closed(delegate: User, key: str) -> None:
    assert not may_enter(delegate, f"problem:{key}")


def test_drafts_are_not_found(delegate: User, problem: Problem, solution: Solution) -> None:
    assert problem_document(make_draft(delegate)) is None
    assert solution_document(make_solution_draft(delegate, problem)) is None
    assert problem_document(problem).reach == {"members"}
    assert solution_document(solution).reach == {"members"}
    assert [slug for slug, _name in solution_document(solution).themes] == [
        theme.slug for theme in problem.themes.all()
    ]
