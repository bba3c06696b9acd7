"""Make hits of ranked rows: titles and passages in the reader's language, matches marked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.search import labels
from core.search.analysis import STEMMED, has_marks, stem
from core.search.highlight import Marker, marked, passage
from core.search.models import Entry
from core.search.results import Hit
from core.search.sql.planning import Plan
from core.search.sql.ranking import Ranked


def marker(plan: Plan) -> Marker:
    """Return what to mark for a plan: words typed, meant or alike, and their stems."""
    slots = [slot for slot in plan.slots if not slot.is_grammar] or plan.slots
    words = {word: max(0.1, plan.rarity.get(slot.folded, 0.1)) for slot in slots for word in slot.markable()}
    stems = {
        root: max(0.1, plan.rarity.get(slot.folded, 0.1))
        for slot in slots
        for language in STEMMED
        for written in {slot.written, slot.meant}
        if (root := stem(written, language))
    }
    written = frozenset(slot.written.casefold() for slot in slots)
    return Marker(words, stems, written if any(map(has_marks, written)) else frozenset())


@dataclass(frozen=True)
class Shown:
    """What all hits of a page share: what to mark, the reader's language, names of portals and themes."""

    marker: Marker
    language: str
    portals: Mapping[str, str]
    themes: Mapping[str, str]


def hits(found: Ranked, plan: Plan) -> list[Hit]:
    """Return the rows as hits, with one query for their texts and one for each sort of names."""
    entries = (
        Entry.objects.select_related("text").defer("text__term_ids").in_bulk([row.id for _, row in found])
    )
    portals = {str(row.portal_id): row.portal_label for row in entries.values() if row.portal_id is not None}
    themes = {key: label for entry in entries.values() for key, label in entry.themes.items()}
    shown = Shown(
        marker(plan), get_language() or "", labels.names("portal", portals), labels.names("theme", themes)
    )
    return [_hit(entries[row.id], score, shown) for score, row in found if row.id in entries]


def _hit(entry: Entry, score: float, shown: Shown) -> Hit:
    spoken = shown.language if shown.language in entry.text.titles else entry.language
    title = entry.text.titles.get(spoken) or entry.title
    return Hit(
        kind=entry.kind,
        kind_label=labels.kind_name(entry.kind),
        object_id=entry.object_id,
        url=entry.url,
        title=marked(title, shown.marker, spoken),
        plain_title=title,
        snippet=_snippet(entry, shown),
        language=entry.language,
        portal_id=entry.portal_id,
        portal_label=shown.portals.get(str(entry.portal_id), ""),
        themes={key: shown.themes[key] for key in entry.themes},
        state=entry.state,
        state_label=labels.state_name(entry.kind, entry.state, entry.state_label),
        dated_on=entry.dated_on,
        verified_until=entry.verified_until,
        is_outdated=entry.is_outdated,
        adoptions=entry.adoptions,
        extras=entry.text.extras,
        score=score,
    )


def _snippet(entry: Entry, shown: Shown) -> SafeString:
    """Return the best passage of any version; the reader's own language wins among equals."""
    passages = [
        (*passage(text, shown.marker, spoken), spoken == shown.language)
        for spoken, text in entry.text.texts
        if text
    ]
    best = max(passages, key=lambda one: (one[1], one[2]), default=(SafeString(""), 0.0, False))
    return best[0]
