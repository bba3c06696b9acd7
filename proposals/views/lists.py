"""The lists of problems and solutions, on the page and as CSV."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from core.text.csvs import csv_response
from core.views.pages import ListPage, Sort
from proposals.actions import exports
from proposals.filters import ProblemFilter, SolutionFilter
from proposals.models import Problem, Solution
from proposals.policies import can_write


class ExportableList(LoginRequiredMixin, ListPage):
    """A list that is also handed out as CSV with the same filters (`?format=csv`)."""

    has_trace = True
    file_name = "list.csv"
    heading: tuple[Any, ...] = ()

    def render_to_response(self, context: dict[str, Any], **words: Any) -> HttpResponse:
        """Show the page, or hand out every filtered row as CSV and log that."""
        if self.request.GET.get("format") != "csv":
            return super().render_to_response(context, **words)
        rows = list(self.cells(self.object_list))
        exports.log(self.file_name, rows=len(rows), by=self.request.user)
        return csv_response(self.file_name, self.heading, rows)

    def cells(self, rows: QuerySet[Any]) -> Iterator[tuple[Any, ...]]:
        """Return one tuple for each row, as `heading` names them."""
        raise NotImplementedError

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add whether the reader may write, and the conference the list is narrowed to."""
        context = super().get_context_data(may_write=can_write(self.request.user), **words)
        form = context["filter"].form
        context["conference"] = form.cleaned_data.get("conference") if form.is_bound else None
        return context


class ProblemList(ExportableList):
    """All problems the reader may see."""

    model = Problem
    filterset_class = ProblemFilter
    template_name = "proposals/problem_list.html"
    file_name = "problems.csv"
    heading = (
        _("number"), _("title"), _("state"), _("portal"), _("severity"), _("urgency"), _("themes"),
        _("conference"), _("affected portals"), _("solutions"), _("submitted"),
    )  # fmt: skip
    sorts = (
        Sort("newest", _("Newest first"), "-submitted_at"),
        Sort("affected", _("Most portals affected"), "-affected_count"),
        Sort("severity", _("Most severe"), "-urgency", "-severity"),
        Sort("oldest", _("Waiting longest"), "is_settled", "submitted_at"),
    )

    def rows(self) -> QuerySet[Problem]:
        """Return the problems with what a row shows."""
        seen = super().rows().with_parties().with_counts().with_order()
        return seen.prefetch_related("themes")

    def cells(self, rows: Any) -> Iterator[tuple[Any, ...]]:
        """Return the cells of each problem."""
        for row in rows:
            yield (
                row.code,
                row.title,
                row.get_state_display(),
                row.portal,
                row.get_severity_display(),
                row.get_urgency_display(),
                ", ".join(str(theme) for theme in row.themes.all()),
                row.conference or "",
                row.affected_count,
                row.solution_count,
                row.submitted_at.isoformat() if row.submitted_at else "",
            )


class SolutionList(ExportableList):
    """All solutions the reader may see."""

    model = Solution
    filterset_class = SolutionFilter
    template_name = "proposals/solution_list.html"
    file_name = "solutions.csv"
    heading = (
        _("number"), _("title"), _("state"), _("portal"), _("problems"), _("conference"),
        _("sponsors"), _("endorsements"), _("submitted"),
    )  # fmt: skip
    sorts = (
        Sort("newest", _("Newest first"), "-submitted_at"),
        Sort("moved", _("Moved last"), "-state_since"),
        Sort("support", _("Most support"), "-endorsement_count", "-sponsor_count"),
        Sort("oldest", _("Oldest first"), "submitted_at"),
    )

    def rows(self) -> QuerySet[Solution]:
        """Return the solutions with what a row shows."""
        return super().rows().with_parties().with_counts().prefetch_related("problems")

    def cells(self, rows: Any) -> Iterator[tuple[Any, ...]]:
        """Return the cells of each solution."""
        for row in rows:
            yield (
                row.code,
                row.title,
                row.get_state_display(),
                row.portal,
                ", ".join(problem.code for problem in row.problems.all()),
                row.conference or "",
                row.sponsor_count,
                row.endorsement_count,
                row.submitted_at.isoformat() if row.submitted_at else "",
            )
