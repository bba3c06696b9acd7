"""The terms of a generation: their ids, and in how many entries each stands, per circle of readers."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from core.search.models import Audience, Generation
from core.search.sql import bulk
from core.search.sql.impacts import Key

LOOK_UP = """
SELECT term.kind, term.text, term.id FROM {asked} CROSS JOIN search_term term
WHERE term.generation_id = %s AND term.kind = asked.kind AND term.text = asked.text
"""
CREDIT = """
INSERT INTO search_term (generation_id, kind, text, entries, member_entries, public_entries)
SELECT CAST(%s AS bigint), kind, text, entries, members, everyone FROM {asked} WHERE true
ON CONFLICT (generation_id, kind, text) DO UPDATE SET
    entries = search_term.entries + excluded.entries,
    member_entries = search_term.member_entries + excluded.member_entries,
    public_entries = search_term.public_entries + excluded.public_entries
RETURNING kind, text, id
"""
COUNT = """
UPDATE search_term SET
    entries = search_term.entries + change.entries,
    member_entries = search_term.member_entries + change.members,
    public_entries = search_term.public_entries + change.everyone
FROM {change} WHERE search_term.id = change.term_id
"""
Name = TypeVar("Name", bound=Hashable)
COUNTS = {"entries": "integer", "members": "integer", "everyone": "integer"}


class Tally(Generic[Name]):
    """How many entries more or fewer each term has, named by its key or by its id."""

    def __init__(self) -> None:
        self.all, self.members, self.everyone = Counter[Name](), Counter[Name](), Counter[Name]()

    def add(self, names: Iterable[Name], audience: int) -> None:
        """Count one entry more for these terms, which differ from each other."""
        each = list(names)  # a mapping would be added up by its values
        for counter in self._touched(audience):
            counter.update(each)

    def take(self, names: Iterable[Name], audience: int) -> None:
        """Count one entry less for these terms."""
        each = list(names)
        for counter in self._touched(audience):
            counter.subtract(each)

    def of(self, name: Name) -> tuple[int, int, int]:
        """Return the three numbers of one term."""
        return self.all[name], self.members[name], self.everyone[name]

    def _touched(self, audience: int) -> list[Counter[Name]]:
        widest = (Audience.NARROW, Audience.MEMBERS, Audience.PUBLIC)
        counters = zip((self.all, self.members, self.everyone), widest, strict=True)
        return [counter for counter, circle in counters if audience <= circle]


def look_up(generation: Generation, keys: Iterable[Key]) -> dict[Key, int]:
    """Return the ids of those keys that the generation knows."""
    statement = LOOK_UP.format(asked=bulk.table("asked", kind="smallint", text="text"))
    return {
        (kind, text): pk
        for some in bulk.in_slices(sorted(keys))
        for kind, text, pk in bulk.fetch(statement, [*bulk.values(some), generation.pk])
    }


def credit(generation: Generation, tally: Tally[Key]) -> dict[Key, int]:
    """Add the counts to the terms, create those that are missing, and return the ids of all."""
    statement = CREDIT.format(asked=bulk.table("asked", kind="smallint", text="text", **COUNTS))
    rows = [(*key, *tally.of(key)) for key in sorted(tally.all)]
    return {
        (kind, text): pk
        for some in bulk.in_slices(rows)
        for kind, text, pk in bulk.fetch(statement, [generation.pk, *bulk.values(some)])
    }


def recount(tally: Tally[int]) -> None:
    """Add the counts to terms named by their ids."""
    statement = COUNT.format(change=bulk.table("change", term_id="bigint", **COUNTS))
    rows = [(pk, *tally.of(pk)) for pk in sorted(tally.all) if any(tally.of(pk))]
    for some in bulk.in_slices(rows):
        bulk.run(statement, bulk.values(some))
