"""The access table: which role gets which answer at which address.

Each app writes its part in tests/<app>/access.py:

    def build(cast):                        # optional: objects the addresses need; default is the cast itself
        return SimpleNamespace(cast=cast, board=make_board(...))

    ACCESS = [
        visit("forums:list"),                                                       # everybody
        visit("forums:start", REFUSED, args=lambda it: [it.board.slug], anonymous=SIGN_IN, **members(OK)),
        visit("forums:lock", HIDDEN, args=..., post={"reason": "off topic"}, anonymous=SIGN_IN, lead=OK, admin=OK),
    ]

tests/house/test_access.py visits every line as every role, and fails for addresses that no line names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from portals.models import User
from portals.states import PortalKind, Role
from tests.builders import make_member, make_portal, make_user

OK = 200  # a page, or a redirect after a verb was carried out
SIGN_IN = 302  # sent to the sign-in page
REFUSED = 403  # refused: by an answer of 403, or with a message or form error that says why
HIDDEN = 404  # as if it did not exist

MEMBER_ROLES = (
    "observer",
    "delegate",
    "editor",
    "lead",
    "other_delegate",
    "other_editor",
    "other_lead",
    "organiser",
    "chair",
    "assessor",
)
ROLES = ("anonymous", "outsider", *MEMBER_ROLES, "admin")
Arguments = Sequence[object] | Mapping[str, object]


def members(answer: int) -> dict[str, int]:
    """Return the same answer for every role with a membership, and for the admin."""
    return dict.fromkeys((*MEMBER_ROLES, "admin"), answer)


@dataclass(frozen=True)
class Visit:
    """One line of the table."""

    name: str
    otherwise: int = OK
    args: Callable[[Any], Arguments] = lambda it: ()
    query: str = ""
    post: Mapping[str, object] | Callable[[Any], Mapping[str, object]] | None = None
    note: str = ""
    roles: Mapping[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What the line is called in a failure."""
        return " ".join(
            filter(None, ("GET" if self.post is None else "POST", self.name, self.query, self.note))
        )

    def expected(self, role: str) -> int:
        """The answer that the table promises to a role."""
        return self.roles.get(role, self.otherwise)

    def address(self, world: Any) -> str:
        """The address with the arguments that the built objects give."""
        given = self.args(world)
        named = given if isinstance(given, Mapping) else None
        return reverse(self.name, args=None if named else given, kwargs=named) + self.query

    def answer(self, world: Any, client: Client) -> int:
        """Make the visit, undo all it did, and return its answer as a word of the table."""
        with transaction.atomic():
            address = self.address(world)
            body = self.post(world) if callable(self.post) else self.post
            response = client.get(address) if body is None else client.post(address, body)
            transaction.set_rollback(True)
        return told(response)


def visit(name: str, otherwise: int = OK, **line: Any) -> Visit:
    """Make a line: `otherwise` is the answer for every role that is not named as an argument."""
    roles = {role: line.pop(role) for role in ROLES if role in line}
    return Visit(name, otherwise, roles=roles, **line)


def told(response: HttpResponse) -> int:
    """Return the word of the table for an answer."""
    if response.status_code >= 400:
        return response.status_code
    if response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL)):
        return SIGN_IN
    return REFUSED if complains(response) else OK


def complains(response: HttpResponse) -> bool:
    """Say whether a page or redirect tells that nothing was done: by a message or by the errors of a form."""
    form = (response.context or {}).get("form")
    flashes = get_messages(response.wsgi_request)
    return any(one.level >= ERROR for one in flashes) or bool(
        form is not None and form.is_bound and form.errors
    )


class Cast:
    """All people of tests/conftest.py and their portals, made at once."""

    def __init__(self) -> None:
        self.host = make_portal("government", kind=PortalKind.GOVERNMENT)
        self.portal, self.other_portal = make_portal("finance"), make_portal("health")
        self.people: dict[str, User | None] = {
            "anonymous": None,
            "outsider": make_user("outsider", verified=True),
            "admin": make_user("admin", verified=True, is_superuser=True),
        }
        for name in MEMBER_ROLES:
            self.people[name] = self._member(name)

    def _member(self, name: str) -> User:
        """Make a member: others of the other portal; organiser, chair and assessor of the host."""
        portal = self.other_portal if name.startswith("other_") else self.portal
        if name in ("organiser", "chair", "assessor"):
            portal = self.host
        role = name.removeprefix("other_")
        return make_member(name, portal, role if role in Role.values else Role.DELEGATE, verified=True)

    def __getattr__(self, name: str) -> Any:
        """Give people by their role: cast.delegate."""
        people = self.__dict__.get("people", {})
        if name not in people:
            raise AttributeError(name)
        return people[name]
