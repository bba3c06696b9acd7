"""What happens to accounts in allauth, written into the trail: who, when, from which network; never codes."""

import ipaddress
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.db import transaction
from django.http import HttpRequest

from core.announcing import announce
from core.facts import Fact
from portals import facts
from portals.actions import invitations, memberships
from portals.models import PortalSignIn, User


def note(fact: Fact, user: User, request: HttpRequest | None = None, **detail: Any) -> None:
    """Write that `fact` happened to the person's own account; the person is who acted."""
    with transaction.atomic():
        announce(fact, by=user, about=user, detail=detail | network(request), url="")


def failed(request: HttpRequest | None, email: str) -> None:
    """Write that somebody failed to sign in as the person with this address; unknown addresses leave no trace."""
    user = User.objects.filter(email__iexact=email).first() if email else None
    if user is None:
        return
    with transaction.atomic():
        announce(facts.SIGN_IN_FAILED, by=None, about=user, detail=network(request), url="")


@transaction.atomic
def refused(request: HttpRequest | None, sign_in: PortalSignIn, why: str) -> None:
    """Write that a portal's provider sent somebody whom we do not let in, without saying whom."""
    detail = {"why": why} | network(request)
    announce(facts.SIGN_IN_REFUSED, by=None, about=sign_in.portal, detail=detail, url="")


@transaction.atomic
def vouched_for(user: User, provider_id: str) -> None:
    """Make the person a member of the portal whose provider has just vouched for them."""
    sign_in = PortalSignIn.objects.on_offer().of_provider(provider_id).first()
    if sign_in is not None:
        memberships.join_by_sign_in(user, sign_in.portal)


@transaction.atomic
def address_confirmed(user: User, email: str) -> None:
    """Propose the portal of a newly confirmed address, unless an invitation for it waits to be accepted."""
    note(facts.ADDRESS_CHANGED, user)
    if not invitations.waiting_for(email):
        memberships.propose_by_domain(user, email)


def network(request: HttpRequest | None) -> dict[str, str]:
    """Return the network a request came from, shortened so that it names no single machine."""
    address = get_client_ip(request) if request is not None else None
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return {}
    width = 24 if found.version == 4 else 48
    return {"network": str(ipaddress.ip_network(f"{found}/{width}", strict=False))}
