"""Narrow matches by facets and count what each choice would leave."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from core.search import labels, registry
from core.search.results import FACETS, Facet, Filters, Option

MOST_OPTIONS = 40


class Narrowable(Protocol):
    """Matches that agree in every facet: `number` says how many."""

    @property
    def kind(self) -> str: ...

    @property
    def languages(self) -> str: ...

    @property
    def portal_id(self) -> int | None: ...

    @property
    def state(self) -> str: ...

    @property
    def theme_keys(self) -> str: ...

    @property
    def number(self) -> int: ...


def values(row: Narrowable, facet: str) -> tuple[str, ...]:
    """Return the values that a match has in one facet."""
    if facet == "theme":
        return tuple(row.theme_keys.strip("|").split("|")) if row.theme_keys.strip("|") else ()
    if facet == "language":
        return tuple(row.languages.strip("|").split("|"))
    if facet == "portal":
        return (str(row.portal_id),) if row.portal_id is not None else ()
    value = row.kind if facet == "kind" else row.state
    return (value,) if value else ()


def failing(row: Narrowable, filters: Filters) -> list[str]:
    """Return the facets whose choice leaves the match out."""
    return [
        facet
        for facet in FACETS
        if (chosen := filters.chosen(facet)) and not set(chosen) & set(values(row, facet))
    ]


def count(rows: Iterable[Narrowable], filters: Filters) -> dict[str, Counter[str]]:
    """Count each value of each facet; a facet ignores its own choice and respects the others."""
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for row in rows:
        missed = failing(row, filters)
        if len(missed) > 1:
            continue
        for facet in missed or FACETS:
            for value in values(row, facet):
                counts[facet][value] += row.number
    return counts


def facets(
    counts: dict[str, Counter[str]], filters: Filters, stored: dict[str, dict[str, str]]
) -> list[Facet]:
    """Return the facets with names for the reader; chosen values stay even with nothing left."""
    return [_facet(facet, counts[facet], filters.chosen(facet), stored.get(facet, {})) for facet in FACETS]


def _facet(facet: str, counts: Counter[str], chosen: Sequence[str], stored: dict[str, str]) -> Facet:
    shown = dict.fromkeys([*chosen, *(value for value, _ in counts.most_common(MOST_OPTIONS))])
    named = labels.names(facet, {value: stored.get(value, "") for value in shown})
    options = [Option(value, named[value], counts[value], value in chosen) for value in shown]
    return Facet(facet, sorted(options, key=lambda option: _place(facet, option)))


def _place(facet: str, option: Option) -> tuple[int, int, str]:
    order = {searchable.kind: at for at, searchable in enumerate(registry.kinds())}
    return order.get(option.value, 99) if facet == "kind" else 0, -option.count, option.label
