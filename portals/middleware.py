"""What every request of a person goes through: language and zone, last seen, providers, second factor."""

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter as second_factors
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portals.models import PortalSignIn
from portals.policies import must_use_mfa

Answer = Callable[[HttpRequest], HttpResponse]


class PersonMiddleware:
    """Activate the language and zone of whoever is signed in, before anything is rendered.

    The language of the profile wins over the browser's; the switch in the header changes both. Times are
    shown in the person's zone with its name.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language; `private, no-store` for whoever is signed in."""
        user = request.user
        if user.is_authenticated:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
            timezone.activate(user.zone)
        try:
            response = self.get_response(request)
        finally:
            timezone.deactivate()
        if user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class LastSeenMiddleware:
    """Keep when and from where each session was last used, for the person's own list of sessions.

    Written at most every `LAST_SEEN_EVERY_SECONDS`, so that reading pages does not write; 0 switches it off.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the session if it is time, then pass the request on."""
        every = settings.LAST_SEEN_EVERY_SECONDS
        key = request.session.session_key
        if every and key and request.user.is_authenticated and cache.add(f"seen:{key}", 1, timeout=every):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)


class SignInProvidersMiddleware:
    """Let the forms of sign-in pages lead to the providers of the portals; everywhere else the policy stays shut."""

    PAGES = frozenset(
        {"account_login", "account_signup", "account_reauthenticate", "socialaccount_connections"}
        | {"openid_connect_login", "socialaccount_login"}
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the providers' origins to `form-action` where one signs in."""
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.view_name in self.PAGES:
            offered = {one.origin for one in PortalSignIn.objects.on_offer()}
            origins = sorted(offered | set(settings.SIGN_IN_PROVIDERS)) if offered else []
            response._csp_update = {"form-action": origins} if origins else None  # type: ignore[attr-defined]
        return response


class SecondFactorMiddleware:
    """Lead people whose roles ask for a second factor to set one up before anything else.

    Only where `MFA_DEMANDED_OF_ROLES` is on. Reachable without: signing in and out, the account's security,
    the language, error pages.
    """

    OPEN = ("/accounts/", "/me/security/", "/me/sessions/", "/display/", "/static/", "/healthz", "/readyz")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, or lead to the second factors; the API is told in JSON."""
        if not settings.MFA_DEMANDED_OF_ROLES or request.path.startswith(self.OPEN):
            return self.get_response(request)
        if not must_use_mfa(request.user) or second_factors().is_mfa_enabled(request.user):
            return self.get_response(request)
        words = _("Your role asks for a second factor: set one up to go on.")
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": words}, status=403)
        messages.warning(request, words)
        return HttpResponseRedirect(reverse("portals:security"))
