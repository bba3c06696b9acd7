"""Order matches: what the words say first, then kind, freshness, use; accents and phrases at the top."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from core.search import analysis, registry, weights
from core.search.models import Entry
from core.search.sql.planning import Plan
from core.search.sql.scoring import Row

WELL_MET = 0.6
DAYS = 365.0
MANY_ADOPTIONS = 10
READ = 20_000
Ranked = list[tuple[float, Row]]


class Standing(NamedTuple):
    """What raises or lowers an entry beside its words, and the name of its thing."""

    kind: str
    object_id: str
    dated_on: date | None
    verified_until: date | None
    is_outdated: bool
    adoptions: int


def ranked(rows: Sequence[Row], plan: Plan, today: date) -> Ranked:
    """Return the matches with their final score, best first; equal ones in the order of entry.

    Far down the list, where nobody pages, the words alone decide.
    """
    boosts = {searchable.kind: searchable.boost for searchable in registry.kinds()}
    well, known = plan.mass * WELL_MET, standings(rows[: weights.RANKED])
    top = [
        (
            _lifted(row, known[row.id], today)
            * (boosts.get(known[row.id].kind, 1.0) if row.mass >= well else 1.0),
            row,
        )
        for row in rows[: weights.RANKED]
        if row.id in known
    ]
    return _sorted(top) + [(float(row.score), row) for row in rows[weights.RANKED :]]


def standings(rows: Sequence[Row]) -> dict[int, Standing]:
    """Return what the entries are beside their words."""
    found = Entry.objects.filter(pk__in=[row.id for row in rows]).values_list("pk", *Standing._fields)
    return {pk: Standing(*values) for pk, *values in found}


def _lifted(row: Row, standing: Standing, today: date) -> float:
    """Return the score with freshness, use, and being outdated; they never turn the order upside down."""
    factor = 1.0 + weights.FRESHNESS * _freshness(standing, today)
    factor += weights.USEFULNESS * min(1.0, math.log1p(standing.adoptions) / math.log1p(MANY_ADOPTIONS))
    return row.score * factor * (weights.OUTDATED if standing.is_outdated else 1.0)


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


def _freshness(standing: Standing, today: date) -> float:
    """Return 1 for what is verified today, fading over years for what is only dated."""
    if standing.is_outdated:
        return 0.0
    if standing.verified_until and standing.verified_until >= today:
        return 1.0
    age = (today - standing.dated_on).days if standing.dated_on else 10 * DAYS
    return 0.5 * math.exp(-max(0.0, age) / DAYS)


def _sorted(found: Ranked) -> Ranked:
    return sorted(found, key=lambda one: (-one[0], one[1].id))
