"""Listens to what Django and allauth tell about accounts, and has it written into the trail."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from portals import facts
from portals.actions import account_trail


@receiver(account.user_signed_up)
def signed_up(request: Any, user: Any, **_words: Any) -> None:
    """Somebody opened an account."""
    account_trail.note(facts.SIGNED_UP, user, request)


@receiver(account.user_logged_in)
def signed_in(request: Any, user: Any, sociallogin: Any = None, **_words: Any) -> None:
    """Somebody signed in, by whatever way; a portal's provider makes them its member."""
    account_trail.note(facts.SIGNED_IN, user, request)
    if sociallogin is not None:
        account_trail.vouched_for(user, sociallogin.account.provider)


@receiver(user_logged_out)
def signed_out(request: Any, user: Any, **_words: Any) -> None:
    """Somebody signed out."""
    if user is not None and user.pk:
        account_trail.note(facts.SIGNED_OUT, user, request)


@receiver([account.password_changed, account.password_set])
def password_changed(request: Any, user: Any, **_words: Any) -> None:
    """Somebody changed the password."""
    account_trail.note(facts.PASSWORD_CHANGED, user, request)


@receiver(account.password_reset)
def password_reset(request: Any, user: Any, **_words: Any) -> None:
    """Somebody set a new password by mail."""
    account_trail.note(facts.PASSWORD_RESET, user, request)


@receiver(account.email_confirmed)
def address_confirmed(email_address: Any, **_words: Any) -> None:
    """Somebody proved to own an address."""
    account_trail.address_confirmed(email_address.user, email_address.email)


@receiver([account.email_added, account.email_changed, account.email_removed])
def addresses_changed(request: Any, user: Any, **_words: Any) -> None:
    """Somebody added, changed or removed an address."""
    account_trail.note(facts.ADDRESS_CHANGED, user, request)


@receiver(mfa.authentication_failed)
def factor_failed(request: Any, user: Any, **_words: Any) -> None:
    """Somebody gave a wrong second factor."""
    account_trail.failed(request, user.email)


@receiver([mfa.authenticator_added, mfa.authenticator_reset])
def factor_added(request: Any, user: Any, authenticator: Any, **_words: Any) -> None:
    """Somebody added a second factor."""
    account_trail.note(facts.FACTOR_ADDED, user, request, kind=kind_of(authenticator))


@receiver(mfa.authenticator_removed)
def factor_removed(request: Any, user: Any, authenticator: Any, **_words: Any) -> None:
    """Somebody removed a second factor."""
    account_trail.note(facts.FACTOR_REMOVED, user, request, kind=kind_of(authenticator))


@receiver(social.social_account_added)
def provider_added(request: Any, sociallogin: Any, **_words: Any) -> None:
    """Somebody connected the sign-in of a portal to an account there was."""
    account_trail.note(facts.PROVIDER_ADDED, sociallogin.user, request)
    account_trail.vouched_for(sociallogin.user, sociallogin.account.provider)


@receiver(social.social_account_removed)
def provider_removed(request: Any, socialaccount: Any, **_words: Any) -> None:
    """Somebody disconnected the sign-in of a portal."""
    account_trail.note(facts.PROVIDER_REMOVED, socialaccount.user, request)


def kind_of(authenticator: Any) -> str:
    """Return the word of a second factor as it is stored."""
    return str(Authenticator.Type(authenticator.type).value)
