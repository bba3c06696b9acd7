"""Problems and solutions as findable documents; drafts are not found."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.search.registry import Document, Searchable, register
from proposals.models import Problem, Solution
from proposals.states import ProblemState, SolutionState

HIDDEN_PROBLEMS = (ProblemState.DRAFT, ProblemState.MERGED)
HIDDEN_SOLUTIONS = (SolutionState.DRAFT, SolutionState.MERGED)
MEMBERS = frozenset({"members"})


def _problems() -> QuerySet[Problem]:
    return Problem.objects.select_related("portal").prefetch_related("themes")


def _solutions() -> QuerySet[Solution]:
    return Solution.objects.select_related("portal").prefetch_related("problems__themes")


def _common(item: Problem | Solution) -> dict[str, Any]:
    return {
        "object_id": item.pk,
        "language": item.language,
        "title": item.title,
        "url": item.get_absolute_url(),
        "reach": MEMBERS,
        "tags": [item.code],
        "portal": (item.portal_id, str(item.portal)),
        "state": (item.state, str(item.get_state_display())),
        "dated_on": item.submitted_at.date() if item.submitted_at else None,
        "extras": {"code": item.code, "tone": item.state_tone},
    }


def problem_document(problem: Problem) -> Document | None:
    """Return `problem` as text; None for drafts and for those merged away."""
    if problem.state in HIDDEN_PROBLEMS:
        return None
    return Document(
        kind="problem",
        summary=problem.what_happens,
        body="\n\n".join([problem.effect, problem.services]),
        themes=[(theme.slug, theme.name) for theme in problem.themes.all()],
        **_common(problem),
    )


def solution_document(solution: Solution) -> Document | None:
    """Return `solution` as text, with the themes of its problems; None for drafts and merged ones."""
    if solution.state in HIDDEN_SOLUTIONS:
        return None
    parts = [solution.steps, solution.benefit, solution.indicators, solution.legal_basis, solution.risks]
    themes = {one.slug: one.name for problem in solution.problems.all() for one in problem.themes.all()}
    return Document(
        kind="solution",
        summary=solution.summary,
        body="\n\n".join(parts),
        themes=list(themes.items()),
        **_common(solution),
    )


register(
    Searchable(
        kind="problem",
        model=Problem,
        label=_("Problems"),
        order=2,
        queryset=_problems,
        document=problem_document,
        state_label=lambda value: ProblemState(value).label,
        letter="P",
    )
)
register(
    Searchable(
        kind="solution",
        model=Solution,
        label=_("Solutions"),
        order=3,
        queryset=_solutions,
        document=solution_document,
        state_label=lambda value: SolutionState(value).label,
        letter="S",
    )
)
