"""The verb that closes an account: what was written stays, the person goes."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from core.announcing import announce
from core.erasing import erase
from core.errors import Refused
from core.notifications.models import Notification, Preference
from core.realtime import rooms
from portals import closing, facts
from portals.actions import memberships
from portals.models import Invitation, User
from portals.pictures import replace_picture
from portals.policies import demand, is_admin
from portals.states import MembershipState

STAND_IN = "–"


@transaction.atomic
def close(user: User, *, by: User) -> User:
    """Close an account for good: nobody can sign in, the name, addresses, phone and picture are gone.

    What the person wrote stays under “Former delegate” and the portal. Memberships end, requests are taken
    back, sessions and sockets end. The person, or an admin; the last admin stays. Announces account.closed
    and membership.ended. Raises NotAllowed, Refused for the last admin and for closed accounts.
    """
    demand(by.pk == user.pk or is_admin(by))
    _refuse_last_admin(user)
    known = _known_words(user)
    closing.run(user)
    announce(facts.CLOSED, by=by, about=user, url="")
    _leave(user, by)
    _sign_out(user)
    _forget(user)
    erase(known, STAND_IN)
    return user


def _refuse_last_admin(user: User) -> None:
    if user.closed_at is not None:
        raise Refused(_("This account is closed already."))
    others = User.objects.active().filter(is_superuser=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise Refused(_("You are the last admin. Name another one before you close your account."))


def _known_words(user: User) -> list[str]:
    """Return the name, the addresses and the phone under which the person may stand in records."""
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return list(dict.fromkeys(filter(None, [user.email, *addresses, user.name, user.phone])))


def _leave(user: User, by: User) -> None:
    reason = _("The account was closed.")
    for one in user.memberships.live().select_related("user", "portal"):
        if one.state == MembershipState.ACTIVE:
            memberships.end_for_closing(one, by=by, reason=reason)
        else:
            memberships.withdraw(one, by=one.user)
    Invitation.objects.to(user).delete()


def _sign_out(user: User) -> None:
    """End sessions with their sockets, and every way to sign in."""
    for session in UserSession.objects.filter(user=user):
        session.end()
    rooms.sign_out(user)
    rooms.revoke(user)
    owned = (UserSession, Authenticator, SocialAccount, EmailAddress, Token, Preference)
    for model in owned:
        model.objects.filter(user=user).delete()
    Notification.objects.filter(recipient=user).delete()


def _forget(user: User) -> None:
    if user.picture:
        replace_picture(user, "picture", None)
    user.email = f"closed-{user.pk}@closed.invalid"
    user.name = user.position = user.phone = ""
    user.is_active = user.is_staff = user.is_superuser = user.shows_contact = False
    user.acting_for, user.last_login, user.closed_at = None, None, timezone.now()
    user.set_unusable_password()
    user.save()
    user.forget_cached()
