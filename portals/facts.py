"""What can have happened to portals, memberships and accounts.

Sentences about a person name the person by {about} and the portal by {body}.
"""

from django.utils.translation import gettext_lazy as _

from core.facts import Fact

PORTAL_CREATED = Fact("portal.created", _("{actor} added the portal {about}"))
PORTAL_CHANGED = Fact("portal.changed", _("{actor} changed the page of {about}"))
SIGN_IN_CONFIGURED = Fact("portal.sign_in_configured", _("{actor} set up the sign-in of {about}"))
SIGN_IN_REMOVED = Fact("portal.sign_in_removed", _("{actor} switched off the sign-in of {about}"))
SIGN_IN_REFUSED = Fact("portal.sign_in_refused", _("A sign-in through {about} was refused: {why}"))

PROPOSED = Fact("membership.proposed", _("{about} asks to act for {body}"), mail=True)
APPROVED = Fact("membership.approved", _("{actor} approved {about} for {body}"), mail=True)
DECLINED = Fact("membership.declined", _("{actor} declined the request of {about} for {body}"), mail=True)
WITHDRAWN = Fact("membership.withdrawn", _("{about} took back the request for {body}"))
APPOINTED = Fact("membership.appointed", _("{actor} made {about} a member of {body}"), mail=True)
CHANGED = Fact("membership.changed", _("{actor} changed the membership of {about} in {body}"), mail=True)
ENDED = Fact("membership.ended", _("{actor} ended the membership of {about} in {body}"), mail=True)
EXPIRED = Fact("membership.expired", _("The membership of {about} in {body} has run out"), mail=True)
JOINED = Fact("membership.joined", _("{about} joined {body} through its sign-in"))
SWITCHED = Fact("membership.switched", _("{about} now acts for {body}"))

INVITED = Fact("invitation.sent", _("{actor} invited somebody to act for {about}"))
INVITATION_REVOKED = Fact("invitation.revoked", _("{actor} took back an invitation to {about}"))
INVITATION_ACCEPTED = Fact("invitation.accepted", _("{about} accepted the invitation to {body}"), mail=True)

SIGNED_UP = Fact("account.signed_up", _("{about} opened an account"))
SIGNED_IN = Fact("account.signed_in", _("{about} signed in"))
SIGN_IN_FAILED = Fact("account.sign_in_failed", _("A sign-in as {about} failed"))
SIGNED_OUT = Fact("account.signed_out", _("{about} signed out"))
PASSWORD_CHANGED = Fact("account.password_changed", _("{about} changed the password"))
PASSWORD_RESET = Fact("account.password_reset", _("{about} set a new password by mail"))
ADDRESS_CHANGED = Fact("account.address_changed", _("{about} changed the e-mail addresses"))
FACTOR_ADDED = Fact("account.factor_added", _("{about} added a second factor: {kind}"))
FACTOR_REMOVED = Fact("account.factor_removed", _("{about} removed a second factor: {kind}"))
PROVIDER_ADDED = Fact("account.provider_added", _("{about} connected the sign-in of a portal"))
PROVIDER_REMOVED = Fact("account.provider_removed", _("{about} disconnected the sign-in of a portal"))
PROFILE_CHANGED = Fact("account.profile_changed", _("{about} changed the own profile"))
TOKEN_CREATED = Fact("account.token_created", _("{about} made a token for the API"))
TOKEN_REVOKED = Fact("account.token_revoked", _("{about} revoked the token for the API"))
EXPORTED = Fact("account.exported", _("{about} took out the own data"))
CLOSED = Fact("account.closed", _("{about} closed the account"))
