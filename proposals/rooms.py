"""Live rooms of problems and solutions: open to whoever may see them."""

from typing import Any

from core.realtime import rooms
from proposals.models import Problem, Solution


def may_enter_problem(user: Any, key: str) -> bool:
    """Tell whether `user` may see the problem whose primary key is `key`."""
    return Problem.objects.visible_to(user).filter(pk=int(key)).exists()


def may_enter_solution(user: Any, key: str) -> bool:
    """Tell whether `user` may see the solution whose primary key is `key`."""
    return Solution.objects.visible_to(user).filter(pk=int(key)).exists()


STANDING = ("state", "label", "version")
PROBLEM_TELLS = dict.fromkeys(("state", "text", "affected", "solutions"), STANDING)
SOLUTION_TELLS = dict.fromkeys(("state", "text", "support", "assessment"), STANDING)

rooms.register("problem", may_enter_problem, tells=PROBLEM_TELLS)
rooms.register("solution", may_enter_solution, tells=SOLUTION_TELLS)
