"""How the people of a portal sign in with the portal's own OpenID Connect provider."""

from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Timestamped
from portals.models.portals import Portal


class PortalSignInQuerySet(models.QuerySet["PortalSignIn"]):
    """Reads of the providers."""

    def on_offer(self) -> Self:
        """Keep those one can sign in with now, with portal and settings loaded."""
        return self.filter(is_active=True, portal__is_active=True).select_related("portal", "app")

    def of_provider(self, provider_id: str) -> Self:
        """Keep the one whose provider is called `provider_id` in the addresses."""
        return self.filter(app__provider_id=provider_id)


class PortalSignIn(Timestamped):
    """Binds one provider to one portal: who signs in through it belongs to that portal.

    Only addresses that the provider calls verified and that lie in the portal's e-mail domains are let in.
    """

    portal = models.OneToOneField(Portal, models.PROTECT, related_name="sign_in", verbose_name=_("portal"))
    app = models.OneToOneField(SocialApp, models.PROTECT, related_name="+", verbose_name=_("provider"))
    is_active = models.BooleanField(_("active"), default=True)

    objects: ClassVar[Any] = PortalSignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in of a portal")
        verbose_name_plural = _("sign-ins of portals")
        ordering = ("portal",)

    def __str__(self) -> str:
        return f"{self.portal}: {self.issuer}"

    @property
    def issuer(self) -> str:
        """The provider's address, from which its configuration is read."""
        return str(self.app.settings.get("server_url", ""))

    @property
    def origin(self) -> str:
        """Scheme and host of the provider, for the content security policy."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def admits(self, email: str) -> bool:
        """Tell whether `email` lies in one of the portal's e-mail domains."""
        domain = email.rpartition("@")[2].lower()
        return bool(domain) and self.portal.domains.filter(domain=domain).exists()
