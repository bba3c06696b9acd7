"""Sign-in through the OpenID provider of a portal: who is let in, and as whom.

A person is known by provider and subject, never by the address. The address only has to be one that the
provider calls verified and that lies in the portal's domains.
"""

from typing import Any, NoReturn

from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portals.actions import account_trail
from portals.models import PortalSignIn, User
from portals.sign_in_session import ProviderSession
from portals.text import NOT_IN_NAMES, tidy


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Only the providers of portals, only their verified people."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Return the providers on offer; those switched off do not exist."""
        offered = set(PortalSignIn.objects.on_offer().values_list("app_id", flat=True))
        return [app for app in super().list_apps(request, provider, client_id) if app.pk in offered]

    def get_requests_session(self) -> ProviderSession:
        """Return a session that asks the providers on offer and nobody else."""
        origins = {one.origin for one in PortalSignIn.objects.on_offer()}
        return ProviderSession(origins, self._unanswered)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in whom the portal vouches for; lead those who have an account here to sign in to it first."""
        sign_in = PortalSignIn.objects.on_offer().of_provider(sociallogin.account.provider).get()
        email = self._vouched_for(request, sociallogin, sign_in)
        connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if not (sociallogin.is_existing or connecting) and _has_account(email):
            self._ask_to_connect(request, sign_in)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Begin the new account with address, name and the language of the browser."""
        user: User = sociallogin.user
        given = " ".join(filter(None, (data.get("last_name"), data.get("first_name"))))
        user.email = (data.get("email") or "").lower()
        user.name = _without_markup(data.get("name") or given)[:150]
        user.language = get_language() or user.language
        return user

    def _vouched_for(self, request: HttpRequest, sociallogin: Any, sign_in: PortalSignIn) -> str:
        """Return the verified address in the portal's domains; refuse the sign-in otherwise."""
        address = next(iter(sociallogin.email_addresses), None)
        if address is None or address.verified is not True:
            self._refuse(
                request, sign_in, _("Your portal has not confirmed your e-mail address."), "unverified"
            )
        if not sign_in.admits(address.email):
            self._refuse(
                request, sign_in, _("Your e-mail address does not belong to this portal."), "foreign domain"
            )
        return str(address.email)

    def _refuse(self, request: HttpRequest, sign_in: PortalSignIn, words: str, why: str) -> NoReturn:
        account_trail.refused(request, sign_in, why)
        page = render(request, "socialaccount/authentication_error.html", {"reason": words}, status=403)
        raise ImmediateHttpResponse(page)

    def _unanswered(self, why: str) -> NoReturn:
        words = _("The portal's sign-in does not answer at the moment (%s). Try again later.") % why
        page = render(
            current.request, "socialaccount/authentication_error.html", {"reason": words}, status=502
        )
        raise ImmediateHttpResponse(page)

    def _ask_to_connect(self, request: HttpRequest, sign_in: PortalSignIn) -> NoReturn:
        """Say that there is an account, which the person has just shown to own the address of."""
        words = _("There is an account with your address already. Sign in to it once, then connect %s.")
        messages.info(request, words % sign_in.portal)
        there = urlencode({"next": reverse("socialaccount_connections")})
        raise ImmediateHttpResponse(HttpResponseRedirect(f"{reverse('account_login')}?{there}"))


def _without_markup(name: str) -> str:
    """Return what a provider calls the person without the signs that we accept from nobody."""
    return tidy("".join(sign for sign in name if sign not in NOT_IN_NAMES))


def _has_account(email: str) -> bool:
    known = EmailAddress.objects.filter(email__iexact=email).exists()
    return known or User.objects.filter(email__iexact=email).exists()
