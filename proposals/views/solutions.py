"""The page of a solution and its buttons."""

from statistics import median
from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.realtime.log import newest
from core.transitions import Edge
from core.views.pages import DetailPage, VerbView
from proposals import policies
from proposals.actions import co_authors, solution_moves, solutions, support
from proposals.forms.deciding import CoAuthorForm, EndorseForm
from proposals.models import Assessment, Pilot, Solution
from proposals.states import EDITABLE_SOLUTION, PilotState, SolutionState
from proposals.words import Criterion, Stance

DECISION_EDGES = {"accept", "reject", "defer", "refer"}
PAGES = {"merge": "solution_merge", "pilot": "pilot_start"}


class SolutionPage(LoginRequiredMixin, DetailPage):
    """Everything about one solution."""

    model = Solution
    slug_field = slug_url_kwarg = "number"
    template_name = "proposals/solution_detail.html"
    context_object_name = "solution"

    def get_queryset(self) -> QuerySet[Solution]:
        """Return what the reader may see, with its parties."""
        return super().get_queryset().with_parties().select_related("merged_into")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add who stands where, what was decided, and what the reader may do."""
        solution, user = self.object, self.request.user
        writers = list(solution.co_authors.select_related("user", "portal"))
        return super().get_context_data(
            live_after=newest(solution.room),
            has_files=solution.attachments.exists(),
            answered=solution.problems.select_related("portal").order_by("answers__pk"),
            co_authors=[one for one in writers if one.confirmed_at],
            invited=[one for one in writers if not one.confirmed_at],
            my_invitation=next((one for one in writers if one.user_id == user.pk), None),
            co_author_form=CoAuthorForm(),
            decisions=list(solution.decisions.with_parties().order_by("-decided_at", "-pk")),
            pilots=pilots_of(solution, user),
            may_edit=policies.can_edit_solution(user, solution),
            may_invite=solution.author_id == user.pk and solution.state in EDITABLE_SOLUTION,
            **moves_shown(user, solution),
            **support_of(solution, user),
            **assessment_of(solution, user),
            **words,
        )


def pilots_of(solution: Solution, user: Any) -> list[Pilot]:
    """Return the pilots, each with `may_report`: whether `user` may report its result now."""
    found: list[Any] = list(solution.pilots.select_related("owner", "portal", "solution__portal"))
    for pilot in found:
        pilot.may_report = pilot.state == PilotState.RUNNING and policies.can_report_pilot(user, pilot)
    return found


def moves_shown(user: Any, solution: Solution) -> dict[str, Any]:
    """Return the buttons: edges with addresses, and whether to decide or report comes as a form."""
    edges = policies.solution_moves(user, solution)
    if solution.state == SolutionState.IN_PILOT:
        edges = [edge for edge in edges if edge.name != "abandon"]
    return {
        "moves": [(edge, _address(solution, edge)) for edge in edges if _is_button(edge)],
        "may_decide": any(edge.name in DECISION_EDGES for edge in edges),
        "may_pilot": any(edge.name == "pilot" for edge in edges),
    }


def _is_button(edge: Edge) -> bool:
    return edge.name not in DECISION_EDGES | {"implement", "pilot"}


def _address(solution: Solution, edge: Edge) -> str:
    if edge.name in PAGES:
        return reverse(f"proposals:{PAGES[edge.name]}", args=[solution.number])
    return reverse("proposals:solution_move", args=[solution.number, edge.name])


def support_of(solution: Solution, user: Any) -> dict[str, Any]:
    """Return sponsors and stances, one's own, and the form to change it."""
    sponsors = list(solution.sponsorships.select_related("portal"))
    said = list(solution.endorsements.select_related("portal", "by"))
    own = user.portal.pk if user.portal else None
    mine = next((one for one in said if one.portal_id == own), None)
    initial = {"stance": mine.stance, "reason": mine.reason} if mine else {"stance": Stance.ENDORSE}
    return {
        "sponsors": sponsors,
        "sponsors_needed": settings.SPONSORS_NEEDED,
        "is_sponsor": any(one.portal_id == own for one in sponsors),
        "endorsements": said,
        "my_endorsement": mine,
        "endorse_form": EndorseForm(initial=initial),
        "may_support": policies.can_support(user, solution),
        "speaks": policies.can_speak_for_portal(user),
    }


def assessment_of(solution: Solution, user: Any) -> dict[str, Any]:
    """Return the scores as far as `user` may see them, with the median of each criterion."""
    rows = list(Assessment.objects.filter(solution=solution).with_people())
    seen = rows if policies.can_see_assessments(user, solution) else []
    return {
        "assessment_count": len(rows),
        "assessments": [(one, [getattr(one, name) for name in Criterion.values]) for one in seen],
        "criteria": Criterion.labels,
        "medians": [median(getattr(one, name) for one in seen) for name in Criterion.values] if seen else [],
        "is_blind": bool(rows) and not seen,
        "is_in_assessment": solution.state == SolutionState.IN_ASSESSMENT,
        "may_assess": policies.can_assess(user, solution),
    }


class SolutionStatus(LoginRequiredMixin, DetailPage):
    """The part of the page that changes while people look at it, fetched again after a live event."""

    model = Solution
    slug_field = slug_url_kwarg = "number"
    template_name = "proposals/_solution_status.html"
    context_object_name = "solution"


class MoveSolution(VerbView):
    """A button that takes one edge of the graph."""

    model = Solution
    message = _("Done. Those concerned have been told.")

    def perform(self, obj: Solution) -> Solution:
        """Submit, or take the edge named in the address."""
        edge = self.kwargs["edge"]
        if edge == "submit":
            return solutions.submit(obj, by=self.request.user)
        if edge not in solution_moves.FACTS:
            raise Http404
        return solution_moves.move(obj, edge, by=self.request.user, reason=self.reason)


class DiscardSolution(VerbView):
    """Throw a draft away."""

    model = Solution
    message = _("The draft has been discarded.")

    def perform(self, obj: Solution) -> None:
        """Discard it."""
        solutions.discard(obj, by=self.request.user)

    def back(self, obj: Solution) -> str:
        """Return to the list when the draft is gone."""
        is_there = Solution.objects.filter(number=obj.number).exists()
        return obj.get_absolute_url() if is_there else reverse("proposals:solution_list")


class Sponsor(VerbView):
    """Sponsor a solution in the name of one's portal."""

    model = Solution
    message = _("Your portal sponsors this solution.")

    def perform(self, obj: Solution) -> None:
        """Sponsor it."""
        support.sponsor(obj, by=self.request.user)


class WithdrawSponsorship(VerbView):
    """Stop sponsoring."""

    model = Solution
    message = _("Your portal no longer sponsors this solution.")

    def perform(self, obj: Solution) -> None:
        """Stop it."""
        support.withdraw_sponsorship(obj, by=self.request.user)


class ConfirmCoAuthor(VerbView):
    """Agree to be a co-author."""

    model = Solution
    message = _("You are a co-author now and may edit.")

    def perform(self, obj: Solution) -> None:
        """Confirm the invitation."""
        co_authors.confirm(obj, by=self.request.user)


class LeaveCoAuthor(VerbView):
    """Decline to be a co-author, or stop being one."""

    model = Solution
    message = _("You are not a co-author.")

    def perform(self, obj: Solution) -> None:
        """Decline or leave."""
        co_authors.leave(obj, by=self.request.user)

    def back(self, obj: Solution) -> str:
        """Return to the list when the draft is no longer visible."""
        is_seen = Solution.objects.visible_to(self.request.user).filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if is_seen else reverse("proposals:solution_list")
