"""What a person takes along, and what goes when an account is closed."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.attachments.models import Attachment
from portals.closing import on_closing
from portals.exports import register
from proposals.models import Assessment, Endorsement, Problem, Solution
from proposals.states import ProblemState

PROBLEM_COLUMNS = (
    "number",
    "title",
    "state",
    "what_happens",
    "effect",
    "services",
    "created_at",
    "submitted_at",
)
SOLUTION_COLUMNS = ("number", "title", "state", "summary", "steps", "benefit", "created_at", "submitted_at")


def problems(user: Any) -> Iterable[dict[str, Any]]:
    """Return the problems `user` wrote, drafts included."""
    return Problem.objects.filter(author=user).order_by("number").values(*PROBLEM_COLUMNS)


def solutions(user: Any) -> Iterable[dict[str, Any]]:
    """Return the solutions `user` wrote or co-wrote, own drafts included."""
    return Solution.objects.of_people(user).order_by("number").distinct().values(*SOLUTION_COLUMNS)


def voices(user: Any) -> Iterable[dict[str, Any]]:
    """Return where `user` said the portal stands, and the assessments `user` gave."""
    said = Endorsement.objects.filter(by=user).values("solution__number", "stance", "reason", "changed_at")
    given = Assessment.objects.filter(assessor=user).values("solution__number", "comment", "created_at")
    return [dict(row) for row in (*said, *given)]


def files(user: Any) -> Iterable[tuple[str, Any]]:
    """Return the files `user` uploaded to own problems and solutions."""
    for model in (Problem, Solution):
        for item in model.objects.filter(author=user):
            for file in Attachment.objects.of(item).filter(uploaded_by=user):
                yield f"{item.code}-{file.name}", file.file


@on_closing
def discard_drafts(user: Any) -> None:
    """Delete what `user` never submitted; what is submitted stays under "former delegate"."""
    Problem.objects.filter(author=user, state=ProblemState.DRAFT).delete()
    Solution.objects.filter(author=user, state=ProblemState.DRAFT).delete()


register("problems", _("Problems"), rows=problems, files=files)
register("solutions", _("Solutions"), rows=solutions)
register("stances", _("Stances and assessments"), rows=voices)
