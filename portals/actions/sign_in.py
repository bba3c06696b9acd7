"""Verbs of a portal's own sign-in: set up, switch off."""

from allauth.socialaccount.models import SocialApp
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import Refused
from portals import facts
from portals.models import Portal, PortalSignIn, User
from portals.policies import can_create_portal, demand
from portals.sign_in_session import is_safe

PROVIDER = "openid_connect"


@transaction.atomic
def configure(
    portal: Portal, *, by: User, issuer: str, client_id: str, secret: str = "", is_active: bool = True
) -> PortalSignIn:
    """Let the people of `portal` sign in through the OpenID provider at `issuer`.

    An empty `secret` keeps the former one. Admins. Announces portal.sign_in_configured, never the secret.
    Raises NotAllowed, Refused for a portal without e-mail domains (nobody could be let in), an address
    without TLS in production, or a first set-up without a secret.
    """
    demand(can_create_portal(by))
    if not portal.domains.exists():
        raise Refused(_("Give the portal its e-mail domains first: only addresses in them are let in."))
    if not is_safe(issuer):
        raise Refused(_("The provider's address must begin with https://."), field="issuer")
    former = PortalSignIn.objects.filter(portal=portal).select_related("app").first()
    if not (secret or former):
        raise Refused(_("The first time the secret is needed."), field="secret")
    app = former.app if former else SocialApp(provider=PROVIDER, provider_id=portal.slug)
    _fill(app, portal, issuer, client_id, secret)
    sign_in, _made = PortalSignIn.objects.update_or_create(
        portal=portal, defaults={"app": app, "is_active": is_active}
    )
    fact = facts.SIGN_IN_CONFIGURED if is_active else facts.SIGN_IN_REMOVED
    announce(fact, by=by, acting_for=by.portal, about=portal, detail={"issuer": issuer})
    return sign_in


def _fill(app: SocialApp, portal: Portal, issuer: str, client_id: str, secret: str) -> None:
    app.name = portal.name[:40]
    app.client_id = client_id
    app.secret = secret or app.secret
    app.settings = {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True}
    app.save()
