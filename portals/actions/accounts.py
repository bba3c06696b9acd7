"""Verbs of an account: open, change the profile."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import Refused
from portals import facts
from portals.models import User
from portals.pictures import replace_picture, small_picture
from portals.text import tidy

OF_PROFILE = frozenset(
    {"name", "position", "phone", "language", "time_zone", "shows_contact", "shows_presence", "holds_posts"}
)


@transaction.atomic
def open_account(
    email: str, *, name: str, password: str | None = None, by: User | None = None, **profile: Any
) -> User:
    """Open an account whose address counts as verified; for admins and the system (`by` None).

    People open their own by signing up. `profile` holds columns of the profile. Announces
    account.signed_up. Raises Refused when the address is taken.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("There is already an account with this address."), field="email")
    user = User.objects.create_user(email, password, name=tidy(name), **profile)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    announce(facts.SIGNED_UP, by=by or user, about=user)
    return user


@transaction.atomic
def change_profile(user: User, *, by: User, **values: Any) -> list[str]:
    """Change the own profile; return the names of the columns that differ.

    Announces account.profile_changed with these names, never with what stands in them. Raises Refused
    naming the field, TypeError for words that are no column of the profile.
    """
    if unknown := set(values) - OF_PROFILE:
        raise TypeError(f"profiles have no {sorted(unknown)}")
    tidied = {name: tidy(value) if isinstance(value, str) else value for name, value in values.items()}
    changed = sorted(name for name, value in tidied.items() if getattr(user, name) != value)
    for name in changed:
        setattr(user, name, tidied[name])
    _check(user)
    if changed:
        user.save(update_fields=changed)
        _announce_change(user, by, changed)
    return changed


@transaction.atomic
def set_picture(user: User, upload: UploadedFile[Any] | None, *, by: User) -> User:
    """Give the profile a picture, or take it away; the picture is encoded anew.

    Announces account.profile_changed. Raises Refused (field `picture`).
    """
    replace_picture(user, "picture", small_picture(upload, field="picture") if upload else None)
    _announce_change(user, by, ["picture"])
    return user


def _check(user: User) -> None:
    try:
        user.clean_fields(exclude=["password", "picture", "email"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from error


def _announce_change(user: User, by: User, changed: list[str]) -> None:
    announce(facts.PROFILE_CHANGED, by=by, about=user, detail={"changed": changed}, url="")
