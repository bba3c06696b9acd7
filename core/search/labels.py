"""Names of facet values in the reader's language, given by the apps that own them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from core.search import registry

Resolver = Callable[[Iterable[str]], Mapping[str, Any]]
_resolvers: dict[str, Resolver] = {}


def register(facet: str, resolver: Resolver) -> None:
    """Let `resolver(values)` name the values of "portal" or "theme" for the reader."""
    _resolvers[facet] = resolver


def names(facet: str, stored: Mapping[str, str]) -> dict[str, str]:
    """Return a name for each value of `stored`, which maps values to the names kept in the index."""
    own = _OWN.get(facet) or _resolvers.get(facet)
    found = own(list(stored)) if own and stored else {}
    return {value: str(found.get(value) or label or value) for value, label in stored.items()}


def kind_name(kind: str) -> str:
    """Return the name of a kind of document for the reader."""
    searchable = registry.by_kind(kind)
    return str(searchable.label) if searchable else kind


def state_name(kind: str, value: str, stored: str) -> str:
    """Return the name of a state for the reader, else the one kept in the index."""
    searchable = registry.by_kind(kind)
    if value and searchable and searchable.state_label:
        try:
            return str(searchable.state_label(value))
        except (KeyError, ValueError):  # a state that the app no longer has, until the next rebuild
            return stored or value
    return stored or value


def _kinds(values: Iterable[str]) -> dict[str, str]:
    return {value: kind_name(value) for value in values}


def _languages(values: Iterable[str]) -> dict[str, str]:
    known = {code: gettext(str(name)) for code, name in settings.LANGUAGES}
    return {value: known.get(value, value) for value in values}


_OWN: dict[str, Resolver] = {"kind": _kinds, "language": _languages}
