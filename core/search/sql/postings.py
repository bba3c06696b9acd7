"""Postings: how much each term says about each entry."""

from collections.abc import Collection, Mapping, Sequence

from django.db import connection

from core.search.sql import bulk

Posting = tuple[int, int, int]
INSERT = "INSERT INTO search_posting (term_id, entry_id, impact) VALUES (%s, %s, %s)"
COPY = "COPY search_posting (term_id, entry_id, impact) FROM STDIN"
REPLACE = """
INSERT INTO search_posting (term_id, entry_id, impact)
SELECT term_id, entry_id, impact FROM {asked} WHERE true
ON CONFLICT (term_id, entry_id) DO UPDATE SET impact = excluded.impact
"""
HELD = """
SELECT term_id, impact FROM search_posting WHERE entry_id = %s AND term_id IN (SELECT term_id FROM {wanted})
"""
DELETE = "DELETE FROM search_posting WHERE entry_id = %s AND term_id IN (SELECT term_id FROM {gone})"


def insert(postings: Sequence[Posting]) -> None:
    """Add postings of new entries, in the order of their terms."""
    ordered = sorted(postings)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY) as copy:
                copy.write("".join(f"{term}\t{entry}\t{impact}\n" for term, entry, impact in ordered))
        else:
            cursor.executemany(INSERT, ordered)


def replace(entry_id: int, impacts: Mapping[int, int]) -> None:
    """Write the impacts of an entry that has postings already; equal ones are read and left alone."""
    wanted = bulk.table("wanted", term_id="bigint")
    held: dict[int, int] = {}
    for some in bulk.in_slices([(pk,) for pk in sorted(impacts)]):
        held |= dict(bulk.fetch(HELD.format(wanted=wanted), [entry_id, *bulk.values(some)]))
    changed = [(pk, entry_id, impact) for pk, impact in sorted(impacts.items()) if held.get(pk) != impact]
    asked = bulk.table("asked", term_id="bigint", entry_id="bigint", impact="integer")
    for rows in bulk.in_slices(changed):
        bulk.run(REPLACE.format(asked=asked), bulk.values(rows))


def delete(entry_id: int, term_ids: Collection[int]) -> None:
    """Take these terms from an entry."""
    statement = DELETE.format(gone=bulk.table("gone", term_id="bigint"))
    for some in bulk.in_slices([(pk,) for pk in sorted(term_ids)]):
        bulk.run(statement, [entry_id, *bulk.values(some)])
