"""The one door to an engine: SQL tables by default, another by the setting SEARCH_BACKEND."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from core.search.registry import Document
from core.search.results import Filters, Hit, Results, Suggestion

Thing = tuple[str, str]
Batch = Callable[[], Sequence[Document]]


class Engine(Protocol):
    """What a home of the index must do; things are named by kind and object id."""

    def renew(self, things: Sequence[Thing], load: Batch) -> None:
        """Replace what is known of `things` by what `load` returns; things it lacks are forgotten.

        `load` is called once the index is locked, so that what it reads is the newest.
        """

    def rebuild(self, batches: Iterable[Batch], average_words: float) -> int:
        """Build all anew beside the present index, switch to it, return the number of entries."""

    def search(self, typed: str, filters: Filters, tokens: set[str], page: int, per_page: int) -> Results:
        """Find what a reader with these tokens may see."""

    def suggest(self, prefix: str, tokens: set[str], limit: int) -> list[Suggestion]:
        """Offer titles whose words begin like the prefix."""

    def similar(
        self, text: str, tokens: set[str], kinds: Sequence[str], but: Thing | None, limit: int
    ) -> list[Hit]:
        """Find what resembles a text."""


@lru_cache(maxsize=4)
def _engine(path: str) -> Engine:
    engine: Engine = import_string(path)()
    return engine


def engine() -> Engine:
    """Return the engine that the settings name."""
    return _engine(settings.SEARCH_BACKEND)
