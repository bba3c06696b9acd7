"""Verbs of a membership: ask, decide, appoint, change, end, switch."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refused, StaleState
from core.facts import Fact
from core.realtime import rooms
from portals import facts
from portals.actions.tenure import deciders, desk, lock, settle, start, tell
from portals.models import Membership, Portal, User
from portals.policies import (
    can_decide_membership,
    can_end_membership,
    can_request_membership,
    demand,
    grantable_roles,
)
from portals.states import MEMBERSHIP, MembershipState, Role


@transaction.atomic
def propose(portal: Portal, *, by: User) -> Membership:
    """Ask to act for `portal`; its leads decide.

    Result: proposed. Announces membership.proposed to the leads, or to the admins where there is no lead.
    Raises NotAllowed for inactive portals, Refused when the person already waits or belongs there.
    """
    demand(can_request_membership(by, portal))
    membership = start(by, portal, Role.DELEGATE, MembershipState.PROPOSED)
    tell(facts.PROPOSED, membership, by=by, to=deciders(portal), url=desk(portal))
    return membership


def propose_by_domain(user: User, email: str) -> Membership | None:
    """Ask for the portal in whose domain the verified address `email` lies, unless the person has been there.

    Returns None when no active portal has the domain, or when there is or was a membership: whoever was
    declined or has left asks by hand.
    """
    domain = email.rpartition("@")[2].lower()
    portal = Portal.objects.active().filter(domains__domain=domain).first()
    if portal is None or user.memberships.filter(portal=portal).exists():
        return None
    return propose(portal, by=user)


@transaction.atomic
def approve(membership: Membership, *, by: User, role: str = "") -> Membership:
    """Let a waiting person act for the portal from today, as `role` if given.

    From proposed to active. Admins and the portal's leads, never on the own. Announces
    membership.approved to the person. Raises NotAllowed, StaleState.
    """
    demand(can_decide_membership(by, membership))
    granted = _granted(by, membership.portal, role or membership.role)
    MEMBERSHIP.move(membership, "approve", role=granted, from_on=timezone.localdate())
    settle(facts.APPROVED, membership, by=by)
    return membership


@transaction.atomic
def decline(membership: Membership, *, by: User, reason: str) -> Membership:
    """Refuse a waiting person with a reason.

    From proposed to declined. Admins and the portal's leads, never on the own. Announces
    membership.declined to the person. Raises NotAllowed, StaleState, Refused without a reason.
    """
    demand(can_decide_membership(by, membership))
    MEMBERSHIP.move(membership, "decline", reason=reason)
    settle(facts.DECLINED, membership, by=by, reason=reason)
    return membership


@transaction.atomic
def withdraw(membership: Membership, *, by: User) -> Membership:
    """Take back the own request.

    From proposed to withdrawn. Only the person. Announces membership.withdrawn. Raises NotAllowed,
    StaleState.
    """
    demand(membership.user_id == by.pk)
    MEMBERSHIP.move(membership, "withdraw")
    tell(facts.WITHDRAWN, membership, by=by)
    return membership


@transaction.atomic
def appoint(user: User, portal: Portal, *, by: User, role: str = Role.DELEGATE) -> Membership:
    """Make `user` a member of `portal` at once, approving a waiting request if there is one.

    Result: active. Admins and the portal's leads within their roles, never oneself. Announces
    membership.appointed to the person. Raises NotAllowed, Refused when the person already belongs there.
    """
    demand(user.pk != by.pk)
    granted = _granted(by, portal, role)
    lock(user)
    waiting = user.memberships.waiting().filter(portal=portal).first()
    if waiting:
        return approve(waiting, by=by, role=granted)
    membership = start(user, portal, granted, MembershipState.ACTIVE)
    settle(facts.APPOINTED, membership, by=by)
    return membership


@transaction.atomic
def change(
    membership: Membership, *, by: User, role: str, from_on: date, until_on: date | None = None
) -> Membership:
    """Give an active membership another role or other dates.

    Stays active. Admins and the portal's leads within their roles, never the own. Announces
    membership.changed to the person with what it was and is. Raises NotAllowed, StaleState when it is no
    longer active, Refused when it would end before it begins or take the portal's only lead.
    """
    demand(can_decide_membership(by, membership))
    _demand_active(membership)
    if until_on and until_on < from_on:
        raise Refused(_("The last day lies before the first."), field="until_on")
    if role != Role.LEAD:
        _keep_a_lead(membership, by=by)
    former = membership.role
    membership.role = former if role == former else _granted(by, membership.portal, role)
    membership.from_on, membership.until_on = from_on, until_on
    membership.save(update_fields=["role", "from_on", "until_on", "changed_at"])
    rooms.revoke(membership.user)
    settle(facts.CHANGED, membership, by=by, detail={"from": former, "to": membership.role})
    return membership


@transaction.atomic
def end(membership: Membership, *, by: User, reason: str) -> Membership:
    """End a membership today; access through it and open sockets end at once.

    From active to ended. The portal's leads, admins, and everybody their own. Announces membership.ended
    to the person, or to the leads when the person left. Raises NotAllowed, StaleState, Refused without a
    reason or when the portal's only lead would leave it.
    """
    demand(can_end_membership(by, membership))
    _keep_a_lead(membership, by=by)
    return _end(membership, facts.ENDED, by=by, reason=reason)


def end_for_closing(membership: Membership, *, by: User, reason: str) -> Membership:
    """End a membership because its person's account closes, be it the only lead; the deciders are told."""
    return _end(membership, facts.ENDED, by=by, reason=reason)


def expire_due() -> int:
    """End the memberships whose last day has passed; return how many. The system acts."""
    over = Membership.objects.filter(state=MembershipState.ACTIVE, until_on__lt=timezone.localdate())
    due = list(over.select_related("user", "portal"))
    for membership in due:
        with transaction.atomic():
            _end(membership, facts.EXPIRED, by=None, reason=str(_("The last day has passed.")))
    return len(due)


@transaction.atomic
def join_by_sign_in(user: User, portal: Portal) -> Membership:
    """Confirm that `user` belongs to `portal`, whose own provider has just said so.

    A first membership or a waiting request becomes active and is marked as confirmed by the sign-in,
    announcing membership.joined; who was declined or has left only asks again. An active one is kept.
    """
    lock(user)
    membership = user.memberships.live().filter(portal=portal).first()
    if membership is None and user.memberships.filter(portal=portal).exists():
        return propose(portal, by=user)
    if membership is None:
        membership = start(user, portal, Role.DELEGATE, MembershipState.PROPOSED)
    if membership.state == MembershipState.PROPOSED:
        MEMBERSHIP.move(membership, "approve", is_sso=True, from_on=timezone.localdate())
        settle(facts.JOINED, membership, by=user)
    return membership


@transaction.atomic
def switch(portal: Portal, *, by: User) -> User:
    """Act for `portal` from now on.

    Announces membership.switched. Raises Refused without an active membership there.
    """
    membership = next((one for one in by.active_memberships if one.portal_id == portal.pk), None)
    if membership is None:
        raise Refused(_("You have no active membership in this portal."))
    by.acting_for = portal
    by.save(update_fields=["acting_for"])
    by.forget_cached()
    tell(facts.SWITCHED, membership, by=by)
    return by


def _demand_active(membership: Membership) -> None:
    """Lock the membership; raise StaleState unless it is active."""
    if Membership.objects.select_for_update().get(pk=membership.pk).state != MembershipState.ACTIVE:
        raise StaleState


def _granted(by: User, portal: Portal, role: str) -> Role:
    """Return `role` if `by` may give it; raise NotAllowed otherwise."""
    demand(
        role in grantable_roles(by, portal),
        _("You may not give this role. Organisers and editors are named by an admin."),
    )
    return Role(role)


def _keep_a_lead(membership: Membership, *, by: User) -> None:
    """Raise Refused when a lead would leave the portal without one; an admin may do it."""
    if membership.role != Role.LEAD or by.is_superuser:
        return
    Portal.objects.select_for_update().get(pk=membership.portal_id)
    if not User.objects.leading(membership.portal).exclude(pk=membership.user_id).exists():
        raise Refused(_("This is the portal's only lead. Name another lead first."))


def _end(membership: Membership, fact: Fact, *, by: User | None, reason: str) -> Membership:
    """Move to ended with today as the last day, unless it had passed or the first day is yet to come."""
    today = timezone.localdate()
    last = max(membership.from_on, min(membership.until_on or today, today))
    MEMBERSHIP.move(membership, "end", reason=reason, until_on=last)
    left = by is not None and by.pk == membership.user_id
    to = deciders(membership.portal) if left else [membership.user]
    membership.user.forget_cached()
    rooms.revoke(membership.user)
    tell(fact, membership, by=by, to=to, reason=reason)
    return membership
