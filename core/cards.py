"""Links to the platform's own pages as small cards: each app says how its objects look as one.

An app writes `<app>/cards.py`; it is loaded by itself when Django starts. A builder loads through
`visible_to(user)`, so that a card tells nobody more than the page itself would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model
from django.http import QueryDict
from django.urls import Resolver404, resolve

from core.errors import Sentence


@dataclass(frozen=True)
class Card:
    """What a card shows: the kind in words with its icon, a title, one line, whose it is, how it stands."""

    kind: Sentence
    sign: str
    title: str
    line: Sentence = ""
    portal: Model | None = None
    thing: Any = None


Build = Callable[[Any, Mapping[str, Any], QueryDict], Card | None]
_builders: dict[str, Build] = {}


def register(view_name: str, build: Build) -> None:
    """Have links to `view_name` drawn by `build(user, what the address names, its query)`, or left as they are."""
    _builders[view_name] = build


def card_at(address: str, user: Any) -> Card | None:
    """Return the card of the page at `address` as `user` may see it; None where there is none."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    build = _builders.get(match.view_name)
    return build(user, match.kwargs, QueryDict(parts.query)) if build else None


def of_model(model: Any, kind: Sentence, sign: str, *, portal: str = "portal", title: str = "title") -> Build:
    """Return the builder for pages whose address names one row of `model` by its own columns.

    `portal` and `title` name the attributes the card takes them from; the state is shown where there is one.
    """

    def build(user: Any, keys: Mapping[str, Any], _query: QueryDict) -> Card | None:
        found = model.objects.visible_to(user).filter(**keys).first()
        if found is None:
            return None
        thing = found if hasattr(found, "get_state_display") else None
        whose = getattr(found, portal, None) if portal else None
        return Card(kind, sign, str(getattr(found, title)), portal=whose, thing=thing)

    return build
