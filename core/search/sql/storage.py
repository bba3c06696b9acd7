"""Write and remove entries with their terms and postings; callers hold the generation's lock."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db import connection

from core.search import reach
from core.search.analysis import folded_text
from core.search.models import Audience, Entry, EntryReach, EntryText, Generation
from core.search.registry import Document
from core.search.sql.impacts import Key, impacts
from core.search.texts import languages, plain, titles, versions

Item = TypeVar("Item")
AT_ONCE = 500
CREATE = """
INSERT INTO search_term (generation_id, kind, text, entries, member_entries, public_entries)
VALUES {rows} ON CONFLICT DO NOTHING RETURNING kind, text, id
"""
LOOK_UP = """
WITH asked (kind, text) AS (VALUES {rows})
SELECT term.kind, term.text, term.id FROM asked CROSS JOIN search_term term
WHERE term.generation_id = %s AND term.kind = asked.kind AND term.text = asked.text
"""
COUNT = """
WITH change (term_id, entries, member_entries, public_entries) AS (VALUES {rows})
UPDATE search_term SET
    entries = search_term.entries + change.entries,
    member_entries = search_term.member_entries + change.member_entries,
    public_entries = search_term.public_entries + change.public_entries
FROM change WHERE search_term.id = change.term_id
"""
INSERT = "INSERT INTO search_posting (term_id, entry_id, impact) VALUES (%s, %s, %s)"
COPY = "COPY search_posting (term_id, entry_id, impact) FROM STDIN"


@dataclass
class Writer:
    """Writes documents into one generation; `known` remembers term ids during a long build."""

    generation: Generation
    known: dict[Key, int] = field(default_factory=dict)

    def write(self, documents: Sequence[Document]) -> None:
        """Add the documents, replacing what the generation already holds of them."""
        self.remove((document.kind, str(document.object_id)) for document in documents)
        analysed = [impacts(document, self.generation.average_words) for document in documents]
        self._learn({key for weighed, _ in analysed for key in weighed})
        entries = Entry.objects.bulk_create(
            _entry(self.generation, document, words)
            for document, (_, words) in zip(documents, analysed, strict=True)
        )
        EntryText.objects.bulk_create(
            _text(entry, document, self._ids(weighed))
            for entry, document, (weighed, _) in zip(entries, documents, analysed, strict=True)
        )
        _write_reach(entries, documents)
        _insert(self._postings(entries, analysed))
        _count(entries, +1)
        self._bump(len(entries))

    def remove(self, things: Iterable[tuple[str, str]]) -> None:
        """Take entries out again, named by kind and object id; unknown ones are no error."""
        rows = Entry.objects.select_related("text").filter(generation=self.generation)
        found = [row for kind, object_id in things for row in rows.filter(kind=kind, object_id=object_id)]
        for entry in found:
            _delete_postings(entry)
        if found:
            _count(found, -1)
            for model in (EntryReach, EntryText):
                model.objects.filter(entry__in=found).delete()
            Entry.objects.filter(pk__in=[entry.pk for entry in found]).delete()
            self._bump(-len(found))

    def _ids(self, weighed: dict[Key, int]) -> list[int]:
        return [self.known[key] for key in weighed]

    def _postings(
        self, entries: list[Entry], analysed: list[tuple[dict[Key, int], int]]
    ) -> list[tuple[int, int, int]]:
        return sorted(
            (self.known[key], entry.pk, impact)
            for entry, (weighed, _) in zip(entries, analysed, strict=True)
            for key, impact in weighed.items()
        )

    def _learn(self, keys: set[Key]) -> None:
        """Look up the ids of the terms in `keys` and create the missing ones."""
        if self.generation.state != Generation.States.BUILDING:
            self._look_up(keys)
        for some in chunks(sorted(keys - self.known.keys())):
            rows = [(self.generation.pk, kind, text, 0, 0, 0) for kind, text in some]
            self.known |= _fetch(CREATE.format(rows=_rows(6, len(rows))), rows)
        self._look_up(keys)

    def _look_up(self, keys: set[Key]) -> None:
        for some in chunks(sorted(keys - self.known.keys())):
            statement = LOOK_UP.format(rows=_rows(2, len(some)))
            self.known |= _fetch(statement, [*some, (self.generation.pk,)])

    def _bump(self, difference: int) -> None:
        self.generation.entry_count += difference
        self.generation.version += 1
        self.generation.save(update_fields=["entry_count", "version"])


def chunks(items: Iterable[Item], size: int = AT_ONCE) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _rows(columns: int, number: int) -> str:
    """Return parameter marks for a list of rows."""
    return ", ".join([f"({', '.join(['%s'] * columns)})"] * number)


def _fetch(statement: str, rows: Iterable[Sequence[Any]]) -> dict[Key, int]:
    """Run a statement about terms and return their ids."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])
        return {(kind, text): pk for kind, text, pk in cursor.fetchall()}


def audience(tokens: Iterable[str]) -> Audience:
    """Return the widest circle that a document of this reach belongs to."""
    if reach.PUBLIC in tokens:
        return Audience.PUBLIC
    return Audience.MEMBERS if reach.MEMBERS in tokens else Audience.NARROW


def _entry(generation: Generation, document: Document, words: int) -> Entry:
    themes = {str(key): str(label) for key, label in document.themes}
    portal_id, portal_label = document.portal or (None, "")
    state, state_label = document.state or ("", "")
    return Entry(
        generation=generation,
        kind=document.kind,
        object_id=str(document.object_id),
        language=document.language,
        languages=_joined(languages(document)),
        title=titles(document)[document.language][:500],
        url=document.url[:500],
        portal_id=portal_id,
        portal_label=str(portal_label)[:300],
        themes=themes,
        theme_keys=_joined(themes)[:500],
        state=state,
        state_label=str(state_label)[:100],
        dated_on=document.dated_on,
        verified_until=document.verified_until,
        is_outdated=document.is_outdated,
        adoptions=document.adoptions,
        audience=audience(document.reach),
        words=words,
        folded_titles="".join(folded_text(title) for title in titles(document).values())[:1500],
    )


def _text(entry: Entry, document: Document, term_ids: list[int]) -> EntryText:
    return EntryText(
        entry=entry,
        titles=titles(document),
        summary=plain(document.summary),
        texts=[[version.language, version.text()] for version in versions(document)],
        extras=dict(document.extras),
        term_ids=array("Q", sorted(term_ids)).tobytes(),
    )


def _joined(values: Iterable[str]) -> str:
    return "|" + "".join(f"{value}|" for value in values)


def _write_reach(entries: list[Entry], documents: Sequence[Document]) -> None:
    EntryReach.objects.bulk_create(
        EntryReach(entry=entry, token=token)
        for entry, document in zip(entries, documents, strict=True)
        for token in sorted(document.reach)
    )


def _insert(postings: list[tuple[int, int, int]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY) as copy:
                for posting in postings:
                    copy.write_row(posting)
        else:
            cursor.executemany(INSERT, postings)


def term_ids(entry: Entry) -> list[int]:
    """Return the ids of every term of the entry."""
    ids = array("Q")
    ids.frombytes(bytes(entry.text.term_ids))
    return list(ids)


def _delete_postings(entry: Entry) -> None:
    with connection.cursor() as cursor:
        for ids in chunks(term_ids(entry)):
            marks = ", ".join(["%s"] * len(ids))
            cursor.execute(
                f"DELETE FROM search_posting WHERE entry_id = %s AND term_id IN ({marks})",  # noqa: S608
                [entry.pk, *ids],
            )


def _count(entries: list[Entry], sign: int) -> None:
    """Raise or lower the number of entries of each term, for all readers, members and everyone."""
    totals: Counter[int] = Counter()
    members: Counter[int] = Counter()
    everyone: Counter[int] = Counter()
    for entry in entries:
        ids = term_ids(entry)
        totals.update(ids)
        if entry.audience <= Audience.MEMBERS:
            members.update(ids)
        if entry.audience == Audience.PUBLIC:
            everyone.update(ids)
    rows = [(pk, sign * number, sign * members[pk], sign * everyone[pk]) for pk, number in totals.items()]
    with connection.cursor() as cursor:
        for some in chunks(sorted(rows)):
            values = [value for row in some for value in row]
            cursor.execute(COUNT.format(rows=_rows(4, len(some))), values)
