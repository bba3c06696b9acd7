"""The parts of the access table, and the world that each is visited in."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.test import Client

from tests.access import Cast, Visit
from tests.builders import client_of

APPS = ("core", "portals", "forums", "conferences", "proposals", "library", "dashboard", "demo", "config")


def tables() -> dict[str, ModuleType]:
    """Return the modules that hold a part of the table."""
    return {app: import_module(f"tests.{app}.access") for app in APPS if find_spec(f"tests.{app}.access")}


def lines(app: str) -> list[Visit]:
    """Return the part of an app."""
    return getattr(tables()[app], "ACCESS", [])


class World:
    """The people, and what the addresses of one app need."""

    def __init__(self, app: str) -> None:
        self.app = app
        self.cast = Cast()
        build = getattr(tables()[app], "build", lambda made: made)
        self.objects = build(self.cast)

    def visitor(self, role: str) -> Callable[[], Client]:
        """Sign in once; return a maker of clients that know nothing but this."""
        signed_in = client_of(self.cast.people[role])
        kept = {name: morsel.value for name, morsel in signed_in.cookies.items()}

        def fresh() -> Client:
            client = Client()
            client.handler = signed_in.handler
            client.cookies.load(kept)
            return client

        return fresh
