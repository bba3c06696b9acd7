"""What a search gives back and what narrows it: plain values, ready for a page, the API or a feed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from django.utils.safestring import SafeString

FACETS = ("kind", "theme", "portal", "state", "language")


class Choices(Protocol):
    """Anything that lists the values of a parameter, such as a QueryDict."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True)
class Filters:
    """What the reader narrowed to; values of one facet widen, facets narrow each other."""

    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    portal: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @classmethod
    def from_choices(cls, choices: Choices) -> "Filters":
        """Read the facets from a query string; odd values are dropped."""
        return cls().adding({facet: _clean(choices.getlist(facet)) for facet in FACETS})

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the chosen values of one facet."""
        return tuple(getattr(self, facet))

    def adding(self, extra: Mapping[str, Iterable[str]]) -> "Filters":
        """Return these filters with further values, as field words in the query name them."""
        wider: dict[str, Any] = {facet: (*self.chosen(facet), *values) for facet, values in extra.items()}
        return replace(self, **wider)

    def is_empty(self) -> bool:
        """Tell whether nothing is narrowed, neither by facet nor by period."""
        return self == Filters()

    def narrows(self) -> bool:
        """Tell whether any facet is narrowed."""
        return any(self.chosen(facet) for facet in FACETS)


@dataclass(frozen=True)
class Option:
    """One value of a facet with the number of results it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow; its counts ignore its own choice and respect all others."""

    key: str
    options: list[Option]


@dataclass(frozen=True)
class Hit:
    """One result; `title` and `snippet` are safe HTML in which <mark> shows what matched."""

    kind: str
    kind_label: str
    object_id: str
    url: str
    title: SafeString
    plain_title: str
    snippet: SafeString
    language: str
    portal_id: int | None
    portal_label: str
    themes: dict[str, str]
    state: str
    state_label: str
    dated_on: date | None
    verified_until: date | None
    is_outdated: bool
    adoptions: int
    extras: dict[str, Any]
    score: float


@dataclass(frozen=True)
class Results:
    """One page of results with counts; `related` holds weaker matches that do not count."""

    query: str
    hits: list[Hit]
    total: int
    page: int
    pages: int
    facets: list[Facet]
    related: list[Hit] = field(default_factory=list)
    corrected: str = ""
    took_ms: float = 0.0


@dataclass(frozen=True)
class Suggestion:
    """One line under the box while somebody types."""

    label: SafeString
    plain_label: str
    kind: str
    kind_label: str
    url: str


def _clean(values: Iterable[str]) -> tuple[str, ...]:
    tidy = (value.replace("\x00", "").strip()[:80] for value in values)
    return tuple(dict.fromkeys(value for value in tidy if value))[:20]
