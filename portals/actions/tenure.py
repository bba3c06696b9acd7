"""What the verbs of a membership share: beginning one, and telling those concerned."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import Refused
from core.facts import Fact
from portals.models import Membership, Portal, User


def deciders(portal: Portal) -> list[User]:
    """Return who decides on requests: the leads of `portal`, or the admins where there is none."""
    leads = list(User.objects.leading(portal).distinct())
    return leads or list(User.objects.active().filter(is_superuser=True))


def lock(user: User) -> None:
    """Hold the person's row, so that two requests cannot both begin a membership."""
    User.objects.select_for_update().get(pk=user.pk)


def start(user: User, portal: Portal, role: str, state: str) -> Membership:
    """Begin a membership today; raise Refused when the person already waits or belongs there."""
    lock(user)
    if user.memberships.live().filter(portal=portal).exists():
        raise Refused(_("There is already a membership or a request for this portal."))
    return Membership.objects.create(user=user, portal=portal, role=role, state=state)


def settle(fact: Fact, membership: Membership, *, by: User, reason: str = "", detail: Any = None) -> None:
    """Announce to the person and have the memberships read afresh."""
    membership.user.forget_cached()
    tell(fact, membership, by=by, to=[membership.user], reason=reason, detail=detail)


def tell(
    fact: Fact,
    membership: Membership,
    *,
    by: User | None,
    to: Any = (),
    url: str = "",
    reason: str = "",
    detail: Any = None,
) -> None:
    """Announce about the person: names of people are not stored in the trail, the portal's is."""
    announce(
        fact,
        by=by,
        acting_for=by.portal if by else None,
        about=membership.user,
        to=to,
        url=url or membership.portal.get_absolute_url(),
        detail={"body": str(membership.portal), "portal_id": membership.portal_id}
        | ({"reason": reason} if reason else {})
        | (detail or {}),
    )


def desk(portal: Portal) -> str:
    """Return the page where the portal's people are decided on."""
    return reverse("portals:people", args=[portal.slug])
