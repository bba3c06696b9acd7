"""Write and remove entries with their terms and postings; callers hold the generation's lock.

A new entry adds its counts and its postings. A changed one keeps its row and its number, and only the
terms that came or went are counted anew.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from core.search.models import Entry, EntryReach, EntryText, Generation
from core.search.registry import Document
from core.search.sql import postings, terms, traits
from core.search.sql.impacts import Key
from core.search.sql.making import Analysed, analyse, entry_of, text_of, thing_of

Item = TypeVar("Item")
Thing = tuple[str, str]
AT_ONCE = 500


@dataclass
class Writer:
    """Writes documents into one generation."""

    generation: Generation

    def write(self, documents: Sequence[Document]) -> None:
        """Add the documents, replacing what the generation already holds of them."""
        named = {thing_of(document): document for document in documents}
        held = self._held(named)
        average = self.generation.average_words
        self._add([analyse(one, average) for thing, one in named.items() if thing not in held])
        for thing, entry in held.items():
            self._change(entry, analyse(named[thing], average, entry.words))
        self._bump(len(named) - len(held))

    def remove(self, things: Iterable[Thing]) -> None:
        """Take entries out again, named by kind and object id; unknown ones are no error."""
        held, tally = list(self._held(things).values()), terms.Tally[int]()
        if not held:
            return
        for entry in held:
            ids = term_ids(entry)
            postings.delete(entry.pk, ids)
            tally.take(ids, entry.audience)
        terms.recount(tally)
        for model in (EntryReach, EntryText):
            model.objects.filter(entry__in=held).delete()
        Entry.objects.filter(pk__in=[entry.pk for entry in held]).delete()
        self._bump(-len(held))

    def _held(self, things: Iterable[Thing]) -> dict[Thing, Entry]:
        """Return the entries there are of these things, with their texts."""
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, object_id in things:
            by_kind[kind].append(object_id)
        rows = Entry.objects.select_related("text").filter(generation=self.generation)
        return {
            (entry.kind, entry.object_id): entry
            for kind, ids in by_kind.items()
            for some in chunks(ids)
            for entry in rows.filter(kind=kind, object_id__in=some)
        }

    def _add(self, analysed: list[Analysed]) -> None:
        if not analysed:
            return
        tally = terms.Tally[Key]()
        for one in analysed:
            tally.add(one.weighed, one.audience)
        known = terms.credit(self.generation, tally)
        entries = [entry_of(one, self.generation) for one in analysed]
        traits.assign(self.generation, entries)
        made = list(zip(Entry.objects.bulk_create(entries), analysed, strict=True))
        EntryText.objects.bulk_create(
            text_of(one, entry, [known[key] for key in one.weighed]) for entry, one in made
        )
        _write_reach((entry, one.document.reach) for entry, one in made)
        numbered = ((entry.pk, one.weighed) for entry, one in made)
        postings.insert(
            [(known[key], number, impact) for number, weighed in numbered for key, impact in weighed.items()]
        )

    def _change(self, before: Entry, analysed: Analysed) -> None:
        """Bring an entry up to date under its number."""
        known = self._learn(before, analysed)
        entry = entry_of(analysed, self.generation)
        entry.pk = before.pk
        traits.assign(self.generation, [entry])
        entry.save(force_update=True)
        text_of(analysed, entry, known.values()).save(force_update=True)
        _renew_reach(entry, analysed.document.reach)
        postings.replace(entry.pk, {known[key]: impact for key, impact in analysed.weighed.items()})

    def _learn(self, before: Entry, analysed: Analysed) -> dict[Key, int]:
        """Count what came, what went and what others may now read; return the ids of all its terms."""
        old, known = set(term_ids(before)), terms.look_up(self.generation, analysed.weighed)
        came = terms.Tally[Key]()
        came.add([key for key in analysed.weighed if known.get(key) not in old], analysed.audience)
        gone, moved = old - set(known.values()), terms.Tally[int]()
        moved.take(gone, before.audience)
        if before.audience != analysed.audience:
            stayed = old - gone
            moved.take(stayed, before.audience)
            moved.add(stayed, analysed.audience)
        terms.recount(moved)
        postings.delete(before.pk, gone)
        return known | terms.credit(self.generation, came)

    def _bump(self, difference: int) -> None:
        self.generation.entry_count += difference
        self.generation.version += 1
        self.generation.save(update_fields=["entry_count", "version"])


def chunks(items: Iterable[Item], size: int = AT_ONCE) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def term_ids(entry: Entry) -> list[int]:
    """Return the ids of every term of the entry."""
    ids = array("Q")
    ids.frombytes(bytes(entry.text.term_ids))
    return list(ids)


def _write_reach(held: Iterable[tuple[Entry, Iterable[str]]]) -> None:
    EntryReach.objects.bulk_create(
        EntryReach(entry=entry, token=token) for entry, tokens in held for token in sorted(tokens)
    )


def _renew_reach(entry: Entry, tokens: Iterable[str]) -> None:
    held = EntryReach.objects.filter(entry=entry)
    if set(held.values_list("token", flat=True)) != set(tokens):
        held.delete()
        _write_reach([(entry, tokens)])
