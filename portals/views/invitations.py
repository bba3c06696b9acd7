"""Invitations: send, take back, read and accept."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from core.errors import Refused
from core.views.pages import FormPage, VerbView
from portals.actions import invitations
from portals.forms import InviteForm
from portals.models import Invitation
from portals.policies import can_accept
from portals.views.memberships import ManagedPortalMixin


class Invite(ManagedPortalMixin, FormPage):
    """Invite several people by e-mail."""

    form_class = InviteForm
    template_name = "portals/invite_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form who invites and to what."""
        return super().get_form_kwargs() | {"by": self.request.user, "portal": self.portal}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Name the portal."""
        return super().get_context_data(portal=self.portal, **words)

    def perform(self, form: InviteForm) -> list[Invitation]:
        """Send one invitation per address."""
        role = form.cleaned_data["role"]
        addresses = form.cleaned_data["addresses"]
        sent = [invitations.send(one, self.portal, by=self.request.user, role=role) for one in addresses]
        words = ngettext("%s invitation is on its way.", "%s invitations are on their way.", len(sent))
        self.message = words % len(sent)
        return sent

    def get_success_url(self) -> str:
        """Return to the desk."""
        return reverse("portals:people", args=[self.portal.slug])


class RevokeInvitation(VerbView):
    """Take an invitation back."""

    model = Invitation
    message = _("The invitation has been taken back.")

    def perform(self, invitation: Invitation) -> Invitation:
        """Revoke."""
        return invitations.revoke(invitation, by=self.request.user)


class AcceptInvitation(VerbView):
    """Accept an invitation to one of the own confirmed addresses, found without the mail."""

    model = Invitation

    def perform(self, invitation: Invitation) -> Any:
        """Accept it, and say for whom one acts now."""
        self.message = _("Welcome. You now act for %s.") % invitation.portal
        return invitations.accept(invitation, by=self.request.user)

    def back(self, obj: Invitation) -> str:
        """Lead to the portal."""
        return obj.portal.get_absolute_url()


class InvitationPage(View):
    """What a mailed link shows; only the button accepts, so a mail scanner that follows links does not."""

    template_name = "portals/invitation.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show who invites to what."""
        invitation = self._load(token)
        fits = request.user.is_authenticated and can_accept(request.user, invitation)
        words = {"invitation": invitation, "fits": fits, "token": token}
        response = render(request, self.template_name, words)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "private, no-store"
        return response

    def post(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """Accept it as the person signed in."""
        invitation = self._load(token)
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        try:
            invitations.accept(invitation, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Welcome. You now act for %s.") % invitation.portal)
        return HttpResponseRedirect(invitation.portal.get_absolute_url())

    def _load(self, token: str) -> Invitation:
        """Return the invitation whose mail held the token; answered ones are shown as such."""
        return get_object_or_404(Invitation.objects.with_token(token).select_related("portal", "invited_by"))
