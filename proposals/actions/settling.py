"""What a change of a solution means for the problems it answers."""

from django.utils.translation import gettext as _

from portals.models import User
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import parties_of_problem
from proposals.actions.problem_moves import moved
from proposals.models import Problem, Solution
from proposals.states import PROBLEM, ProblemState, SolutionState

SOLVING = (SolutionState.ACCEPTED, SolutionState.IN_PILOT)


def settle_problems(solution: Solution, *, by: User, reason: str) -> None:
    """Move the problems of a locked `solution` to where its state puts them.

    Accepted or in pilot: they are being solved. Implemented: those being solved are resolved.
    Otherwise: those being solved that no other solution solves are open again.
    """
    for problem in solution.problems.order_by("pk"):
        locked = lock(problem)
        if solution.state in SOLVING:
            _begin(locked, solution, by)
        elif solution.state == SolutionState.IMPLEMENTED:
            _resolve(locked, solution, by)
        else:
            _reopen(locked, by, reason)


def _begin(problem: Problem, solution: Solution, by: User) -> None:
    if PROBLEM.allows("begin_solving", problem.state):
        fact = facts.PROBLEM_BEING_SOLVED
        moved(problem, "begin_solving", by=by, reason="", fact=fact, solution=str(solution))


def _resolve(problem: Problem, solution: Solution, by: User) -> None:
    if problem.state == ProblemState.BEING_SOLVED:
        reason = _("%(solution)s is implemented.") % {"solution": solution.code}
        moved(problem, "resolve", by=by, reason=reason, to=parties_of_problem(problem))


def _reopen(problem: Problem, by: User, reason: str) -> None:
    solved_elsewhere = problem.solutions.filter(state__in=SOLVING).exists()
    if problem.state == ProblemState.BEING_SOLVED and not solved_elsewhere:
        moved(problem, "reopen", by=by, reason=reason, to=parties_of_problem(problem))
