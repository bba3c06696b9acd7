"""Own mails and the own token for the API."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from rest_framework.authtoken.models import Token

from core.notifications.models import MailChoice, Preference
from core.views.pages import FormPage
from portals.account_forms import MailsForm
from portals.actions import preferences, tokens


class Mails(FormPage):
    """How one is mailed and about what."""

    request: Any
    form_class = MailsForm
    template_name = "portals/me_notifications.html"
    message = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        """Return what was chosen, or what everybody begins with."""
        chosen = Preference.objects.filter(user=self.request.user).first()
        mail = chosen.mail if chosen else MailChoice.AT_ONCE
        return {"mail": mail, "wanted": preferences.wanted_groups(chosen)}

    def perform(self, form: MailsForm) -> Preference:
        """Keep the choice."""
        return preferences.choose_mails(by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """Stay here."""
        return reverse("portals:me_notifications")


@method_decorator(reauthentication_required, name="dispatch")
class ApiToken(LoginRequiredMixin, View):
    """The own token: made here, shown once, revoked here."""

    template_name = "portals/me_token.html"

    def get(self, request: Any, key: str = "") -> HttpResponse:
        """Show whether there is one, and right after making it, which."""
        words = {"token": Token.objects.filter(user=request.user).first(), "key": key}
        return render(request, self.template_name, words)

    def post(self, request: Any) -> HttpResponse:
        """Make a new one, or revoke the one there is."""
        if request.POST.get("action") == "revoke":
            tokens.revoke(by=request.user)
            messages.success(request, str(_("The token no longer works.")))
            return HttpResponseRedirect(reverse("portals:me_token"))
        return self.get(request, tokens.create(by=request.user))
