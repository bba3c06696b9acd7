"""Builds of the index: the one in use, a second one beside it, and the switch."""

from collections.abc import Iterable

from django.db import connection, transaction

from core.search.engines import Batch
from core.search.models import Entry, EntryReach, EntryText, Generation, Term, Traits
from core.search.sql.storage import Writer, chunks

MAIN = "main"
CLEARED_AT_ONCE = 2_000


def active(shelf: str = MAIN) -> Generation | None:
    """Return the generation that readers use, or None before the first write."""
    return Generation.objects.filter(shelf=shelf, state=Generation.States.ACTIVE).first()


def writable(shelf: str = MAIN) -> list[Generation]:
    """Lock and return the generations that changes go to: the active one and one being built."""
    rows = _locked(shelf)
    if not any(row.state == Generation.States.ACTIVE for row in rows):
        Generation.objects.get_or_create(shelf=shelf, state=Generation.States.ACTIVE)
        rows = _locked(shelf)
    return rows


def _locked(shelf: str) -> list[Generation]:
    rows = Generation.objects.select_for_update().filter(shelf=shelf).order_by("pk")
    return list(rows.exclude(state=Generation.States.RETIRED))


def build(batches: Iterable[Batch], shelf: str = MAIN, average_words: float = 0.0) -> Generation:
    """Fill a second generation batch by batch and switch to it; the old one serves meanwhile.

    Each batch is loaded inside the transaction that writes it, under the lock, so an older state
    never overwrites a change made meanwhile.
    """
    fresh = _begin(shelf, average_words)
    for batch in batches:
        with transaction.atomic():
            row = Generation.objects.select_for_update().get(pk=fresh.pk)
            Writer(row).write(batch())
    _switch(fresh, shelf)
    clear(shelf)
    refresh_statistics()
    return fresh


def clear(shelf: str = MAIN) -> None:
    """Delete what retired generations left, in slices so that writers need not wait long."""
    for generation in Generation.objects.filter(shelf=shelf, state=Generation.States.RETIRED):
        _clear_terms(generation)
        for pks in _slices(Entry, generation):
            with transaction.atomic():
                for model in (EntryReach, EntryText):
                    model.objects.filter(entry__in=pks).delete()
                Entry.objects.filter(pk__in=pks).delete()
        Traits.objects.filter(generation=generation).delete()
        generation.delete()


def refresh_statistics() -> None:
    """Let the database count its rows anew after a build, so that it plans the query well."""
    with connection.cursor() as cursor:
        for table in (
            "search_posting",
            "search_term",
            "search_entry",
            "search_entrytext",
            "search_entryreach",
            "search_traits",
        ):
            cursor.execute(f"ANALYZE {table}")


def _begin(shelf: str, average_words: float) -> Generation:
    with transaction.atomic():
        for row in writable(shelf):
            if row.state == Generation.States.BUILDING:
                _retire(row)
        fresh = Generation(shelf=shelf)
        fresh.average_words = average_words or fresh.average_words
        fresh.save()
    return fresh


def _switch(fresh: Generation, shelf: str) -> None:
    with transaction.atomic():
        for row in writable(shelf):
            if row.pk != fresh.pk:
                _retire(row)
        fresh.state = Generation.States.ACTIVE
        fresh.save(update_fields=["state"])


def _retire(row: Generation) -> None:
    row.state = Generation.States.RETIRED
    row.save(update_fields=["state"])


def _slices(model: type[Term] | type[Entry], generation: Generation) -> Iterable[list[int]]:
    pks = model.objects.filter(generation=generation).order_by("pk").values_list("pk", flat=True)
    return chunks(list(pks), CLEARED_AT_ONCE)


def _clear_terms(generation: Generation) -> None:
    for pks in _slices(Term, generation):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_posting WHERE term_id IN"
                " (SELECT id FROM search_term WHERE generation_id = %s AND id BETWEEN %s AND %s)",
                [generation.pk, pks[0], pks[-1]],
            )
            Term.objects.filter(pk__in=pks).delete()
