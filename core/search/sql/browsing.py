"""List what a reader may see without a question: newest first, with counts per facet."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from core.search import narrowing
from core.search.models import Generation
from core.search.results import Filters
from core.search.sql import bulk, traits
from core.search.sql.scoring import Conditions, Row, marks

COUNTED = (
    "SELECT entry.traits_id, COUNT(*) FROM search_entry entry WHERE {conditions} GROUP BY entry.traits_id"
)
LISTED = """
SELECT entry.id, entry.traits_id FROM search_entry entry WHERE {conditions}
ORDER BY COALESCE(entry.dated_on, %s) DESC, entry.id DESC LIMIT %s OFFSET %s
"""
SINGLE = {"kind": "entry.kind", "state": "entry.state", "portal": "CAST(entry.portal_id AS varchar(20))"}
JOINED = {"theme": "entry.theme_keys", "language": "entry.languages"}
LONG_AGO = date(1900, 1, 1)


class Alike(NamedTuple):
    """Entries that agree in every facet, with their number."""

    kind: str
    languages: str
    portal_id: int | None
    portal_label: str
    state: str
    state_label: str
    theme_keys: str
    number: int
    traits: int


def of_generation(generation: Generation, conditions: Conditions) -> Conditions:
    """Return the conditions limited to one generation of the index."""
    return Conditions(["entry.generation_id = %s", *conditions.texts], [generation.pk, *conditions.values])


def narrowed(conditions: Conditions, filters: Filters) -> Conditions:
    """Return the conditions together with the reader's choices."""
    both = Conditions(list(conditions.texts), list(conditions.values))
    for facet, column in SINGLE.items():
        if chosen := filters.chosen(facet):
            both.add(f"{column} IN ({marks(chosen)})", *chosen)
    for facet, column in JOINED.items():
        if chosen := filters.chosen(facet):
            either = " OR ".join([f"{column} LIKE %s ESCAPE '\\'"] * len(chosen))
            both.add(f"({either})", *(f"%|{_escaped(value)}|%" for value in chosen))
    return both


def dated(conditions: Conditions, filters: Filters) -> Conditions:
    """Return the conditions with the period that the reader chose."""
    both = Conditions(list(conditions.texts), list(conditions.values))
    if filters.since:
        both.add("entry.dated_on >= %s", filters.since)
    if filters.until:
        both.add("entry.dated_on <= %s", filters.until)
    return both


def counted(conditions: Conditions) -> list[Alike]:
    """Return how many visible entries there are of each combination of facet values."""
    return _alike(dict(bulk.fetch(COUNTED.format(conditions=conditions), conditions.values)))


def grouped(rows: Iterable[Row]) -> list[Alike]:
    """Return matches put together by their facet values."""
    return _alike(Counter(row.traits for row in rows))


def passing(groups: Iterable[Alike], filters: Filters) -> set[int]:
    """Return the combinations that no facet leaves out."""
    return {group.traits for group in groups if not narrowing.failing(group, filters)}


def listed(conditions: Conditions, limit: int, offset: int) -> list[Row]:
    """Return one page of visible entries, newest first."""
    statement = LISTED.format(conditions=conditions)
    return [Row(*row) for row in bulk.fetch(statement, [*conditions.values, LONG_AGO, limit, offset])]


def _alike(numbers: Mapping[int, int]) -> list[Alike]:
    """Return the groups, the oldest combination first."""
    found = traits.read(numbers.keys())
    return sorted(
        (Alike(*found[pk], number, pk) for pk, number in numbers.items()), key=lambda group: group.traits
    )


def one_of(conditions: Conditions, kind: str, key: str) -> list[Row]:
    """Return the visible entry of one thing, in a list of at most one."""
    wanted = Conditions(list(conditions.texts), list(conditions.values))
    wanted.add("entry.kind = %s AND entry.object_id = %s", kind, key)
    return listed(wanted, 1, 0)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
