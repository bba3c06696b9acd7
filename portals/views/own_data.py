"""The own data, and closing the account: both behind a fresh sign-in."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from core.announcing import announce
from core.views.pages import FormPage
from portals import exports, facts
from portals.account_forms import CloseForm
from portals.actions import closing


class OwnData(LoginRequiredMixin, TemplateView):
    """What the platform holds about the person, and the ways to take it out or away."""

    template_name = "portals/me_data.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Name the sections of the archive."""
        return super().get_context_data(sections=exports.sections(), **words)


@method_decorator(reauthentication_required, name="dispatch")
class Archive(LoginRequiredMixin, View):
    """One ZIP with everything: made at once, kept nowhere."""

    def get(self, request: Any) -> FileResponse:
        """Send the archive and write into the trail how many rows it had."""
        file, count = exports.archive(request.user)
        with transaction.atomic():
            announce(facts.EXPORTED, by=request.user, about=request.user, detail={"rows": count}, url="")
        name = f"interportal-{timezone.localdate():%Y-%m-%d}.zip"
        response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
        response["Cache-Control"] = "private, no-store"
        return response


@method_decorator(reauthentication_required, name="dispatch")
class CloseAccount(FormPage):
    """Close the own account for good."""

    request: Any
    form_class = CloseForm
    template_name = "portals/me_close.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form whose account it is."""
        return super().get_form_kwargs() | {"person": self.request.user}

    def perform(self, form: CloseForm) -> Any:
        """Close it."""
        return closing.close(self.request.user, by=self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign out and say goodbye."""
        answer = super().form_valid(form)
        if answer.status_code == HttpResponseRedirect.status_code:
            logout(self.request)
            messages.success(self.request, _("Your account is closed. Thank you for what you contributed."))
        return answer

    def get_success_url(self) -> str:
        """Lead to the home page."""
        return "/"
