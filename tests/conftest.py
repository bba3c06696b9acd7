"""The cast and the ground rules of every test."""

import gc
import shutil
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation

from portals.models import Portal, User
from portals.states import PortalKind, Role
from tests import databases
from tests.builders import make_member, make_portal, make_user


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs an engine that this run has not got."""
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    for item in items:
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL"))
        if item.get_closest_marker("redis") and not settings.REDIS_URL:
            item.add_marker(pytest.mark.skip(reason="needs Redis: set REDIS_URL"))


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what lives until the end anyway: the code, and the tests themselves."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Leave no uploads behind."""
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this worker a database of its own, and remove it in the end."""
    engine, name = databases.engine(), databases.worker()
    with django_db_blocker.unblock():
        engine.prepare(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        engine.remove(name)


@pytest.fixture(scope="session", autouse=True)
def quick_emptying() -> Iterator[None]:
    """Empty the database after tests that commit without Django's slow flush."""
    with patch.object(TransactionTestCase, "_fixture_teardown", lambda case: databases.empty()):
        yield


@pytest.fixture(autouse=True)
def clean_slate() -> Iterator[None]:
    """Begin each test in English, with no rate limits used up."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def on_postgres() -> bool:
    """Whether this run has PostgreSQL."""
    return connection.vendor == "postgresql"


@pytest.fixture
def host(db: None) -> Portal:
    """The government's portal, which invites to conferences."""
    return make_portal("government", kind=PortalKind.GOVERNMENT)


@pytest.fixture
def portal(db: None) -> Portal:
    """The portal of delegate, lead, editor and observer."""
    return make_portal("finance")


@pytest.fixture
def other_portal(db: None) -> Portal:
    """The portal of other_delegate, other_lead and other_editor."""
    return make_portal("health")


@pytest.fixture
def admin(db: None) -> User:
    """Runs the platform."""
    return make_user("admin", is_superuser=True)


@pytest.fixture
def organiser(host: Portal) -> User:
    """Organises conferences for the government's portal."""
    return make_member("organiser", host, Role.ORGANISER)


@pytest.fixture
def chair(host: Portal) -> User:
    """Chairs sessions; a delegate of the government's portal until a conference names them."""
    return make_member("chair", host)


@pytest.fixture
def assessor(host: Portal) -> User:
    """Assesses solutions; a delegate of the government's portal until a conference names them."""
    return make_member("assessor", host)


@pytest.fixture
def lead(portal: Portal) -> User:
    """Leads the portal."""
    return make_member("lead", portal, Role.LEAD)


@pytest.fixture
def delegate(portal: Portal) -> User:
    """Speaks for the portal."""
    return make_member("delegate", portal)


@pytest.fixture
def editor(portal: Portal) -> User:
    """Edits the library for the portal."""
    return make_member("editor", portal, Role.EDITOR)


@pytest.fixture
def observer(portal: Portal) -> User:
    """Watches for the portal."""
    return make_member("observer", portal, Role.OBSERVER)


@pytest.fixture
def other_lead(other_portal: Portal) -> User:
    """Leads another portal."""
    return make_member("other_lead", other_portal, Role.LEAD)


@pytest.fixture
def other_delegate(other_portal: Portal) -> User:
    """Speaks for another portal."""
    return make_member("other_delegate", other_portal)


@pytest.fixture
def other_editor(other_portal: Portal) -> User:
    """Edits the library for another portal."""
    return make_member("other_editor", other_portal, Role.EDITOR)


@pytest.fixture
def outsider(db: None) -> User:
    """Has an account and belongs to no portal."""
    return make_user("outsider")
