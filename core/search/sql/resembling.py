"""Find entries that resemble a text: its most telling words and pairs, scored together."""

import math
from collections import Counter

from django.utils import timezone

from core.search import analysis, weights
from core.search.engines import Thing
from core.search.models import Audience, Generation
from core.search.results import Hit
from core.search.sql import presenting, ranking
from core.search.sql.impacts import PAIR, STEM, WORD, Key
from core.search.sql.lookup import Lookup
from core.search.sql.planning import Plan, Slot, StandIn, Weighted
from core.search.sql.scoring import Conditions, score

READ = 20_000
TELLING = 40
ALIKE = 0.2
OF_KIND = {WORD: 1.0, PAIR: weights.PAIR, STEM: weights.STEM}


def alike(
    generation: Generation, text: str, visible: Conditions, circle: Audience, but: Thing | None, limit: int
) -> list[Hit]:
    """Return the visible entries most like `text`, without `but`; too little alike is left out."""
    plan = telling(generation, text, circle)
    rows = score(plan, visible, limit + 1)
    names = {pk: (one.kind, one.object_id) for pk, one in ranking.standings(rows).items()}
    rows = [row for row in rows if names.get(row.id) != but and row.mass >= ALIKE * plan.mass]
    best = ranking.ranked(rows, plan, timezone.localdate())
    return presenting.hits(best[:limit], plan)


def telling(generation: Generation, text: str, circle: Audience) -> Plan:
    """Return a plan of the terms that tell most about `text`."""
    counted = _terms(analysis.tidy(text[:READ]))
    lookup = Lookup(generation, circle)
    lookup.learn(counted)
    plan, best = Plan(), Counter[Key]()
    for key, frequency in counted.items():
        if (term := lookup[key]) and term.entries <= weights.TOO_COMMON * max(generation.entry_count, 20):
            rarity = math.log(1 + (generation.entry_count - term.entries + 0.5) / (term.entries + 0.5))
            best[key] = round(OF_KIND[key[0]] * rarity * frequency / (frequency + 1) * weights.SCALE)
    for at, (key, weight) in enumerate(best.most_common(TELLING)):
        _add(plan, at, key, weight, lookup)
    return plan


def _add(plan: Plan, at: int, key: Key, weight: int, lookup: Lookup) -> None:
    kind, text = key
    mass = weight if kind == WORD else 0
    plan.mass += mass
    if kind == WORD:
        plan.slots.append(Slot(text, text, terms={key: StandIn(1.0, 1.0)}))
        plan.rarity[text] = weight / weights.SCALE
    if term := lookup[key]:
        plan.terms.append(Weighted(term.term_id, term.entries, at, weight, mass))


def _terms(text: str) -> Counter[Key]:
    written = analysis.WORD.findall(text)
    folded = [analysis.fold(word) for word in written]
    counted: Counter[Key] = Counter((WORD, word) for word in folded)
    counted.update((PAIR, pair) for pair in analysis.pairs(folded))
    for language in analysis.STEMMED:
        counted.update((STEM, stem) for word in written if (stem := analysis.stem(word, language)))
    return counted
