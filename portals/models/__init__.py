"""Portals, people and what binds them."""

from portals.models.invitations import Invitation
from portals.models.memberships import Membership
from portals.models.portals import Portal, PortalDomain
from portals.models.sign_in import PortalSignIn
from portals.models.themes import Theme
from portals.models.users import User

__all__ = ["Invitation", "Membership", "Portal", "PortalDomain", "PortalSignIn", "Theme", "User"]
