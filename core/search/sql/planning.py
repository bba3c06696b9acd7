"""Turn a question into weighted terms: what was typed, corrected, spelled otherwise, widened."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.search import analysis, weights
from core.search.guessing import is_function_word, looks_vietnamese
from core.search.models import Audience, Generation
from core.search.parsing import Question
from core.search.sql import correcting
from core.search.sql.impacts import GRAM, PAIR, STEM, WORD, Key
from core.search.sql.lookup import Known, Lookup
from core.search.sql.vocabulary import Vocabulary, vocabulary

COUNTING = 0.5
COMPOUND = 3


@dataclass(frozen=True)
class StandIn:
    """How heavy a term is in place of the word, and which share of the word it meets."""

    weight: float
    share: float


@dataclass
class Slot:
    """One word of the question with everything that may stand for it."""

    written: str
    folded: str
    corrected: str = ""
    is_grammar: bool = False
    terms: dict[Key, StandIn] = field(default_factory=dict)

    @property
    def meant(self) -> str:
        """Return the word as corrected, else as typed."""
        return self.corrected or self.folded

    def markable(self) -> set[str]:
        """Return the words to mark in a text."""
        met = (text for (kind, text), term in self.terms.items() if kind == WORD and term.share >= COUNTING)
        return {self.folded, self.meant, *met}


@dataclass(frozen=True)
class Weighted:
    """One term of the scoring statement; `mass` says how much of the question it meets."""

    term_id: int
    entries: int
    slot: int
    weight: int
    mass: int


@dataclass
class Plan:
    """What to score, what must and must not stand, and what to mark in the texts."""

    slots: list[Slot] = field(default_factory=list)
    terms: list[Weighted] = field(default_factory=list)
    mass: int = 0
    required: list[int] = field(default_factory=list)
    excluded: list[list[int]] = field(default_factory=list)
    is_impossible: bool = False
    rarity: dict[str, float] = field(default_factory=dict)


class Planner:
    """Plans one question against one generation for one circle of readers."""

    def __init__(self, generation: Generation, circle: Audience) -> None:
        self.entries = generation.entry_count
        self.known: Vocabulary = vocabulary(generation, circle)
        self.lookup = Lookup(generation, circle)

    def plan(self, question: Question) -> Plan:
        """Return the plan; phrases and exclusions become lists of term ids."""
        slots = self._slots(question)
        pairs = _pairs(slots)
        self.lookup.learn(key for slot in slots for key in slot.terms)
        self.lookup.learn(pairs)
        plan = Plan(slots=slots)
        weighted = [*self._weigh_slots(slots, plan), *self._weigh_pairs(pairs)]
        plan.terms = self._affordable(weighted)
        self._demand(question, plan)
        return plan

    def _slots(self, question: Question) -> list[Slot]:
        vietnamese = looks_vietnamese(question.words)
        slots = [Slot(word, analysis.fold(word)) for word in question.words]
        for slot in slots:
            slot.is_grammar = is_function_word(slot.folded, vietnamese=vietnamese)
        self._correct(slots, vietnamese=vietnamese)
        for slot in slots:
            slot.terms = dict(self._stand_ins(slot))
        return slots

    def _correct(self, slots: list[Slot], *, vietnamese: bool) -> None:
        words = [slot.folded for slot in slots]
        self.lookup.learn((STEM, root) for slot in slots for root in self._stems(slot))
        inflected = {
            slot.folded for slot in slots if any(self._is_shared(root) for root in self._stems(slot))
        }
        found = correcting.candidates(words, self.known, inflected, vietnamese=vietnamese)
        self.lookup.learn(correcting.neighbour_pairs(words, found))
        for at, other in correcting.choose(words, found, self.known, self.lookup).items():
            slots[at].corrected = other

    def _stand_ins(self, slot: Slot) -> Iterator[tuple[Key, StandIn]]:
        """Yield what may stand for the word, lighter the farther; a later, heavier one wins."""
        if not slot.is_grammar and self.known.counts.get(slot.meant, 0) <= self.known.limit:
            for word, alike in self.known.expansions(slot.meant):
                share = alike if _is_part(slot.meant, word) else 0.0
                yield (WORD, word), StandIn(weights.EXPANSION * alike, share)
        for gram in analysis.grams(slot.meant):
            yield (GRAM, gram), StandIn(weights.GRAM, 0.0)
        for root in self._stems(slot):
            yield (STEM, root), StandIn(weights.STEM, 1.0)
        for word in (*self.known.same(slot.meant), analysis.spelled_out(slot.written)):
            yield (WORD, word), StandIn(weights.VARIANT, 1.0)
        for word in (slot.folded, slot.meant):
            yield (WORD, word), StandIn(1.0, 1.0)

    def _is_shared(self, root: str) -> bool:
        term = self.lookup[(STEM, root)]
        return bool(term and term.shared)

    def _stems(self, slot: Slot) -> list[str]:
        written = {slot.written, slot.meant}
        roots = {analysis.stem(word, language) for word in written for language in analysis.STEMMED}
        return sorted(roots - {""})

    def _weigh_slots(self, slots: list[Slot], plan: Plan) -> Iterator[Weighted]:
        seen: set[Key] = set()
        for at, slot in enumerate(slots):
            mass = self._mass(slot)
            plan.mass += mass if slot.folded not in plan.rarity else 0
            plan.rarity[slot.folded] = mass / weights.SCALE
            for key, stand_in in slot.terms.items():
                term = self.lookup[key]
                if term and key not in seen:
                    seen.add(key)
                    yield self._weighted(term, at, stand_in.weight, round(mass * stand_in.share))

    def _weigh_pairs(self, pairs: list[Key]) -> Iterator[Weighted]:
        for key in dict.fromkeys(pairs):
            if term := self.lookup[key]:
                yield self._weighted(term, -1, weights.PAIR, 0)

    def _weighted(self, term: Known, slot: int, weight: float, mass: int) -> Weighted:
        return Weighted(
            term.term_id, term.entries, slot, round(weight * self._idf(term.entries) * weights.SCALE), mass
        )

    def _mass(self, slot: Slot) -> int:
        """Return the rarity of the word meant, else of what meets it best; nothing if nothing can."""
        meant = self.lookup[(WORD, slot.meant)]
        others = (
            (stand_in.share, self.lookup[key]) for key, stand_in in slot.terms.items() if stand_in.share
        )
        met = [(share, term.entries) for share, term in others if term]
        if meant is None and not met:
            return 0
        return round(self._idf(meant.entries if meant else max(met)[1]) * weights.SCALE)

    def _idf(self, entries: int) -> float:
        return math.log(1 + (max(self.entries, entries) - entries + 0.5) / (entries + 0.5))

    def _affordable(self, weighted: list[Weighted]) -> list[Weighted]:
        """Leave out terms that stand nearly everywhere, then take the rarest within the budget."""
        rare = [term for term in weighted if term.entries <= weights.TOO_COMMON * self.entries]
        most = weights.MOST_TERMS if len(rare) >= weights.FEWEST_TERMS else weights.FEWEST_TERMS
        kept = rare if len(rare) >= weights.FEWEST_TERMS else weighted
        spent, taken = 0, list[Weighted]()
        for term in sorted(kept, key=lambda term: (term.entries, term.term_id))[:most]:
            spent += term.entries
            if spent > weights.BUDGET and len(taken) >= weights.FEWEST_TERMS:
                break
            taken.append(term)
        return taken

    def _demand(self, question: Question, plan: Plan) -> None:
        for phrase in question.phrases:
            ids = self._run(phrase)
            plan.is_impossible |= ids is None
            plan.required += ids or []
        plan.excluded = [ids for phrase in question.excluded if (ids := self._run(phrase))]

    def _run(self, phrase: list[str]) -> list[int] | None:
        """Return the terms that a run of words must have, or None when one stands nowhere."""
        keys: list[Key] = [(PAIR, pair) for pair in analysis.pairs(phrase)] or [(WORD, phrase[0])]
        self.lookup.learn(keys)
        terms = [self.lookup[key] for key in keys]
        return None if None in terms else [term.term_id for term in terms if term]


def _is_part(word: str, other: str) -> bool:
    """Tell whether one word begins the other, or ends it as the last part of a compound."""
    short, long = sorted((word, other), key=len)
    return long.startswith(short) or (len(long) - len(short) >= COMPOUND and long.endswith(short))


def _pairs(slots: list[Slot]) -> list[Key]:
    """Return the pairs of neighbours, as typed and as corrected."""
    typed = analysis.pairs([slot.folded for slot in slots])
    meant = analysis.pairs([slot.meant for slot in slots])
    return [(PAIR, pair) for pair in dict.fromkeys([*typed, *meant])]
