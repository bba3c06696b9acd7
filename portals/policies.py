"""Who may do what with portals, memberships and accounts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed, Sentence
from portals.models import Invitation, Membership, Portal
from portals.states import Role

GRANTED_BY_LEADS = (Role.DELEGATE, Role.LEAD, Role.OBSERVER)
MFA_ROLES = (Role.LEAD, Role.ORGANISER, Role.EDITOR)


def demand(allowed: bool, message: Sentence | None = None) -> None:
    """Raise NotAllowed, with `message` if given, unless `allowed`."""
    if not allowed:
        raise NotAllowed(message)


def demand_portal(user: Any) -> Portal:
    """Return the portal `user` acts for; raise NotAllowed when there is none."""
    if user.portal is None:
        raise NotAllowed(
            _("You act for no portal yet. Ask the lead of your portal to approve your membership.")
        )
    return user.portal


def is_admin(user: Any) -> bool:
    """Tell whether `user` is an admin of the whole platform."""
    return bool(user.is_authenticated and user.is_active and user.is_superuser)


def is_editor(user: Any) -> bool:
    """Tell whether `user` edits the library for some portal."""
    return bool(user.is_authenticated and user.has_role(Role.EDITOR))


def can_manage_portal(user: Any, portal: Portal) -> bool:
    """Admins manage every portal, leads their own."""
    return is_admin(user) or bool(user.is_authenticated and user.leads(portal))


def can_create_portal(user: Any) -> bool:
    """Admins make and import portals and set up their sign-in."""
    return is_admin(user)


def can_request_membership(user: Any, portal: Portal) -> bool:
    """Everybody with an account may ask to act for an active portal."""
    return bool(user.is_authenticated and user.is_active and portal.is_active)


def can_decide_membership(user: Any, membership: Membership) -> bool:
    """The portal's leads and admins decide on memberships, nobody on the own one."""
    return membership.user_id != user.pk and can_manage_portal(user, membership.portal)


def can_end_membership(user: Any, membership: Membership) -> bool:
    """Whoever decides on it may end it; everybody may leave."""
    return membership.user_id == user.pk or can_decide_membership(user, membership)


def grantable_roles(user: Any, portal: Portal) -> list[Role]:
    """Return the roles `user` may give for `portal`: leads give three, admins all, others none.

    Organisers and editors act beyond their own portal; naming them is the admins' part.
    """
    if is_admin(user):
        return list(Role)
    return list(GRANTED_BY_LEADS) if can_manage_portal(user, portal) else []


def can_see_contact(viewer: Any, person: Any) -> bool:
    """Contact details are shown by choice, to members only; everybody sees the own ones."""
    if not viewer.is_authenticated:
        return False
    return viewer.pk == person.pk or (person.shows_contact and viewer.is_member)


def can_accept(user: Any, invitation: Invitation) -> bool:
    """Only whoever owns the invited address, verified, may accept."""
    return user.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists()


def must_use_mfa(user: Any) -> bool:
    """Tell whether the person's roles ask for a second factor."""
    return bool(user.is_authenticated) and (is_admin(user) or user.has_role(*MFA_ROLES))
