"""Desks under /manage/: problems and solutions that wait for the reader's team."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conferences.models import TeamMember
from conferences.states import TeamRole
from portals.desks import Desk, register_desks
from proposals.models import Problem, Solution
from proposals.policies import ORGANISES, team_standings
from proposals.states import ProblemState, SolutionState

TO_DECIDE = (SolutionState.IN_DISCUSSION, SolutionState.RECOMMENDED, SolutionState.NOT_RECOMMENDED)


@register_desks
def desks(user: Any) -> Iterator[Desk]:
    """Name the problems to look at and the solutions to decide of the conferences `user` organises."""
    organising = [TeamRole.ORGANISER, TeamRole.CHAIR]
    mine = Q(conference__in=TeamMember.objects.filter(user=user, role__in=organising).values("conference"))
    is_outside = ORGANISES in team_standings(user, None)
    if is_outside:
        mine |= Q(conference=None)
    problems = Problem.objects.visible_to(user).filter(mine, state=ProblemState.SUBMITTED).count()
    solutions = Solution.objects.visible_to(user).filter(mine, state__in=TO_DECIDE).count()
    if not (is_outside or problems or solutions):
        return
    yield Desk(
        _("Problems to look at"),
        _("Open them for solutions, ask for more, merge or decline."),
        f"{reverse('proposals:problem_list')}?state={ProblemState.SUBMITTED}&sort=oldest",
        "exclamation-circle",
        problems,
    )
    yield Desk(
        _("Solutions to decide"),
        _("Decide on what has been discussed and assessed."),
        f"{reverse('proposals:solution_list')}?" + "&".join(f"state={state}" for state in TO_DECIDE),
        "hammer",
        solutions,
    )
