"""Forms about a solution: endorse, invite, assess, decide, try out, report, merge."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed
from core.views.pages import FormPage
from proposals import policies
from proposals.actions import assessments, co_authors, decisions, pilots, solution_moves, support
from proposals.forms.deciding import (
    AssessForm,
    CoAuthorForm,
    DecideForm,
    EndorseForm,
    MergeForm,
    PilotForm,
    ReportForm,
)
from proposals.models import Decision, Pilot, Solution
from proposals.views.solutions import DECISION_EDGES, assessment_of


class SolutionForm(FormPage):
    """A form about one solution; whoever may not send it now is told so."""

    item: Solution

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Load the solution as the reader may see it."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        seen = Solution.objects.visible_to(request.user).with_parties()
        self.item = get_object_or_404(seen, number=kwargs["number"])
        if request.method == "GET" and not self.is_offered():
            raise NotAllowed(
                _("This is not for you to do now. The page of the solution shows where it stands.")
            )
        return super().dispatch(request, *args, **kwargs)

    def is_offered(self) -> bool:
        """Tell whether the reader may send this form now."""
        return True

    def edges(self) -> set[str]:
        """Return the names of the edges the reader may take now."""
        return {edge.name for edge in policies.solution_moves(self.request.user, self.item)}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the solution."""
        return super().get_context_data(item=self.item, solution=self.item, **words)

    def get_success_url(self) -> str:
        """Return to the solution."""
        return self.item.get_absolute_url()


class Endorse(SolutionForm):
    """Say where one's portal stands."""

    form_class = EndorseForm
    template_name = "proposals/endorse_form.html"
    message = _("Noted. The authors have been told.")

    def is_offered(self) -> bool:
        """Ask the policy."""
        return policies.can_support(self.request.user, self.item)

    def perform(self, form: EndorseForm) -> Any:
        """Endorse, with reservations, or object."""
        return support.endorse(self.item, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """Return to the list of stances."""
        return f"{super().get_success_url()}#support"


class InviteCoAuthor(SolutionForm):
    """Ask somebody to write along."""

    form_class = CoAuthorForm
    template_name = "proposals/co_author_form.html"
    message = _("The person has been asked.")

    def perform(self, form: CoAuthorForm) -> Any:
        """Invite the member."""
        return co_authors.invite(self.item, form.cleaned_data["user"], by=self.request.user)


class Assess(SolutionForm):
    """Score the solution."""

    form_class = AssessForm
    template_name = "proposals/assess_form.html"
    message = _("Your assessment is in. Now you see those of the others.")

    def is_offered(self) -> bool:
        """Ask the policy."""
        return policies.can_assess(self.request.user, self.item)

    def perform(self, form: AssessForm) -> Any:
        """Give the scores."""
        comment = form.cleaned_data["comment"]
        return assessments.give(self.item, by=self.request.user, scores=form.scores, comment=comment)

    def get_success_url(self) -> str:
        """Return to the scores."""
        return f"{super().get_success_url()}#assessment"


class Decide(SolutionForm):
    """Decide on the solution."""

    form_class = DecideForm
    template_name = "proposals/decide_form.html"
    message = _("The decision is recorded. Those concerned have been told.")

    def is_offered(self) -> bool:
        """Offer it to whoever may take one of the edges of a decision."""
        return bool(self.edges() & DECISION_EDGES)

    @property
    def in_force(self) -> Decision | None:
        """The decision in force."""
        return self.item.decisions.in_force().with_parties().first()

    def get_initial(self) -> dict[str, Any]:
        """Remember which decision was in force when the page was opened."""
        return {"supersedes": self.in_force.pk if self.in_force else None}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whether to ask for a word when nobody has assessed."""
        return {**super().get_form_kwargs(), "is_assessed": self.item.is_assessed}

    def perform(self, form: DecideForm) -> Decision:
        """Record the decision."""
        words = {**form.cleaned_data}
        known = words.pop("supersedes")
        former = self.item.decisions.filter(pk=known).first() if known else None
        return decisions.decide(self.item, by=self.request.user, supersedes=former, **words)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the decision in force, how portals stand, and the median of each criterion."""
        stances = self.item.endorsements.select_related("portal")
        judged = assessment_of(self.item, self.request.user)
        return super().get_context_data(
            in_force=self.in_force,
            sponsor_count=self.item.sponsorships.count(),
            sponsors_needed=settings.SPONSORS_NEEDED,
            endorsements=stances,
            medians=list(zip(judged["criteria"], judged["medians"], strict=False)),
            assessment_count=judged["assessment_count"],
            **words,
        )


class StartPilot(SolutionForm):
    """Start a pilot."""

    form_class = PilotForm
    template_name = "proposals/pilot_form.html"
    message = _("The pilot has started.")

    def is_offered(self) -> bool:
        """Offer it to whoever may take the edge."""
        return "pilot" in self.edges()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the solution and the reader."""
        return {**super().get_form_kwargs(), "solution": self.item, "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Suggest oneself as the owner."""
        return {"owner": self.request.user}

    def perform(self, form: PilotForm) -> Pilot:
        """Start it."""
        return pilots.start(self.item, by=self.request.user, **form.cleaned_data)


class ReportPilot(SolutionForm):
    """Report what came of a pilot."""

    form_class = ReportForm
    template_name = "proposals/report_form.html"
    message = _("The result is recorded. Those concerned have been told.")

    @property
    def pilot(self) -> Pilot:
        """The pilot of the address; 404 when it is not one of this solution."""
        rows: QuerySet[Pilot] = self.item.pilots.select_related("owner", "portal")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def is_offered(self) -> bool:
        """Offer it while the pilot is running, to whoever may report."""
        pilot = self.pilot
        return pilot.state == "running" and policies.can_report_pilot(self.request.user, pilot)

    def perform(self, form: ReportForm) -> Pilot:
        """Report it."""
        return pilots.report(self.pilot, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the pilot."""
        return super().get_context_data(pilot=self.pilot, **words)


class MergeSolution(SolutionForm):
    """Merge a solution into another one."""

    form_class = MergeForm
    template_name = "proposals/merge_form.html"
    message = _("Merged. The solution that stays answers all the problems.")

    def is_offered(self) -> bool:
        """Offer it to whoever may take the edge."""
        return "merge" in self.edges()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the solution and the reader."""
        return {**super().get_form_kwargs(), "item": self.item, "user": self.request.user}

    def perform(self, form: MergeForm) -> Solution:
        """Merge it; leads to the solution that stays."""
        into = form.cleaned_data["into"]
        solution_moves.merge(self.item, into=into, by=self.request.user, reason=form.cleaned_data["reason"])
        self.item = into
        return into
