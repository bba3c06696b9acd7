"""Order matches: what the words say first, then kind, freshness, use; accents and phrases at the top."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

from core.search import analysis, registry, weights
from core.search.models import Entry
from core.search.sql.planning import Plan
from core.search.sql.scoring import Row

WELL_MET = 0.6
DAYS = 365.0
MANY_ADOPTIONS = 10
READ = 20_000
Ranked = list[tuple[float, Row]]


def ranked(rows: Sequence[Row], plan: Plan, today: date) -> Ranked:
    """Return the matches with their final score, best first; equal ones in the order of entry.

    Far down the list, where nobody pages, the words alone decide.
    """
    boosts = {searchable.kind: searchable.boost for searchable in registry.kinds()}
    well = plan.mass * WELL_MET
    top = [
        (row.score * standing(row, today) * (boosts.get(row.kind, 1.0) if row.mass >= well else 1.0), row)
        for row in rows[: weights.RANKED]
    ]
    return _sorted(top) + [(float(row.score), row) for row in rows[weights.RANKED :]]


def standing(row: Row, today: date) -> float:
    """Return the factor for freshness, use, and being outdated; it never turns the order upside down."""
    factor = 1.0 + weights.FRESHNESS * _freshness(row, today)
    factor += weights.USEFULNESS * min(1.0, math.log1p(row.adoptions) / math.log1p(MANY_ADOPTIONS))
    return factor * (weights.OUTDATED if row.is_outdated else 1.0)


def adjusted(found: Ranked, plan: Plan, words: Sequence[str]) -> Ranked:
    """Return the matches with the top ones raised for equal accents and for the phrase in the title."""
    top, rest = found[: weights.ADJUSTED], found[weights.ADJUSTED :]
    accented = {word.casefold() for word in words if analysis.has_marks(word)}
    phrase = analysis.folded_text(" ".join(words))
    if len(words) < 2 and not accented:
        return found
    texts = _texts([row.id for _, row in top], with_texts=bool(accented))
    raised = [(score * _closeness(texts[row.id], accented, phrase, plan), row) for score, row in top]
    return _sorted(raised) + rest


def _closeness(entry: Entry, accented: set[str], phrase: str, plan: Plan) -> float:
    factor = 1.0
    if phrase.count(" ") > 2 and phrase in entry.folded_titles:
        factor += weights.PHRASE_IN_TITLE
    if accented:
        text = entry.text.whole()[:READ]
        factor += weights.ACCENTS * _share(accented, text.casefold(), plan.rarity)
    return factor


def _share(accented: set[str], text: str, rarity: Mapping[str, float]) -> float:
    """Return the share of the accented words, by rarity, that stand in the text with the same accents."""
    worth = {word: rarity.get(analysis.fold(word), 0.0) for word in accented}
    standing_there = [word for word in accented if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    total = sum(worth.values())
    return sum(worth[word] for word in standing_there) / total if total else 0.0


def _texts(pks: Sequence[int], *, with_texts: bool) -> dict[int, Entry]:
    rows = Entry.objects.only("folded_titles")
    if with_texts:
        rows = Entry.objects.select_related("text").only(
            "folded_titles", "text__titles", "text__summary", "text__texts"
        )
    return rows.in_bulk(list(pks))


def _freshness(row: Row, today: date) -> float:
    """Return 1 for what is verified today, fading over years for what is only dated."""
    if row.is_outdated:
        return 0.0
    if row.verified_until and as_date(row.verified_until) >= today:
        return 1.0
    age = (today - as_date(row.dated_on)).days if row.dated_on else 10 * DAYS
    return 0.5 * math.exp(-max(0.0, age) / DAYS)


def as_date(value: date | str) -> date:
    """Return the day; SQLite gives text where a column passed through a sub-select."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _sorted(found: Ranked) -> Ranked:
    return sorted(found, key=lambda one: (-one[0], one[1].id))
