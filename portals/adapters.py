"""How allauth behaves here: mails through our outbox, failures into the trail, a way for newcomers."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from core.notifications.outbox import post
from portals.actions import account_trail
from portals.models import User
from portals.sign_in_adapter import SocialAccountAdapter

__all__ = ["AccountAdapter", "SecondFactorAdapter", "SocialAccountAdapter"]


@dataclass(frozen=True)
class Site:
    """What allauth's mails call the place they come from."""

    name: str
    domain: str


SITE = Site("Interportal", settings.SITE_URL.partition("://")[2])


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail address."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail into the outbox, in the language of the person if there is one.

        So a dead mail server delays no page, and known and unknown addresses take the same time.
        """
        request = current.request
        person = context.get("user") or User.objects.filter(email__iexact=email).first()
        words = {
            "request": request,
            "email": email,
            "user": person,
            "current_site": SITE,
        }
        language = person.language if person else translation.get_language()
        with translation.override(language):
            message = self.render_mail(template_prefix, email, words | context)
            frame = {"text": message.body, "language": language, "site_url": settings.SITE_URL}
            html = render_to_string("mails/portals/account.html", frame)
        post(email, str(message.subject), str(message.body), html)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the failure into the trail of the account, if the address has one."""
        account_trail.failed(request, str(credentials.get("email", "")))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Lead newcomers to the portals they may act for."""
        return reverse("portals:me_portals")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors and passkeys under the product's name."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the product beside the host that the keys are bound to."""
        return super().get_public_key_credential_rp_entity() | {"name": "Interportal"}
