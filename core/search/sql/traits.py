"""Combinations of facet values: written once per generation, read for the matches of a question."""

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from core.search.models import Entry, Generation
from core.search.models import Traits as Row

FIELDS = ("kind", "languages", "portal_id", "portal_label", "state", "state_label", "theme_keys")
AT_ONCE = 500


class Traits(NamedTuple):
    """The values of one combination, in the order of `FIELDS`."""

    kind: str
    languages: str
    portal_id: int | None
    portal_label: str
    state: str
    state_label: str
    theme_keys: str


def of_entry(entry: Entry) -> Traits:
    """Return what an entry is in every facet."""
    return Traits(*(getattr(entry, field) for field in FIELDS))


def digest(traits: Traits) -> str:
    """Return a short name that equal combinations share."""
    return hashlib.sha256(json.dumps(traits).encode()).hexdigest()[:40]


def assign(generation: Generation, entries: Sequence[Entry]) -> None:
    """Set `traits_id` of the entries, writing combinations that are new; the generation is locked."""
    wanted = {digest(traits): traits for traits in dict.fromkeys(map(of_entry, entries))}
    rows = Row.objects.filter(generation=generation)
    known = dict(rows.filter(digest__in=list(wanted)).values_list("digest", "pk"))
    new = [
        Row(generation=generation, digest=name, **traits._asdict())
        for name, traits in wanted.items()
        if name not in known
    ]
    known |= {row.digest: row.pk for row in Row.objects.bulk_create(new)}
    for entry in entries:
        entry.traits_id = known[digest(of_entry(entry))]


def read(pks: Collection[int]) -> dict[int, Traits]:
    """Return the combinations by their ids."""
    wanted, found = sorted(pks), dict[int, Traits]()
    for start in range(0, len(wanted), AT_ONCE):
        rows = Row.objects.filter(pk__in=wanted[start : start + AT_ONCE])
        found |= {pk: Traits(*values) for pk, *values in rows.values_list("pk", *FIELDS)}
    return found
