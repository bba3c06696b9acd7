"""Verbs of an invitation: send, take back, accept."""

from dataclasses import dataclass
from datetime import tzinfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import Refused
from core.notifications.outbox import compose
from portals import facts
from portals.actions.tenure import lock, start, tell
from portals.models import Invitation, Membership, Portal, User
from portals.models.invitations import VALID_FOR, fingerprint, new_token
from portals.policies import can_accept, can_manage_portal, demand, grantable_roles
from portals.states import INVITATION, MEMBERSHIP, InvitationState, MembershipState, Role


@dataclass(frozen=True)
class Addressee:
    """An address that need not have an account; mails call it by the address."""

    email: str
    language: str
    zone: tzinfo

    def __str__(self) -> str:
        return self.email


@transaction.atomic
def send(
    email: str, portal: Portal, *, by: User, role: str = Role.DELEGATE, language: str = ""
) -> Invitation:
    """Invite whoever owns `email` to act for `portal`; the mail holds the only copy of the token.

    Result: open for 14 days; an earlier open one for the address is taken back. Admins and the portal's
    leads within their roles. Whether the address has an account is told to nobody. Announces
    invitation.sent. Raises NotAllowed.
    """
    demand(role in grantable_roles(by, portal))
    address = email.strip().lower()
    for earlier in portal.invitations.filter(email=address, state=InvitationState.OPEN):
        INVITATION.move(earlier, "revoke")
    token = new_token()
    invitation = Invitation.objects.create(
        portal=portal,
        email=address,
        role=role,
        invited_by=by,
        token_fingerprint=fingerprint(token),
        expires_at=timezone.now() + VALID_FOR,
    )
    words = {"invitation": invitation, "url": reverse("portals:invitation", args=[token])}
    compose(Addressee(address, language or by.language, by.zone), "portals/invitation", words)
    announce(facts.INVITED, by=by, acting_for=by.portal, about=portal)
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back; its token no longer works.

    From open to revoked. Admins and the portal's leads. Announces invitation.revoked. Raises NotAllowed,
    StaleState.
    """
    demand(can_manage_portal(by, invitation.portal))
    INVITATION.move(invitation, "revoke")
    announce(facts.INVITATION_REVOKED, by=by, acting_for=by.portal, about=invitation.portal)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """Act for the portal one was invited to, from today, in the role offered.

    From open to accepted; a waiting request is approved along, an active membership keeps its role. Only
    whoever has the invited address verified. Announces invitation.accepted to who invited. Raises
    NotAllowed, StaleState when it was answered or taken back, Refused when it has expired.
    """
    demand(
        can_accept(by, invitation),
        _("This invitation went to another address. Sign in with that address, or add it to your account."),
    )
    if invitation.has_expired:
        raise Refused(_("This invitation has run out. Ask the portal for a new one."))
    INVITATION.move(invitation, "accept")
    membership = _admit(by, invitation)
    by.forget_cached()
    tell(facts.INVITATION_ACCEPTED, membership, by=by, to=[invitation.invited_by], url=_people(invitation))
    return membership


def waiting_for(email: str) -> bool:
    """Tell whether an open invitation waits for the owner of `email`."""
    return bool(Invitation.objects.open().filter(email=email.lower()).exists())


def _admit(user: User, invitation: Invitation) -> Membership:
    """Return the person's active membership of the portal, beginning or approving it where needed."""
    lock(user)
    membership = user.memberships.live().filter(portal=invitation.portal).first()
    if membership is None:
        return start(user, invitation.portal, invitation.role, MembershipState.ACTIVE)
    if membership.state == MembershipState.PROPOSED:
        MEMBERSHIP.move(membership, "approve", role=invitation.role, from_on=timezone.localdate())
    return membership


def _people(invitation: Invitation) -> str:
    return reverse("portals:people", args=[invitation.portal.slug])
