"""What can be found: each app says which of its things are searchable and what their text is.

An app writes `<app>/searchables.py`; it is loaded by itself when Django starts.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Translation:
    """The text of a document in one further language."""

    language: str
    title: str
    summary: str = ""
    body: str = ""


@dataclass(frozen=True)
class Document:
    """One findable thing as text, facets and reach.

    `reach` holds the tokens of which the reader needs at least one (see `core.search.reach`).
    `titles` are the same title in further languages; `translations` whole further versions.
    `attachments` and `comments` are plain text and weigh less than the body. `extras` is handed to
    the results page as it is (badges, tile colours), so it must be JSON and hold nothing secret.
    """

    kind: str
    object_id: object
    language: str
    title: str
    url: str
    reach: frozenset[str] | set[str]
    titles: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    body: str = ""
    tags: Iterable[str] = ()
    attachments: str = ""
    comments: str = ""
    translations: Iterable[Translation] = ()
    portal: tuple[int, str] | None = None
    themes: Iterable[tuple[object, str]] = ()
    state: tuple[str, str] | None = None
    dated_on: date | None = None
    verified_until: date | None = None
    is_outdated: bool = False
    adoptions: int = 0
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Searchable:
    """One kind of findable thing.

    `queryset` returns every row worth a look (joins included); `document` turns one row into a
    Document, or into None when it must not be found. `order` ranks the kinds in facets and
    suggestions; `boost` multiplies the score (best practices come first by it).
    `state_label` names a state in the reader's language; without it the stored label is shown. `letter`
    is the one under which people quote the `number` of the model, such as P in P-5: found first then.
    """

    kind: str
    model: type[models.Model]
    label: Any
    order: int
    queryset: Callable[[], models.QuerySet[Any]]
    document: Callable[[Any], Document | None]
    boost: float = 1.0
    state_label: Callable[[str], Any] | None = None
    letter: str = ""


_by_kind: dict[str, Searchable] = {}
_by_model: dict[type[models.Model], Searchable] = {}


def register(searchable: Searchable) -> None:
    """Make one kind findable; raise ValueError when another model already has its name."""
    known = _by_kind.get(searchable.kind)
    if known and known.model is not searchable.model:
        raise ValueError(f"The kind {searchable.kind!r} is already taken by {known.model.__name__}.")
    _by_kind[searchable.kind] = searchable
    _by_model[searchable.model] = searchable


def unregister(kind: str) -> None:
    """Take one kind away again (tests and benchmarks do)."""
    searchable = _by_kind.pop(kind, None)
    if searchable:
        _by_model.pop(searchable.model, None)


def kinds() -> list[Searchable]:
    """Return every kind, in the order in which people meet them."""
    return sorted(_by_kind.values(), key=lambda searchable: (searchable.order, searchable.kind))


def by_kind(kind: str) -> Searchable | None:
    """Return the kind of that name, or None."""
    return _by_kind.get(kind)


def of(thing: models.Model | type[models.Model]) -> Searchable | None:
    """Return the kind that `thing` belongs to, or None when it is not searchable."""
    model = thing if isinstance(thing, type) else thing.__class__
    return _by_model.get(model._meta.concrete_model or model)
