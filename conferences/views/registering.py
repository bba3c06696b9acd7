"""The pages of one's own registration: register, where it stands, answers, ticket."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from conferences import policies
from conferences.actions import registrations, seats
from conferences.forms import AnswersForm, RegisterForm
from conferences.models import Answer, Conference, Registration
from conferences.tickets import qr_svg
from conferences.views.inside import InsideConference
from core.errors import Refused
from core.views.pages import FormPage, VerbView


class RegisterPage(InsideConference, FormPage):
    """The registration form, with the seats that are left."""

    form_class = RegisterForm
    template_name = "conferences/register.html"
    tab = "overview"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Lead whoever is registered already to the registration."""
        if self.own and self.own.is_live:
            return redirect("conferences:registration", self.conference.slug)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Build the form from the conference's questions."""
        own = {"conference": self.conference, "has_portal": self.request.user.portal is not None}
        return super().get_form_kwargs() | own

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the seats of the reader's portal."""
        quota = self.conference.quotas.filter(portal=self.request.user.portal).select_related("portal")
        return super().get_context_data(quota=quota.first() if self.request.user.portal else None, **words)

    def perform(self, form: RegisterForm) -> Registration:
        """Register."""
        clean = form.cleaned_data
        return registrations.register(
            self.conference,
            by=self.request.user,
            category=clean["category"],
            listing=clean["listing"],
            answers=form.answers,
        )


class OwnRegistration(LoginRequiredMixin, InsideConference):
    """A page about the reader's own registration; without one it leads to the form."""

    tab = "overview"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Lead those who have not registered to the form."""
        if request.user.is_authenticated and self.own is None:
            return redirect("conferences:register", self.conference.slug)
        return super().dispatch(request, *args, **kwargs)


class RegistrationPage(OwnRegistration, TemplateView):
    """Where the own registration stands, and what can be done about it."""

    template_name = "conferences/registration_detail.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the places in the lines, the answers and what is allowed."""
        own, user = self.own, self.request.user
        portal_place, common_place = seats.places(own)
        return super().get_context_data(
            registration=own,
            portal_place=portal_place,
            common_place=common_place,
            answers=Answer.objects.filter(registration=own).select_related("question"),
            can_withdraw=own.is_live and policies.can_withdraw(user, own),
            can_edit=policies.can_edit_answers(user, own),
            **words,
        )


class EditAnswers(OwnRegistration, FormPage):
    """Changing the own answers while registration is open."""

    form_class = AnswersForm
    template_name = "conferences/registration_form.html"
    message = _("Your answers are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show what was answered."""
        own = {"conference": self.conference, "registration": self.own}
        return super().get_form_kwargs() | own

    def perform(self, form: AnswersForm) -> Registration:
        """Change the answers."""
        listing = form.cleaned_data["listing"]
        return registrations.edit_answers(
            self.own, by=self.request.user, listing=listing, answers=form.answers
        )


class OwnVerb(VerbView):
    """A button on the own registration."""

    model = Conference
    request: Any

    def own(self, conference: Conference) -> Registration:
        """Return the reader's live registration; raise Refused when there is none."""
        own = conference.registrations.live().filter(user=self.request.user).first()
        if own is None:
            raise Refused(_("You are not registered for this conference."))
        return own

    def back(self, obj: Conference) -> str:
        """Lead to the own registration."""
        return reverse("conferences:registration", args=[obj.slug])


class Withdraw(OwnVerb):
    """Withdrawing."""

    message = _("You have withdrawn. Your seat passes to the next in line.")

    def perform(self, obj: Conference) -> None:
        """Withdraw the own registration."""
        registrations.withdraw(self.own(obj), by=self.request.user)


class AcceptOffer(OwnVerb):
    """Taking the offered seat."""

    message = _("The seat is yours. Your ticket is on its way by mail.")

    def perform(self, obj: Conference) -> None:
        """Take the seat."""
        registrations.accept_offer(self.own(obj), by=self.request.user)


class TicketPage(OwnRegistration, TemplateView):
    """The ticket: code as picture and as letters, made to be printed or shown on a phone."""

    template_name = "conferences/ticket.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Lead those without a confirmed seat to their registration."""
        if not self.own.is_confirmed:
            return HttpResponseRedirect(self.own.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the QR code."""
        return super().get_context_data(registration=self.own, qr=qr_svg(self.own.ticket), **words)
