"""The engine in ordinary tables, the same on SQLite and PostgreSQL."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction

from core.search import narrowing
from core.search.engines import Batch, Thing
from core.search.models import Generation
from core.search.parsing import parse
from core.search.results import Filters, Hit, Results, Suggestion
from core.search.sql import browsing, generations, resembling, titles
from core.search.sql.answering import Asking, circle
from core.search.sql.fieldwords import understood
from core.search.sql.making import thing_of
from core.search.sql.scoring import may_see
from core.search.sql.storage import Writer


class SqlEngine:
    """Searches, suggests and keeps one shelf of the index."""

    def __init__(self, shelf: str = generations.MAIN) -> None:
        self.shelf = shelf

    def renew(self, things: Sequence[Thing], load: Batch) -> None:
        """Replace what is known of `things`, in the generation in use and in one being built."""
        with transaction.atomic():
            writable = generations.writable(self.shelf)
            documents = load()
            kept = {thing_of(document) for document in documents}
            for generation in writable:
                writer = Writer(generation)
                writer.remove([thing for thing in things if thing not in kept])
                writer.write(documents)

    def rebuild(self, batches: Iterable[Batch], average_words: float) -> int:
        """Build a second generation, switch to it, return the number of entries."""
        fresh = generations.build(batches, self.shelf, average_words)
        return Generation.objects.get(pk=fresh.pk).entry_count

    def search(self, typed: str, filters: Filters, tokens: set[str], page: int, per_page: int) -> Results:
        """Find what a reader with these tokens may see; without words, list the newest."""
        began = time.perf_counter()
        generation = generations.active(self.shelf)
        if generation is None:
            facets = narrowing.facets(narrowing.count([], filters), filters, {})
            return Results(typed, [], 0, 1, 1, facets)
        asking = self.asking(generation, typed, filters, tokens)
        answer = asking.answer if asking.question.words else asking.listing
        return replace(answer(page, per_page), took_ms=(time.perf_counter() - began) * 1000)

    def asking(self, generation: Generation, typed: str, filters: Filters, tokens: set[str]) -> Asking:
        """Return the question taken apart, with its field words as filters and the reader's rights."""
        question = parse(typed)
        visible = browsing.of_generation(generation, may_see(tokens))
        filters = understood(question, filters, visible)
        return Asking(generation, question, filters, browsing.dated(visible, filters), circle(tokens))

    def suggest(self, prefix: str, tokens: set[str], limit: int) -> list[Suggestion]:
        """Offer titles whose words begin like the prefix."""
        generation = generations.active(self.shelf)
        if generation is None:
            return []
        return titles.beginning(prefix, browsing.of_generation(generation, may_see(tokens)), limit)

    def similar(
        self, text: str, tokens: set[str], kinds: Sequence[str], but: Thing | None, limit: int
    ) -> list[Hit]:
        """Find what resembles a text, best first."""
        generation = generations.active(self.shelf)
        if generation is None:
            return []
        visible = browsing.of_generation(generation, may_see(tokens))
        narrowed = browsing.narrowed(visible, Filters(kind=tuple(kinds)))
        return resembling.alike(generation, text, narrowed, circle(tokens), but, limit)
