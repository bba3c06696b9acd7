"""Every address is visited as every role and answers as the table says."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import pytest
from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse

from tests.access import OK, ROLES, SIGN_IN, Cast, Visit, told
from tests.builders import client_of

APPS = ("core", "portals", "forums", "conferences", "proposals", "library", "dashboard", "demo", "config")


def tables() -> dict[str, ModuleType]:
    """Return the modules that hold a part of the table."""
    return {app: import_module(f"tests.{app}.access") for app in APPS if find_spec(f"tests.{app}.access")}


def lines(app: str) -> list[Visit]:
    """Return the part of an app."""
    return getattr(tables()[app], "ACCESS", [])


def named_addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield the names of all addresses, with their namespaces, but those of the registry."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from named_addresses(
                    pattern, prefix + (f"{pattern.namespace}:" if pattern.namespace else "")
                )
        elif pattern.name:
            yield prefix + pattern.name


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("app", tables())
def test_every_answer_is_as_written(app: str, role: str) -> None:
    cast = Cast()
    build = getattr(tables()[app], "build", lambda made: made)
    world = build(cast)
    table = [(f"{number} {line.label}", line) for number, line in enumerate(lines(app))]
    got = {label: line.answer(world, cast.people[role]) for label, line in table}
    assert got == {label: line.expected(role) for label, line in table}


def test_no_address_is_forgotten() -> None:
    written = {line.name for app in tables() for line in lines(app)}
    assert set(named_addresses(get_resolver())) - written == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "answer"), [("anonymous", SIGN_IN), ("organiser", SIGN_IN), ("admin", OK)])
def test_the_registry_opens_for_admins_only(role: str, answer: int, settings: object) -> None:
    settings.LOGIN_URL = "admin:login"
    client = client_of(Cast().people[role])
    pages = [
        f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry
    ]
    assert pages
    assert {page: told(client.get(reverse(page))) for page in pages} == dict.fromkeys(pages, answer)
