"""Let a judge of ranked lists ask our engine: `index(collection, docs, lang)` and `search(query, k, ...)`.

The database is the one of DATABASE_URL, else a new SQLite file in a temporary folder. Every collection
has a shelf of its own, so several can stand side by side and nothing of the product's index is touched.
"""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("INTERPORTAL_MODE", "test")
os.environ.setdefault("INTERPORTAL_DATA", tempfile.mkdtemp(prefix="search-"))
django.setup()

from django.core.management import call_command

from core.search.models import Entry
from core.search.reach import PUBLIC
from core.search.registry import Document
from core.search.results import Filters
from core.search.sql import generations
from core.search.sql.engine import SqlEngine
from core.search.texts import length

BATCH = 200
READER = {PUBLIC}
call_command("migrate", "search", verbosity=0)


def shelf(collection: str) -> str:
    """Return the shelf on which a collection stands."""
    return f"judged {collection}"[:40]


def document(collection: str, doc: Mapping[str, Any], lang: str) -> Document:
    """Return one judged text as a document that everyone may read."""
    return Document(
        kind=collection,
        object_id=doc["id"],
        language=lang,
        title=doc.get("title", ""),
        url=f"/{doc['id']}",
        reach={PUBLIC},
        body=doc["text"],
        tags=doc.get("tags", ()),
    )


def index(collection: str, docs: Sequence[Mapping[str, Any]], lang: str) -> None:
    """Build the index of one collection anew."""
    documents = [document(collection, doc, lang) for doc in docs]
    average = sum(map(length, documents)) / max(1, len(documents))
    starts = range(0, len(documents), BATCH)
    batches = [partial(documents.__getitem__, slice(start, start + BATCH)) for start in starts]
    SqlEngine(shelf(collection)).rebuild(batches, average)


def search(query: str, k: int, *, collection: str, lang: str = "") -> list[str]:
    """Return the ids of the best `k` texts: what counts as found, then what is shown as related."""
    generation = generations.active(shelf(collection))
    if generation is None:
        return []
    asking = SqlEngine(shelf(collection)).asking(generation, query, Filters(), READER)
    matches = asking.matches()
    found = [row.id for _, row in (*matches.counted, *matches.others)][:k]
    names = dict(Entry.objects.filter(pk__in=found).values_list("pk", "object_id"))
    return [names[pk] for pk in found]
