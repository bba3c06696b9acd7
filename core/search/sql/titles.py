"""Offer titles of visible entries while somebody types."""

from datetime import date

from django.db import connection
from django.utils.translation import get_language

from core.search import labels, registry
from core.search.analysis import fold, tidy, words
from core.search.highlight import Marker, marked
from core.search.models import Entry
from core.search.quoted import thing_quoted
from core.search.results import Suggestion
from core.search.sql.browsing import one_of
from core.search.sql.scoring import Conditions

MOST_WORDS = 6
CONSIDERED = 60
LONG_AGO = date(1900, 1, 1)
STATEMENT = """
SELECT entry.id FROM search_entry entry WHERE {conditions}
ORDER BY CASE WHEN entry.folded_titles LIKE %s THEN 0 ELSE 1 END, entry.is_outdated, entry.adoptions DESC,
    COALESCE(entry.dated_on, %s) DESC, entry.id
LIMIT %s
"""


def beginning(prefix: str, visible: Conditions, limit: int) -> list[Suggestion]:
    """Return titles in which every word typed begins a word, those that begin with the prefix first."""
    typed = words(tidy(prefix[:100]))[:MOST_WORDS]
    if not typed:
        return []
    wanted = Conditions(list(visible.texts), list(visible.values))
    for word in typed:
        wanted.add("entry.folded_titles LIKE %s", f"% {word}%")
    with connection.cursor() as cursor:
        start = f" {' '.join(typed)}%"
        cursor.execute(STATEMENT.format(conditions=wanted), [*wanted.values, start, LONG_AGO, CONSIDERED])
        pks = [pk for (pk,) in cursor.fetchall()]
    thing = thing_quoted(prefix)
    quoted = [row.id for row in one_of(visible, *thing)] if thing else []
    others = _suggestions([pk for pk in pks if pk not in quoted], typed, limit)
    return [*_suggestions(quoted, typed, 1), *others][:limit]


def _suggestions(pks: list[int], typed: list[str], limit: int) -> list[Suggestion]:
    """Return the entries as suggestions, kinds in their usual order among equals, titles once."""
    order = {searchable.kind: at for at, searchable in enumerate(registry.kinds())}
    rows = Entry.objects.select_related("text").defer("text__texts", "text__term_ids").in_bulk(pks)
    start = f" {' '.join(typed)}"
    entries = sorted(
        (rows[pk] for pk in pks),
        key=lambda entry: (not entry.folded_titles.startswith(start), order.get(entry.kind, 99)),
    )
    found = {(entry.kind, entry.title): _suggestion(entry, typed) for entry in reversed(entries)}
    return list(reversed(found.values()))[:limit]


def _suggestion(entry: Entry, typed: list[str]) -> Suggestion:
    title = entry.text.titles.get(get_language() or "") or entry.title
    begun = {fold(word): 1.0 for word in words(title) if any(word.startswith(part) for part in typed)}
    return Suggestion(
        label=marked(title, Marker(begun), entry.language),
        plain_label=title,
        kind=entry.kind,
        kind_label=labels.kind_name(entry.kind),
        url=entry.url,
    )
