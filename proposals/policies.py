"""Who may do what with problems and solutions.

A person stands towards an item in one or more ways; each edge and verb names the standings that allow it.
"""

from enum import StrEnum
from typing import Any

from conferences.models import TeamMember
from conferences.states import TeamRole
from core.transitions import Edge
from portals.states import PortalKind, Role
from proposals.models import Pilot, Problem, Solution
from proposals.states import (
    EDITABLE_PROBLEM,
    EDITABLE_SOLUTION,
    PROBLEM,
    PROBLEM_LIVE,
    SOLUTION,
    SOLUTION_LIVE,
    SolutionState,
)

WRITING_ROLES = (Role.DELEGATE, Role.LEAD, Role.EDITOR, Role.ORGANISER)


class Standing(StrEnum):
    """How a person stands towards a problem or a solution."""

    AUTHOR = "author"
    CO_AUTHOR = "co_author"
    LEAD = "lead"
    ORGANISES = "organises"
    ASSESSES = "assesses"


AUTHOR, CO_AUTHOR, LEAD = Standing.AUTHOR, Standing.CO_AUTHOR, Standing.LEAD
ORGANISES, ASSESSES = Standing.ORGANISES, Standing.ASSESSES

PROBLEM_RULES: dict[str, set[Standing]] = {
    "submit": {AUTHOR},
    "open": {ORGANISES},
    "ask": {ORGANISES},
    "resolve": {AUTHOR, ORGANISES},
    "close": {ORGANISES},
    "reopen": {ORGANISES},
    "merge": {ORGANISES},
    "decline": {ORGANISES},
    "withdraw": {AUTHOR, LEAD},
}
SOLUTION_RULES: dict[str, set[Standing]] = {
    "submit": {AUTHOR},
    "discuss": {ORGANISES},
    "assess": {ORGANISES},
    "recommend": {ORGANISES, ASSESSES},
    "advise_against": {ORGANISES, ASSESSES},
    "accept": {ORGANISES},
    "reject": {ORGANISES},
    "defer": {ORGANISES},
    "refer": {ORGANISES},
    "pilot": {AUTHOR, CO_AUTHOR, LEAD, ORGANISES},
    "implement": {AUTHOR, CO_AUTHOR, LEAD, ORGANISES},
    "abandon": {ORGANISES},
    "withdraw": {AUTHOR, LEAD},
    "merge": {ORGANISES},
}


def can_write(user: Any) -> bool:
    """Delegates, leads, editors and organisers write for the portal they act for; observers read."""
    membership = user.membership if user.is_authenticated and user.is_active else None
    return membership is not None and membership.role in WRITING_ROLES


def can_speak_for_portal(user: Any) -> bool:
    """Leads commit the portal they act for: they sponsor and endorse in its name."""
    return can_write(user) and user.leads(user.portal)


def team_standings(user: Any, conference_id: int | None) -> set[Standing]:
    """Return what `user` may do as part of the team that deals with an item.

    Organisers and chairs of the item's conference organise and its assessors assess; outside of
    conferences the organisers of the government's portal do both.
    """
    if conference_id is None:
        outside = any(
            one.role == Role.ORGANISER and one.portal.kind == PortalKind.GOVERNMENT
            for one in user.active_memberships
        )
        return {ORGANISES, ASSESSES} if outside else set()
    roles = set(TeamMember.objects.filter(conference=conference_id, user=user).values_list("role", flat=True))
    organising = {ORGANISES} if roles & {TeamRole.ORGANISER, TeamRole.CHAIR} else set()
    return organising | ({ASSESSES} if TeamRole.ASSESSOR in roles else set())


def problem_standings(user: Any, problem: Problem) -> set[Standing]:
    """Return how `user` stands towards `problem`; admins and observers have no standing as such."""
    if not user.is_authenticated or not user.active_memberships:
        return set()
    own = {AUTHOR} if problem.author_id == user.pk and can_write(user) else set()
    lead = {LEAD} if user.leads(problem.portal) else set()
    return own | lead | team_standings(user, problem.conference_id) - {ASSESSES}


def solution_standings(user: Any, solution: Solution) -> set[Standing]:
    """Return how `user` stands towards `solution`; nobody assesses a solution of the own portal."""
    if not user.is_authenticated or not user.active_memberships:
        return set()
    own = {AUTHOR} if solution.author_id == user.pk and can_write(user) else set()
    if solution.co_authors.filter(user=user, confirmed_at__isnull=False).exists():
        own |= {CO_AUTHOR}
    lead = {LEAD} if user.leads(solution.portal) else set()
    team = team_standings(user, solution.conference_id)
    if ASSESSES in team and is_of_own_portal(user, solution):
        team -= {ASSESSES}
    return own | lead | team


def writing_portals(solution: Solution) -> set[int]:
    """Return the keys of the portals that wrote `solution`."""
    written = solution.co_authors.filter(confirmed_at__isnull=False)
    return {solution.portal_id, *written.values_list("portal", flat=True)}


def is_of_own_portal(user: Any, solution: Solution) -> bool:
    """Tell whether a portal of `user` wrote `solution`."""
    return bool(writing_portals(solution) & {one.portal_id for one in user.active_memberships})


def can_move_problem(user: Any, problem: Problem, edge: str) -> bool:
    """Tell whether the standing of `user` allows `edge`, whatever the state."""
    return bool(PROBLEM_RULES.get(edge, set()) & problem_standings(user, problem))


def can_move_solution(user: Any, solution: Solution, edge: str) -> bool:
    """Tell whether the standing of `user` allows `edge`, whatever the state."""
    return bool(SOLUTION_RULES.get(edge, set()) & solution_standings(user, solution))


def problem_moves(user: Any, problem: Problem) -> list[Edge]:
    """Return the edges `user` may take from the present state, in the order of the graph."""
    mine = problem_standings(user, problem)
    return [one for one in PROBLEM.edges_from(problem.state) if PROBLEM_RULES.get(one.name, set()) & mine]


def solution_moves(user: Any, solution: Solution) -> list[Edge]:
    """Return the edges `user` may take from the present state, in the order of the graph."""
    mine = solution_standings(user, solution)
    return [one for one in SOLUTION.edges_from(solution.state) if SOLUTION_RULES.get(one.name, set()) & mine]


def can_edit_problem(user: Any, problem: Problem) -> bool:
    """The author edits until a solution is accepted; nobody else touches a draft."""
    return problem.author_id == user.pk and can_write(user) and problem.state in EDITABLE_PROBLEM


def can_edit_solution(user: Any, solution: Solution) -> bool:
    """Author and confirmed co-authors edit until the assessment begins."""
    if not user.is_authenticated or solution.state not in EDITABLE_SOLUTION or not can_write(user):
        return False
    return (
        solution.author_id == user.pk
        or solution.co_authors.filter(user=user, confirmed_at__isnull=False).exists()
    )


def can_tell_affected(user: Any, problem: Problem) -> bool:
    """Whoever writes for a portal says "we have this too" while the problem is alive."""
    return can_write(user) and problem.state in PROBLEM_LIVE


def can_propose(user: Any, problem: Problem) -> bool:
    """Whoever writes for a portal proposes solutions while the problem is alive."""
    return can_write(user) and problem.state in PROBLEM_LIVE


def can_support(user: Any, solution: Solution) -> bool:
    """Leads of portals that did not write the solution sponsor and endorse it while it is alive."""
    if not can_speak_for_portal(user) or solution.state not in SOLUTION_LIVE:
        return False
    return user.portal.pk not in writing_portals(solution)


def can_assess(user: Any, solution: Solution) -> bool:
    """Assessors score once while the assessment runs, never what their own portal wrote."""
    if solution.state != SolutionState.IN_ASSESSMENT or ASSESSES not in solution_standings(user, solution):
        return False
    return not solution.assessments.filter(assessor=user).exists()


def can_see_assessments(user: Any, solution: Solution) -> bool:
    """Everybody sees the scores afterwards; while they are given, who has scored or does not score."""
    if solution.state != SolutionState.IN_ASSESSMENT:
        return True
    if solution.assessments.filter(assessor=user).exists():
        return True
    return solution_standings(user, solution) & {ORGANISES, ASSESSES} == {ORGANISES}


def can_report_pilot(user: Any, pilot: Pilot) -> bool:
    """The pilot's owner, the writers, the lead of their portal and the team report."""
    if not user.is_authenticated or not user.active_memberships:
        return False
    return pilot.owner_id == user.pk or can_move_solution(user, pilot.solution, "implement")
