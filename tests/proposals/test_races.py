"""Two people at the same moment: one decision stands, nothing is doubled, no number twice."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import close_old_connections, connection
from django.utils import translation

from core.errors import Refused, StaleState
from portals.models import User
from portals.states import PortalKind, Role
from proposals.actions import affected, problems, solutions, support
from proposals.models import AffectedPortal, Counter, Decision, Problem, Solution, Sponsorship
from proposals.states import ProblemState, SolutionState
from tests.builders import make_member, make_portal, make_theme
from tests.proposals.builders import (
    PROBLEM,
    decide,
    make_conference,
    make_draft,
    make_problem,
    make_solution,
    start_pilot,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Verb = Callable[[], object]


def at_once(verbs: list[Verb]) -> list[object]:
    """Run every verb on a connection of its own, all beginning together; return results or errors."""
    barrier, results = Barrier(len(verbs)), [None] * len(verbs)

    def run(index: int) -> None:
        try:
            with translation.override("en"):
                barrier.wait()
                results[index] = verbs[index]()
        except Exception as error:
            results[index] = error
        finally:
            close_old_connections()
            connection.close()

    workers = [Thread(target=run, args=(index,)) for index in range(len(verbs))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    return results


def fresh(user: User) -> User:
    """Return the person as another request would load them."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def team(transactional_db: None) -> list[User]:
    """Eight organisers of one conference."""
    host = make_portal("government", kind=PortalKind.GOVERNMENT)
    return [make_member(f"organiser-{number}", host, Role.ORGANISER) for number in range(8)]


@pytest.fixture
def solution(team: list[User]) -> Solution:
    """A solution of another portal at that conference."""
    conference = make_conference(team[0].portal, team={"organiser": team[0]})
    for user in team[1:]:
        conference.team.create(user=user, role="organiser")
    author = make_member("author")
    return make_solution(author, make_problem(author, conference=conference))


def test_eight_organisers_decide_at_once(solution: Solution, team: list[User]) -> None:
    outcomes = ["accepted", "rejected", "deferred", "referred"] * 2
    results = at_once(
        [
            lambda user=user, outcome=outcome: decide(solution, by=fresh(user), outcome=outcome)
            for user, outcome in zip(team, outcomes, strict=True)
        ]
    )
    won = [one for one in results if isinstance(one, Decision)]
    assert len(won) == 1
    assert all(isinstance(one, StaleState) for one in results if one not in won)
    solution.refresh_from_db()
    assert (Decision.objects.get(), solution.state) == (won[0], won[0].outcome)
    assert Counter.objects.get(name=f"decision:{solution.conference_id}").last == 1


def test_superseding_at_once_happens_once(solution: Solution, team: list[User]) -> None:
    first = decide(solution, by=team[0])
    results = at_once(
        [
            lambda user=user: decide(solution, by=fresh(user), outcome="rejected", supersedes=first)
            for user in team
        ]
    )
    assert sum(isinstance(one, Decision) for one in results) == 1
    assert Decision.objects.count() == 2
    assert Problem.objects.get().state == ProblemState.OPEN


def test_one_pilot_starts(solution: Solution, team: list[User]) -> None:
    decide(solution, by=team[0])
    results = at_once([lambda user=user: start_pilot(solution, by=fresh(user)) for user in team])
    assert sum(isinstance(one, Refused) for one in results) == len(team) - 1
    solution.refresh_from_db()
    assert (solution.pilots.count(), solution.state) == (1, SolutionState.IN_PILOT)


def test_a_portal_is_affected_and_sponsors_once(solution: Solution, team: list[User]) -> None:
    portal = make_portal()
    leads = [make_member(portal=portal, role=Role.LEAD) for _ in range(6)]
    problem = solution.problems.get()
    verbs: list[Verb] = [
        lambda user=user: affected.tell(problem, by=fresh(user), severity=2) for user in leads
    ]
    verbs += [lambda user=user: support.sponsor(solution, by=fresh(user)) for user in leads]
    assert [one for one in at_once(verbs) if isinstance(one, Exception)] == []
    assert AffectedPortal.objects.filter(portal=portal).count() == 1
    assert Sponsorship.objects.count() == 1


def test_two_sponsors_at_once_open_the_discussion_once(solution: Solution) -> None:
    leads = [make_member(role=Role.LEAD) for _ in range(4)]
    results = at_once([lambda user=user: support.sponsor(solution, by=fresh(user)) for user in leads])
    assert [one for one in results if isinstance(one, Exception)] == []
    solution.refresh_from_db()
    assert (solution.state, solution.sponsorships.count()) == (SolutionState.IN_DISCUSSION, 4)


def test_numbers_are_never_given_twice(team: list[User]) -> None:
    results = at_once([lambda user=user: make_draft(fresh(user)) for user in team])
    assert sorted(one.number for one in results if isinstance(one, Problem)) == list(range(1, len(team) + 1))


def test_one_of_thirty_requests_begins_the_draft(team: list[User]) -> None:
    key, words = uuid4(), {**PROBLEM, "themes": [make_theme()]}
    draft = problems.draft(by=team[0], client_id=key, **words)
    verbs: list[Verb] = [lambda: problems.submit(draft, by=fresh(team[0])) for _ in range(30)]
    results = at_once(verbs)
    assert sum(isinstance(one, Problem) for one in results) == 1
    assert all(isinstance(one, Problem | StaleState) for one in results)
    assert Problem.objects.get().affected.count() == 1


def test_of_two_editors_one_is_told(solution: Solution) -> None:
    def edit(title: str) -> Any:
        return solutions.save(solution, {"title": title}, by=fresh(solution.author), version=solution.version)

    results = at_once([lambda: edit("One"), lambda: edit("Two")])
    assert sorted(type(one).__name__ for one in results) == ["EditedMeanwhile", "Solution"]
