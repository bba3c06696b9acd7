"""Setting up the sign-in of a portal."""

from typing import Any, NoReturn

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.views.pages import FormPage
from portals.actions import sign_in
from portals.forms import SignInForm
from portals.models import Portal, PortalSignIn
from portals.policies import can_create_portal
from portals.sign_in_session import ProviderSession, missing_in_configuration, origin_of


class PortalSignInPage(FormPage):
    """Set up the provider of a portal; for admins only."""

    request: Any
    form_class = SignInForm
    template_name = "portals/sign_in_form.html"
    message = _("Saved.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer admins only; the address does not exist for others."""
        if request.user.is_authenticated and not can_create_portal(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def portal(self) -> Portal:
        """The portal of the address."""
        portal: Portal = get_object_or_404(Portal, slug=self.kwargs["slug"])
        return portal

    @cached_property
    def former(self) -> PortalSignIn | None:
        """What is set up now."""
        found: PortalSignIn | None = (
            PortalSignIn.objects.filter(portal=self.portal).select_related("app").first()
        )
        return found

    def get_initial(self) -> dict[str, Any]:
        """Return what is set up now, without the secret."""
        if self.former is None:
            return {"is_active": True}
        app = self.former.app
        return {"issuer": self.former.issuer, "client_id": app.client_id, "is_active": self.former.is_active}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Name the portal and the address the provider must know."""
        back = reverse("openid_connect_callback", args=[self.portal.slug])
        return super().get_context_data(
            portal=self.portal, former=self.former, callback=self.request.build_absolute_uri(back), **words
        )

    def form_valid(self, form: Any) -> Any:
        """Ask the provider for its configuration before anything is kept."""
        try:
            self._check(form.cleaned_data["issuer"])
        except forms.ValidationError as error:
            form.add_error("issuer", error)
            return self.form_invalid(form)
        return super().form_valid(form)

    def perform(self, form: SignInForm) -> PortalSignIn:
        """Keep the set-up."""
        return sign_in.configure(self.portal, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """Return to the portal."""
        return self.portal.get_absolute_url()

    def _check(self, issuer: str) -> None:
        missing = missing_in_configuration(issuer, ProviderSession([origin_of(issuer)], _unanswered))
        if missing:
            raise forms.ValidationError(
                _("The provider does not name these addresses: %s.") % ", ".join(missing)
            )


def _unanswered(why: str) -> NoReturn:
    raise forms.ValidationError(_("There is no OpenID provider at this address (%s).") % why)
