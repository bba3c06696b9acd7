"""Plain builders that make the least valid object; apps add their own in tests/<app>/builders.py."""

from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from portals.models import Membership, Portal, Theme, User
from portals.states import MembershipState, PortalKind, Role

PASSWORD = "interportal-demo"
number = count(1)


def make_portal(slug: str = "", **fields: Any) -> Portal:
    """Make a ministry's portal, called after its slug."""
    slug = slug or f"portal-{next(number)}"
    name = slug.replace("-", " ").capitalize()
    names = {f"name_{language}": name for language in ("vi", "en", "de")}
    return Portal.objects.create(**{"slug": slug, "kind": PortalKind.MINISTRY} | names | fields)


def make_theme(slug: str = "", **fields: Any) -> Theme:
    """Make a theme in use, called after its slug."""
    slug = slug or f"theme-{next(number)}"
    names = {f"name_{language}": slug.capitalize() for language in ("vi", "en", "de")}
    return Theme.objects.create(**{"slug": slug} | names | fields)


def make_user(name: str = "", *, verified: bool = False, **fields: Any) -> User:
    """Make NAME@interportal.example who reads English; `verified` adds the confirmed address of allauth."""
    name = name or f"person-{next(number)}"
    email = fields.pop("email", f"{name}@interportal.example")
    called = {"name": name.replace("_", " ").replace("-", " ").title(), "language": "en"} | fields
    maker = User.objects.create_superuser if called.pop("is_superuser", False) else User.objects.create_user
    user = maker(email, PASSWORD, **called)
    if verified:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_membership(user: User, portal: Portal, role: str = Role.DELEGATE, **fields: Any) -> Membership:
    """Make an active membership from today."""
    user.forget_cached()
    values = {"state": MembershipState.ACTIVE, "role": role} | fields
    return Membership.objects.create(user=user, portal=portal, **values)


def make_member(
    name: str = "", portal: Portal | None = None, role: str = Role.DELEGATE, **fields: Any
) -> User:
    """Make a person with an active membership, of a new portal unless one is given."""
    user = make_user(name, **fields)
    make_membership(user, portal or make_portal(), role)
    return user


def client_of(user: User | None) -> Client:
    """Return a test client signed in as `user`, or as nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
