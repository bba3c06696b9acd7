"""Whom a change concerns: writers, leads of the portals that spoke up, and the team that decides."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from conferences.models import TeamMember
from conferences.states import TeamRole
from core.realtime.log import Change
from portals.models import Membership, User
from portals.states import PortalKind, Role
from proposals.models import Problem, Solution


def leads_of(portals: Iterable[int] | QuerySet[Any]) -> QuerySet[Any]:
    """Return the keys of the people who lead one of `portals` today."""
    return Membership.objects.in_force().filter(role=Role.LEAD, portal__in=portals).values("user")


def team_of(item: Problem | Solution) -> QuerySet[Any]:
    """Return the keys of the people who organise `item`."""
    if item.conference_id is not None:
        organising = [TeamRole.ORGANISER, TeamRole.CHAIR]
        return TeamMember.objects.filter(conference=item.conference_id, role__in=organising).values("user")
    organisers = Membership.objects.in_force().filter(role=Role.ORGANISER)
    return organisers.filter(portal__kind=PortalKind.GOVERNMENT).values("user")


def assessors_of(solution: Solution) -> QuerySet[User]:
    """Return the people who may be asked to assess `solution`."""
    if solution.conference_id is None:
        return User.objects.active().filter(pk__in=team_of(solution))
    assessing = TeamMember.objects.filter(conference=solution.conference_id, role=TeamRole.ASSESSOR)
    return User.objects.active().filter(pk__in=assessing.values("user"))


def parties_of_problem(problem: Problem) -> QuerySet[User]:
    """Return the author, the leads of the affected portals and the writers of live solutions."""
    affected = problem.affected.values("portal")
    solving = Solution.objects.live().filter(problems=problem).values("author")
    concerned = Q(pk=problem.author_id) | Q(pk__in=leads_of(affected)) | Q(pk__in=solving)
    return User.objects.active().filter(concerned)


def writers_of(solution: Solution) -> Q:
    """Return the condition for its author and confirmed co-authors."""
    written = solution.co_authors.filter(confirmed_at__isnull=False).values("user")
    return Q(pk=solution.author_id) | Q(pk__in=written)


def parties_of_solution(solution: Solution) -> QuerySet[User]:
    """Return writers, authors and affected portals of its problems, and portals that support or object."""
    problems = Problem.objects.filter(answers__solution=solution)
    spoke_up = (
        Q(portal__in=solution.sponsorships.values("portal"))
        | Q(portal__in=solution.endorsements.values("portal"))
        | Q(portal__affected_by__problem__in=problems)
    )
    leads = Membership.objects.in_force().filter(spoke_up, role=Role.LEAD).values("user")
    concerned = writers_of(solution) | Q(pk__in=problems.values("author")) | Q(pk__in=leads)
    return User.objects.active().filter(concerned)


def with_team(people: QuerySet[User], item: Problem | Solution) -> QuerySet[User]:
    """Return `people` and those who organise `item`."""
    return people | User.objects.active().filter(pk__in=team_of(item))


def told(item: Problem | Solution, kind: str = "state") -> Change:
    """Return the change that lets open pages of `item` show how things are now."""
    return Change(
        item.room, kind, {"state": item.state, "label": item.get_state_display(), "version": item.version}
    )
