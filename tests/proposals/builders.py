"""Builders of problems and solutions, told through the real verbs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from conferences.models import Conference, TeamMember
from portals.models import Portal, User
from portals.states import Role
from proposals.actions import assessments, decisions, pilots, problems, solutions, support
from proposals.actions import solution_moves as moves
from proposals.models import Decision, Pilot, Problem, Solution
from proposals.words import Criterion, Outcome
from tests.builders import make_member, make_portal, make_theme

PROBLEM = {
    "title": "Late updates of the procedures page",
    "what_happens": "Forms change and the page keeps the old ones for **weeks**.",
    "effect": "Citizens come with the wrong form and leave without a result.",
}
SOLUTION = {
    "title": "One source for all forms",
    "summary": "The ministry publishes each form once; portals embed it.",
    "steps": "1. Agree on the format\n2. Publish\n3. Embed",
    "benefit": "No outdated form on any page.",
}


def make_conference(host: Portal, *, team: dict[str, User] | None = None, **fields: Any) -> Conference:
    """Make a running conference of `host`; `team` maps a role of the team to a person."""
    today = timezone.localdate()
    names = {"slug": f"conference-{Conference.objects.count() + 1}", "title": "First conference"}
    dates = {"starts_on": today, "ends_on": today + timedelta(days=1), "state": "running"}
    conference = Conference.objects.create(host=host, **{**names, **dates, **fields})
    for role, user in (team or {}).items():
        TeamMember.objects.create(conference=conference, user=user, role=role)
    return conference


def make_draft(by: User, **fields: Any) -> Problem:
    """Make a draft that could be submitted as it is."""
    themes = fields.pop("themes", None) or [make_theme()]
    return problems.draft(by=by, **{**PROBLEM, "themes": themes, **fields})


def make_problem(by: User, **fields: Any) -> Problem:
    """Make a submitted problem."""
    return problems.submit(make_draft(by, **fields), by=by)


def make_solution_draft(by: User, *answered: Problem, **fields: Any) -> Solution:
    """Make a draft that could be submitted as it is."""
    return solutions.draft(by=by, problems=answered or [make_problem(by)], **{**SOLUTION, **fields})


def make_solution(by: User, *answered: Problem, **fields: Any) -> Solution:
    """Make a submitted solution."""
    return solutions.submit(make_solution_draft(by, *answered, **fields), by=by)


def sponsored(solution: Solution, times: int = 2) -> Solution:
    """Have `times` leads of new portals sponsor `solution`."""
    for _ in range(times):
        support.sponsor(solution, by=make_member(portal=make_portal(), role=Role.LEAD))
    solution.refresh_from_db()
    return solution


def in_assessment(solution: Solution, *, by: User) -> Solution:
    """Bring a submitted solution into assessment."""
    return moves.assess(sponsored(solution), by=by)


def scores(value: int = 3, **others: int) -> dict[str, int]:
    """Return the same score on every criterion, apart from `others`."""
    return {**dict.fromkeys(Criterion.values, value), **others}


def assess(solution: Solution, *, by: User, value: int = 3) -> None:
    """Have `by` assess the solution."""
    assessments.give(solution, by=by, scores=scores(value))


def discussed(solution: Solution) -> Solution:
    """Have a submitted solution under discussion, whoever opened it."""
    Solution.objects.filter(pk=solution.pk, state="submitted").update(state="in_discussion")
    solution.refresh_from_db()
    return solution


SAID = {
    "text": "The solution is taken up.",
    "reasons": "It costs little and helps all.",
    "without_assessment": True,
}


def decide(solution: Solution, *, by: User, outcome: str = Outcome.ACCEPTED, **words: Any) -> Decision:
    """Decide on the solution, assessed or not; what was only submitted counts as discussed."""
    discussed(solution)
    said = {**SAID, **words}
    return decisions.decide(solution, by=by, outcome=outcome, **said)


def start_pilot(solution: Solution, *, by: User, owner: User | None = None) -> Pilot:
    """Start a pilot of an accepted solution."""
    today = timezone.localdate()
    dates = {"from_on": today, "until_on": today + timedelta(days=60)}
    return pilots.start(solution, by=by, owner=owner or by, site="Da Nang", **dates)
