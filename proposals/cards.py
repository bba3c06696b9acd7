"""How problems and solutions look as cards."""

from django.utils.translation import gettext_lazy as _

from core.cards import of_model, register
from proposals.models import Problem, Solution

register("proposals:problem_detail", of_model(Problem, _("Problem"), "exclamation-circle"))
register("proposals:solution_detail", of_model(Solution, _("Solution"), "lightbulb"))
