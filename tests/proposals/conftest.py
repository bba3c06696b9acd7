"""The scene of the tests: a conference with its team, a problem and a solution of two portals."""

import pytest

from conferences.models import Conference
from portals.models import Portal, User
from proposals.models import Problem, Solution
from tests.proposals.builders import make_conference, make_problem, make_solution


@pytest.fixture
def conference(host: Portal, organiser: User, chair: User, assessor: User) -> Conference:
    """A conference under way with organiser, chair and assessor."""
    return make_conference(host, team={"organiser": organiser, "chair": chair, "assessor": assessor})


@pytest.fixture
def problem(conference: Conference, delegate: User) -> Problem:
    """A problem of the delegate, submitted at the conference."""
    return make_problem(delegate, conference=conference)


@pytest.fixture
def solution(problem: Problem, other_delegate: User) -> Solution:
    """A solution of the other delegate to the problem."""
    return make_solution(other_delegate, problem)
