"""Keep the index current: note what changed inside the transaction, write it right after commit."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.db import models, transaction
from django_tasks import task

from core.search import registry
from core.search.engines import Batch, Thing, engine
from core.search.models import Waiting
from core.search.registry import Document, Searchable
from core.search.texts import length

logger = logging.getLogger(__name__)
AT_ONCE = 20
BATCH = 200
SAMPLE = 2_000
PATIENCE_SECONDS = 1.0


def touch(thing: models.Model) -> None:
    """Note that `thing` changed; it is findable, changed or gone right after the commit.

    Models that nobody made searchable are ignored. Belongs inside the transaction of the change.
    """
    searchable = registry.of(thing)
    if searchable is None:
        return
    Waiting.objects.create(kind=searchable.kind, object_id=str(thing.pk))
    transaction.on_commit(_settle_soon, robust=True)


def forget(thing: models.Model) -> None:
    """Note that `thing` is about to be deleted; call it before the deletion, inside the transaction."""
    touch(thing)


def settle(seconds: float | None = None) -> int:
    """Write everything that waits into the index, for at most `seconds`; return how many rows are left."""
    until = None if seconds is None else time.monotonic() + seconds
    while rows := list(Waiting.objects.order_by("pk")[:AT_ONCE]):
        things = list(dict.fromkeys((row.kind, row.object_id) for row in rows))
        with transaction.atomic():
            engine().renew(things, partial(_documents, things))
            Waiting.objects.filter(pk__in=[row.pk for row in rows]).delete()
        if len(rows) < AT_ONCE:
            return 0  # whoever adds another settles it
        if until is not None and time.monotonic() > until:
            break
    return Waiting.objects.count()


@task()
def settle_rest() -> int:
    """Write what a long transaction left waiting; also safe to run at any time."""
    return settle()


def rebuild() -> int:
    """Build the whole index anew while the present one serves, then switch; return the entries.

    What waited before is in the new build and need not be written again.
    """
    waited = list(Waiting.objects.values_list("pk", flat=True))
    entries = engine().rebuild(_batches(), _average_words())
    for start in range(0, len(waited), BATCH):
        Waiting.objects.filter(pk__in=waited[start : start + BATCH]).delete()
    return entries


def _settle_soon() -> None:
    if settle(PATIENCE_SECONDS):
        settle_rest.enqueue()


def _documents(things: Iterable[Thing]) -> list[Document]:
    """Return the documents of the things that exist and may be found."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, object_id in things:
        by_kind[kind].append(object_id)
    found = ((registry.by_kind(kind), pks) for kind, pks in by_kind.items())
    return [document for kind, pks in found if kind for document in _load(kind, pks)]


def _load(searchable: Searchable, pks: Sequence[object]) -> Iterator[Document]:
    for thing in searchable.queryset().filter(pk__in=pks).order_by("pk"):
        try:
            document = searchable.document(thing)
        except Exception:
            logger.exception("%s %s could not be read for the search index", searchable.kind, thing.pk)
            continue
        if document is not None:
            yield document


def _batches() -> Iterator[Batch]:
    for searchable in registry.kinds():
        pks = list(searchable.queryset().order_by("pk").values_list("pk", flat=True).distinct())
        for start in range(0, len(pks), BATCH):
            yield partial(_loaded, searchable, pks[start : start + BATCH])


def _loaded(searchable: Searchable, pks: Sequence[object]) -> list[Document]:
    return list(_load(searchable, pks))


def _average_words() -> float:
    """Return the mean length of a sample of every kind, or zero when there is nothing."""
    lengths = [
        length(document)
        for searchable in registry.kinds()
        for document in _load(searchable, _sample(searchable))
    ]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _sample(searchable: Searchable) -> list[object]:
    pks = list(searchable.queryset().order_by("pk").values_list("pk", flat=True).distinct())
    return pks[:: max(1, len(pks) // SAMPLE)]
