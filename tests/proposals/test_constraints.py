"""What the database itself refuses, whatever the code does."""

import pytest
from django.db import IntegrityError, transaction

from portals.models import User
from proposals.models import Answer, Counter, Pilot, Problem, Solution
from tests.proposals.builders import make_problem


def refused(rows: object, **columns: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "lost"},
        {"severity": 5},
        {"urgency": 0},
        {"frequency": "never"},
        {"title": ""},
        {"what_happens": ""},
        {"submitted_at": None},
        {"state": "merged"},
    ],
)
def test_problems(problem: Problem, columns: dict[str, object]) -> None:
    refused(Problem.objects.filter(pk=problem.pk), **columns)


@pytest.mark.parametrize(
    "columns",
    [{"state": "lost"}, {"title": ""}, {"summary": ""}, {"submitted_at": None}, {"state": "merged"}],
)
def test_solutions(solution: Solution, columns: dict[str, object]) -> None:
    refused(Solution.objects.filter(pk=solution.pk), **columns)


def test_numbers_and_targets(problem: Problem, delegate: User) -> None:
    other = make_problem(delegate)
    refused(Problem.objects.filter(pk=other.pk), number=problem.number)
    refused(Problem.objects.filter(pk=problem.pk), merged_into=problem)
    refused(Problem.objects.filter(pk=problem.pk), merged_into=other)
    refused(Problem.objects.filter(pk=other.pk), client_id=problem.client_id)


def test_an_answer_is_given_once(solution: Solution, problem: Problem, delegate: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(solution=solution, problem=problem, by=delegate)


def test_counters_count(db: None) -> None:
    with transaction.atomic():
        assert [Counter.take("a"), Counter.take("a"), Counter.take("b")] == [1, 2, 1]


def test_pilots_are_reported_with_a_result(solution: Solution, delegate: User) -> None:
    words = {"solution": solution, "portal": delegate.portal, "owner": delegate, "site": "Hue"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.create(from_on="2026-02-01", until_on="2026-01-01", **words)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.create(from_on="2026-01-01", until_on="2026-02-01", state="succeeded", **words)
