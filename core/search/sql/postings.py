"""Postings: how much each term says about each entry."""

from collections.abc import Collection, Sequence

from django.db import connection

from core.search.sql import bulk

Posting = tuple[int, int, int]
INSERT = "INSERT INTO search_posting (term_id, entry_id, impact) VALUES (%s, %s, %s)"
COPY = "COPY search_posting (term_id, entry_id, impact) FROM STDIN"
REPLACE = """
INSERT INTO search_posting (term_id, entry_id, impact)
SELECT term_id, entry_id, impact FROM {asked} WHERE true
ON CONFLICT (term_id, entry_id) DO UPDATE SET impact = excluded.impact
WHERE search_posting.impact <> excluded.impact
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


def replace(postings: Sequence[Posting]) -> None:
    """Write postings of an entry that may have some of them; equal ones are left alone."""
    asked = bulk.table("asked", term_id="bigint", entry_id="bigint", impact="integer")
    for some in bulk.in_slices(sorted(postings)):
        bulk.run(REPLACE.format(asked=asked), bulk.values(some))


def delete(entry_id: int, term_ids: Collection[int]) -> None:
    """Take these terms from an entry."""
    statement = DELETE.format(gone=bulk.table("gone", term_id="bigint"))
    for some in bulk.in_slices([(pk,) for pk in sorted(term_ids)]):
        bulk.run(statement, [entry_id, *bulk.values(some)])
