"""How allauth behaves here: mails through our outbox, failures into the trail, a way for newcomers."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from core.notifications.outbox import post, site
from portals.account_mails import MAILS
from portals.actions import account_trail
from portals.models import User
from portals.sign_in_adapter import SocialAccountAdapter

__all__ = ["AccountAdapter", "SecondFactorAdapter", "SocialAccountAdapter"]


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail address."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail into the outbox, in the language of the person if there is one.

        So a dead mail server delays no page, and known and unknown addresses take the same time.
        """
        person = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = person.language if person else translation.get_language()
        with translation.override(language), timezone.override(person.zone if person else None):
            words = self._words(template_prefix, {"email": email, "person": person} | context)
            subject = self.format_email_subject(str(words["mail"].subject))
            text = render_to_string("mails/portals/account.txt", words)
            html = render_to_string("mails/portals/account.html", words)
        post(email, subject, text, html)

    def _words(self, template_prefix: str, context: dict[str, Any]) -> dict[str, Any]:
        """Return what the mail's two templates show; raise KeyError for a mail we have no words for."""
        mail = MAILS[template_prefix]
        return {
            **context,
            **site(),
            "mail": mail,
            "name": getattr(context["person"], "name", ""),
            "sentences": [str(sentence) % context for sentence in mail.sentences],
            "address": f"{settings.SITE_URL}{reverse(mail.leads_to)}" if mail.leads_to else "",
        }

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
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}
