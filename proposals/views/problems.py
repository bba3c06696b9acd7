"""The page of a problem, its solutions side by side, and its buttons."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed
from core.models import label_of
from core.realtime.log import newest
from core.transitions import Edge
from core.views.pages import DetailPage, FormPage, VerbView, VisibleObjectMixin
from proposals.actions import affected, problem_moves, problems
from proposals.forms.deciding import AffectedForm, MergeForm
from proposals.models import Problem, Solution
from proposals.policies import (
    can_edit_problem,
    can_propose,
    can_speak_for_portal,
    can_tell_affected,
)
from proposals.policies import (
    problem_moves as moves_of,
)
from proposals.words import Severity, Stance

COMPARED = (
    "summary", "steps", "benefit", "indicators", "cost", "effort", "time_needed", "legal_basis", "risks",
)  # fmt: skip


class ProblemPage(LoginRequiredMixin, DetailPage):
    """Everything about one problem."""

    model = Problem
    slug_field = slug_url_kwarg = "number"
    template_name = "proposals/problem_detail.html"
    context_object_name = "problem"

    def get_queryset(self) -> QuerySet[Problem]:
        """Return what the reader may see, with its parties and themes."""
        seen = super().get_queryset().with_parties().select_related("merged_into")
        return seen.prefetch_related("themes")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the portals that have it, its solutions, and what the reader may do."""
        problem, user = self.object, self.request.user
        portals = list(problem.affected.select_related("portal", "by"))
        mine = next((one for one in portals if user.portal and one.portal_id == user.portal.pk), None)
        return super().get_context_data(
            live_after=newest(problem.room),
            has_files=problem.attachments.exists(),
            affected=portals,
            mine=mine,
            affected_form=AffectedForm(initial=_initial(mine)),
            solutions=solutions_of(problem, user),
            moves=problem_moves_shown(user, problem),
            may_edit=can_edit_problem(user, problem),
            may_tell=can_tell_affected(user, problem),
            may_propose=can_propose(user, problem),
            speaks=can_speak_for_portal(user),
            **words,
        )


def _initial(mine: Any) -> dict[str, Any]:
    return {"severity": mine.severity, "note": mine.note} if mine else {"severity": Severity.MEDIUM}


def problem_moves_shown(user: Any, problem: Problem) -> list[tuple[Edge, str]]:
    """Return the edges on offer with the address each button posts or leads to."""
    found = []
    for edge in moves_of(user, problem):
        name = "proposals:problem_merge" if edge.name == "merge" else "proposals:problem_move"
        args: list[Any] = [problem.number] if edge.name == "merge" else [problem.number, edge.name]
        found.append((edge, reverse(name, args=args)))
    return found


def solutions_of(problem: Problem, user: Any) -> list[Solution]:
    """Return the rival solutions `user` may see, each with `stances`: how many portals say what."""
    rows = Solution.objects.visible_to(user).filter(problems=problem).with_parties().with_counts()
    found: list[Any] = list(rows.prefetch_related("endorsements").order_by("submitted_at", "number"))
    for solution in found:
        said = [one.stance for one in solution.endorsements.all()]
        solution.stances = [(stance, said.count(stance)) for stance in Stance]
    return found


class ProblemStatus(LoginRequiredMixin, VisibleObjectMixin, DetailPage):
    """The part of the page that changes while people look at it, fetched again after a live event."""

    model = Problem
    slug_field = slug_url_kwarg = "number"
    template_name = "proposals/_problem_status.html"
    context_object_name = "problem"


class Compare(LoginRequiredMixin, DetailPage):
    """The rival solutions of one problem side by side: fields in rows, solutions in columns."""

    model = Problem
    slug_field = slug_url_kwarg = "number"
    template_name = "proposals/compare.html"
    context_object_name = "problem"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add one row for each field that any solution fills."""
        solutions = solutions_of(self.object, self.request.user)
        rows = [(label_of(Solution, name), [getattr(one, name) for one in solutions]) for name in COMPARED]
        filled = [(label, texts) for label, texts in rows if any(texts)]
        return super().get_context_data(solutions=solutions, table_rows=filled, **words)


class MoveProblem(VerbView):
    """A button that takes one edge of the graph."""

    model = Problem
    message = _("Done. Those concerned have been told.")

    def perform(self, obj: Problem) -> Problem:
        """Submit, or take the edge named in the address."""
        edge = self.kwargs["edge"]
        if edge == "submit":
            return problems.submit(obj, by=self.request.user)
        if edge not in problem_moves.FACTS:
            raise Http404
        return problem_moves.move(obj, edge, by=self.request.user, reason=self.reason)


class DiscardProblem(VerbView):
    """Throw a draft away."""

    model = Problem
    message = _("The draft has been discarded.")

    def perform(self, obj: Problem) -> None:
        """Discard it."""
        problems.discard(obj, by=self.request.user)

    def back(self, obj: Problem) -> str:
        """Return to the list when the draft is gone."""
        return obj.get_absolute_url() if obj.pk and Problem.objects.filter(pk=obj.pk).exists() else _list()


def _list() -> str:
    return reverse("proposals:problem_list")


class TellAffected(VisibleObjectMixin, FormPage):
    """We have this too: how bad, and what is different here."""

    model = Problem
    form_class = AffectedForm
    template_name = "proposals/affected_form.html"
    message = _("Your portal is listed. The others have been told.")

    def perform(self, form: AffectedForm) -> Any:
        """Tell it for the portal one acts for."""
        affected.tell(self.load(), by=self.request.user, **form.cleaned_data)
        return self.load()

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the problem."""
        return super().get_context_data(problem=self.load(), **words)

    def get_success_url(self) -> str:
        """Return to the list of affected portals."""
        return f"{super().get_success_url()}#affected"


class WithdrawAffected(VerbView):
    """We no longer have this."""

    model = Problem
    message = _("Your portal is no longer listed.")

    def perform(self, obj: Problem) -> None:
        """Take the own portal off the list."""
        affected.withdraw(obj, by=self.request.user)


class MergeProblem(VisibleObjectMixin, FormPage):
    """Merge a problem into another one."""

    model = Problem
    form_class = MergeForm
    template_name = "proposals/merge_form.html"
    message = _("Merged. Affected portals and solutions are kept.")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse those who may not merge it now."""
        if request.user.is_authenticated:
            self.item = self.load()
            if "merge" not in {edge.name for edge in moves_of(request.user, self.item)}:
                raise NotAllowed(
                    _("This is not for you to do now. The page of the problem shows where it stands.")
                )
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the problem and the reader."""
        return {**super().get_form_kwargs(), "item": self.item, "user": self.request.user}

    def perform(self, form: MergeForm) -> Problem:
        """Merge it; leads to the problem that stays."""
        into = form.cleaned_data["into"]
        problem_moves.merge(self.item, into=into, by=self.request.user, reason=form.cleaned_data["reason"])
        return into

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the problem."""
        return super().get_context_data(item=self.item, **words)
