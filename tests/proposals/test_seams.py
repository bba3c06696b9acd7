"""What the app hands to others: search, chain, figures, desks, tabs, own data."""

import pytest
from django.urls import reverse

from conferences.tabs import tabs_of
from core.search.indexing import settle
from core.search.querying import search
from core.search.results import Filters
from core.trace.chain import traces
from portals import closing
from portals.desks import desks_of
from portals.exports import sections
from portals.figures import figures_of
from portals.models import User
from proposals.actions import problem_moves, solution_moves
from proposals.models import Problem, Solution
from tests.proposals.builders import decide, make_draft, make_problem, make_solution


def found(words: str, user: User) -> set[str]:
    """Return the kinds of what `user` finds."""
    settle()
    return {hit.kind for hit in search(words, Filters(), viewer=user, page=1).hits}


def test_members_find_what_is_submitted(
    problem: Problem, solution: Solution, delegate: User, outsider: User
) -> None:
    assert found("outdated forms", delegate) >= {"solution"}
    assert found("procedures page", delegate) >= {"problem"}
    assert found("procedures page", outsider) == set()
    make_draft(delegate, title="Zyxwv")
    assert found("Zyxwv", delegate) == set()


def test_drafts_without_steps_are_found_by_number(problem: Problem, delegate: User) -> None:
    assert "problem" in found(problem.code, delegate)


@pytest.mark.parametrize(
    ("outcome", "missing"), [("accepted", "no pilot yet"), ("rejected", None), ("deferred", None)]
)
def test_the_chain_misses_a_pilot_only_after_acceptance(
    solution: Solution, organiser: User, outcome: str, missing: str | None
) -> None:
    decide(solution, by=organiser, outcome=outcome)
    gaps = [mark for mark in traces([solution], organiser)[solution.pk] if mark.gap_days is not None]
    assert [str(mark.stop.missing) for mark in gaps] == ([missing] if missing else [])


def test_nothing_is_missing_behind_what_is_over(
    problem: Problem, solution: Solution, delegate: User, other_lead: User, organiser: User
) -> None:
    solution_moves.withdraw(solution, by=other_lead, reason="Not needed")
    lonely = problem_moves.withdraw(make_problem(delegate), by=delegate, reason="Solved itself")
    for item in (solution, lonely):
        item.refresh_from_db()
        line = traces([item], organiser)[item.pk]
        assert [mark for mark in line if mark.gap_days is not None] == []


def test_a_portals_page_counts_problems_and_solutions(
    problem: Problem, solution: Solution, delegate: User, outsider: User
) -> None:
    assert [one.value for one in figures_of(delegate.portal, delegate) if "problem" in one.url] == [1]
    assert [one.value for one in figures_of(solution.portal, delegate) if "solution" in one.url] == [1]
    assert [one for one in figures_of(delegate.portal, outsider) if "problem" in one.url] == []


def test_the_team_finds_its_desk(
    problem: Problem, solution: Solution, organiser: User, chair: User, lead: User
) -> None:
    solution_moves.discuss(solution, by=chair)
    for user in (organiser, chair):
        waiting = {desk.sign: desk.waiting for desk in desks_of(user)}
        assert (waiting["exclamation-circle"], waiting["hammer"]) == (1, 1)
    assert not [desk for desk in desks_of(lead) if desk.sign == "hammer"]


def test_conferences_show_the_way(problem: Problem, delegate: User, outsider: User) -> None:
    mine = {tab.key: address for tab, address in tabs_of(delegate, problem.conference)}
    assert mine["problems"] == f"{reverse('proposals:problem_list')}?conference={problem.conference.slug}"
    assert "problems" not in {tab.key for tab, _address in tabs_of(outsider, problem.conference)}


def test_own_data_goes_along_and_drafts_go_away(
    delegate: User, other_delegate: User, problem: Problem
) -> None:
    make_draft(delegate, title="Never sent")
    make_solution(other_delegate, problem)
    own = {one.key: list(one.rows(delegate)) for one in sections()}
    assert [row["title"] for row in own["problems"]] == [problem.title, "Never sent"]
    assert own["solutions"] == []
    closing.run(delegate)
    assert list(Problem.objects.values_list("title", flat=True)) == [problem.title]
