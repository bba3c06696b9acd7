"""The safety of the own account at a glance, and ending single sessions."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.generic import TemplateView, View

from core.errors import Sentence
from portals.policies import must_use_mfa

FEW = 3


@dataclass(frozen=True)
class Safeguard:
    """One thing that keeps the account safe: what it is, how it stands, where it is changed."""

    label: Sentence
    standing: Sentence
    purpose: Sentence
    url: str
    sign: str
    tone: str = "neutral"


class Security(LoginRequiredMixin, TemplateView):
    """Password, addresses, second factors, sessions: how each stands."""

    request: Any
    template_name = "portals/me_security.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Gather how each safeguard stands."""
        user = self.request.user
        factors = list(Authenticator.objects.filter(user=user))
        guarded = any(one.type != Authenticator.Type.RECOVERY_CODES for one in factors)
        return super().get_context_data(
            safeguards=[*_ways_in(user), *_factors(factors, guarded), *_doors(user)],
            asks_for_factor=must_use_mfa(user) and not guarded,
            **words,
        )


def _ways_in(user: Any) -> list[Safeguard]:
    has_password = user.has_usable_password()
    addresses = user.emailaddress_set.filter(verified=True).count()
    return [
        Safeguard(
            _("Password"),
            _("set") if has_password else _("none"),
            _("12 characters or more; a sentence is easier to keep than a riddle."),
            reverse("account_change_password" if has_password else "account_set_password"),
            "key",
            "good" if has_password else "neutral",
        ),
        Safeguard(
            _("E-mail addresses"),
            ngettext("%s confirmed", "%s confirmed", addresses) % addresses,
            _("Mails and sign-in codes go there."),
            reverse("account_email"),
            "envelope",
            "good" if addresses else "wait",
        ),
    ]


def _factors(factors: list[Authenticator], guarded: bool) -> list[Safeguard]:
    by_type = {kind: [one for one in factors if one.type == kind] for kind in Authenticator.Type.values}
    keys, app = by_type[Authenticator.Type.WEBAUTHN], by_type[Authenticator.Type.TOTP]
    found = [
        Safeguard(
            _("Passkeys and security keys"),
            ngettext("%s key", "%s keys", len(keys)) % len(keys) if keys else _("none"),
            _("Sign in with fingerprint, face or PIN of your device. The safest way."),
            reverse("mfa_list_webauthn" if keys else "mfa_add_webauthn"),
            "fingerprint",
            "good" if keys else "neutral",
        ),
        Safeguard(
            _("Authenticator app"),
            _("active") if app else _("none"),
            _("A code from your phone besides the password."),
            reverse("mfa_deactivate_totp" if app else "mfa_activate_totp"),
            "phone",
            "good" if app else "neutral",
        ),
    ]
    return found + ([_recovery(by_type[Authenticator.Type.RECOVERY_CODES])] if guarded else [])


def _recovery(stored: list[Authenticator]) -> Safeguard:
    left = len(stored[0].wrap().get_unused_codes()) if stored else 0
    return Safeguard(
        _("Recovery codes"),
        ngettext("%s left", "%s left", left) % left,
        _("For the day the phone is lost. Print them or keep them in a safe."),
        reverse("mfa_view_recovery_codes" if left else "mfa_generate_recovery_codes"),
        "life-preserver",
        "good" if left >= FEW else "wait",
    )


def _doors(user: Any) -> list[Safeguard]:
    sessions = UserSession.objects.filter(user=user).count()
    providers = user.socialaccount_set.count()
    return [
        Safeguard(
            pgettext("sign-in", "Sessions"),
            ngettext("%s browser", "%s browsers", sessions) % sessions,
            _("Where you are signed in now."),
            reverse("usersessions_list"),
            "laptop",
        ),
        Safeguard(
            _("Sign-in of my portals"),
            ngettext("%s connected", "%s connected", providers) % providers if providers else _("none"),
            _("Sign in with the account of your portal."),
            reverse("socialaccount_connections"),
            "building",
            "good" if providers else "neutral",
        ),
    ]


class EndSession(LoginRequiredMixin, View):
    """End one of the own sessions; its sockets close with it."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it and show the others."""
        session = get_object_or_404(UserSession, user=request.user, pk=pk)
        session.end()
        messages.success(request, _("The session has ended."))
        return HttpResponseRedirect(reverse("usersessions_list"))
