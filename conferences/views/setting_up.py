"""Setting a conference up: seats, questions, team."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from conferences.actions import questions, quotas, team
from conferences.forms import QuestionForm, SeatsForm, TeamForm
from conferences.models import Conference, Question, TeamMember
from conferences.views.inside import ManagedConference
from core.views.pages import FormPage, VerbView


class SeatsPage(ManagedConference, FormPage):
    """Seats in all and per portal."""

    form_class = SeatsForm
    template_name = "conferences/seats.html"
    message = _("The seats are set.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Build the form from the quotas as they are."""
        return super().get_form_kwargs() | {"conference": self.conference}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Mark the page in the desk's menu."""
        return super().get_context_data(page="seats", **words)

    def perform(self, form: SeatsForm) -> Conference:
        """Set the seats."""
        capacity = form.cleaned_data["capacity"]
        return quotas.set_seats(self.conference, capacity=capacity, quotas=form.wanted, by=self.request.user)

    def get_success_url(self) -> str:
        """Stay here, where more portals can be added."""
        return reverse("conferences:seats", args=[self.conference.slug])


class QuestionsPage(ManagedConference, TemplateView):
    """The questions of the registration form, in order."""

    template_name = "conferences/questions.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the questions asked today."""
        asked = Question.objects.asked().filter(conference=self.conference)
        return super().get_context_data(questions=asked, page="questions", **words)


class QuestionPage(ManagedConference, FormPage):
    """One question: a new one, or a change."""

    form_class = QuestionForm
    template_name = "conferences/question_form.html"
    message = _("The question is saved.")

    def question(self) -> Question | None:
        """Return the question of the address; None on the page for a new one."""
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(Question, conference=self.conference, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show the question as it is."""
        return super().get_form_kwargs() | {"instance": self.question()}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Mark the page in the desk's menu."""
        return super().get_context_data(page="questions", question=self.question(), **words)

    def perform(self, form: QuestionForm) -> Question:
        """Add or change."""
        by, question = self.request.user, self.question()
        if question is None:
            return questions.add(self.conference, by=by, **form.cleaned_data)
        return questions.change(question, by=by, **form.cleaned_data)

    def get_success_url(self) -> str:
        """Lead back to the list of questions."""
        return reverse("conferences:questions", args=[self.conference.slug])


class QuestionVerb(ManagedConference, VerbView):
    """Up, down, remove."""

    def load(self) -> Question:
        """Return the question of the address."""
        return get_object_or_404(Question, conference=self.conference, pk=self.kwargs["pk"])

    def perform(self, obj: Question) -> None:
        """Run the verb in the address."""
        match self.kwargs["verb"]:
            case "up" | "down":
                questions.move(obj, by=self.request.user, up=self.kwargs["verb"] == "up")
            case "remove":
                questions.remove(obj, by=self.request.user)
            case _:
                raise Http404

    def back(self, obj: Question) -> str:
        """Lead back to the list of questions."""
        return reverse("conferences:questions", args=[self.conference.slug])


class TeamPage(ManagedConference, FormPage):
    """Who organises, chairs and assesses; one form adds a person."""

    form_class = TeamForm
    template_name = "conferences/team.html"
    message = _("The team has grown.")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the team."""
        members = self.conference.team.select_related("user")
        return super().get_context_data(members=members, page="team", **words)

    def perform(self, form: TeamForm) -> TeamMember:
        """Take the person into the team."""
        clean = form.cleaned_data
        return team.add(self.conference, user=clean["email"], role=clean["role"], by=self.request.user)

    def get_success_url(self) -> str:
        """Stay here."""
        return reverse("conferences:team", args=[self.conference.slug])


class ReleaseFromTeam(ManagedConference, VerbView):
    """Releasing a person from a task."""

    def load(self) -> TeamMember:
        """Return the task of the address."""
        return get_object_or_404(TeamMember, conference=self.conference, pk=self.kwargs["pk"])

    def perform(self, obj: TeamMember) -> None:
        """Release."""
        team.remove(obj, by=self.request.user)

    def back(self, obj: TeamMember) -> str:
        """Lead back to the team."""
        return reverse("conferences:team", args=[self.conference.slug])
