"""One line of context for the rows of lists, here and wherever problems and solutions are listed."""

from django.template import Library
from django.utils.translation import gettext as _

from proposals.models import Problem, Solution

register = Library()
SHOWN = 2


@register.simple_tag
def problem_line(problem: Problem) -> str:
    """Say which portal, how severe, which themes; `themes` should be prefetched."""
    if problem.is_draft:
        return _("Draft, only you see it")
    severity = _("severity: %(word)s") % {"word": str(problem.get_severity_display()).lower()}
    themes = [theme.name for theme in problem.themes.all()][:SHOWN]
    return " · ".join([problem.portal.label, severity, *themes])


@register.simple_tag
def solution_line(solution: Solution) -> str:
    """Say which portal and which problems it answers; `problems` should be prefetched."""
    if solution.is_draft:
        return _("Draft, only its writers see it")
    codes = ", ".join(problem.code for problem in solution.problems.all())
    return " · ".join([solution.portal.label, _("answers %(codes)s") % {"codes": codes}])
