"""Check quoted runs of words on the stored text; pairs alone cannot prove more than two words."""

from collections.abc import Sequence

from core.search.analysis import folded_text
from core.search.models import Entry
from core.search.sql.scoring import Row

PROVEN_BY_PAIRS = 2
CHECKED = 300


def without_broken(rows: list[Row], phrases: Sequence[list[str]]) -> list[Row]:
    """Return the rows whose text holds every phrase; beyond the best few hundred the pairs must do."""
    long = [f" {' '.join(phrase)} " for phrase in phrases if len(phrase) > PROVEN_BY_PAIRS]
    if not long:
        return rows
    entries = Entry.objects.select_related("text").in_bulk([row.id for row in rows[:CHECKED]])
    return [row for row in rows[:CHECKED] if _holds(entries[row.id], long)] + rows[CHECKED:]


def _holds(entry: Entry, phrases: Sequence[str]) -> bool:
    parts = [*entry.text.parts(), *entry.themes.values()]
    text = "|".join(folded_text(part) for part in parts)
    return all(phrase in text for phrase in phrases)
