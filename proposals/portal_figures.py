"""Figures on a portal's page: problems it has, solutions it wrote."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portals.figures import Figure, register_figures
from portals.models import Portal
from proposals.models import Problem, Solution


@register_figures
def figures(portal: Portal, viewer: Any) -> Iterator[Figure]:
    """Count what `viewer` may see; nothing for those who see no problems at all."""
    if not (viewer.is_authenticated and viewer.is_member):
        return
    affected = Q(portal=portal) | Q(affected__portal=portal)
    problems = Problem.objects.visible_to(viewer).submitted().filter(affected).distinct().count()
    solutions = Solution.objects.visible_to(viewer).submitted().filter(portal=portal).count()
    yield Figure(problems, _("problems"), f"{reverse('proposals:problem_list')}?portal={portal.slug}")
    yield Figure(solutions, _("solutions"), f"{reverse('proposals:solution_list')}?portal={portal.slug}")
