"""Every address is visited as every role and answers as the table says."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver
from django.utils import translation

from tests.access import ROLES
from tests.tables import World, lines, tables


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


@pytest.fixture(scope="module", params=tables())
def world(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build what an app's part of the table needs, once for all roles: each visit undoes what it did."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        yield World(request.param)
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_as_written(world: World, role: str) -> None:
    visitor = world.visitor(role)
    table = [(f"{number} {line.label}", line) for number, line in enumerate(lines(world.app))]
    got = {label: line.answer(world.objects, visitor()) for label, line in table}
    assert got == {label: line.expected(role) for label, line in table}


def test_no_address_is_forgotten() -> None:
    written = {line.name for app in tables() for line in lines(app)}
    assert set(named_addresses(get_resolver())) - written == set()
