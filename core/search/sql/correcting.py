"""Choose the word that was meant for one that nobody wrote."""

import math

from core.search.guessing import is_function_word, is_syllable
from core.search.sql.impacts import PAIR, Key
from core.search.sql.lookup import Lookup
from core.search.sql.vocabulary import Vocabulary

SHORTEST_WESTERN = 4
SHORTEST = 2


def candidates(
    words: list[str], known: Vocabulary, inflected: set[str], *, vietnamese: bool
) -> dict[int, list[str]]:
    """Return position -> words that may have been meant, for the unknown words of the question.

    Words in `inflected` are known in another form, so they are no mistakes.
    """
    return {
        at: known.corrections(word)
        for at, word in enumerate(words)
        if word not in known.counts and word not in inflected and _may_be_wrong(word, vietnamese=vietnamese)
    }


def neighbour_pairs(words: list[str], found: dict[int, list[str]]) -> set[Key]:
    """Return the pairs that candidates would make with the words beside them."""
    return {
        (PAIR, pair) for at, others in found.items() for other in others for pair in _pairs(words, at, other)
    }


def choose(
    words: list[str], found: dict[int, list[str]], known: Vocabulary, lookup: Lookup
) -> dict[int, str]:
    """Return position -> the likeliest word: often used, and seen beside these neighbours.

    What could be a Vietnamese syllable is changed only when the neighbours speak for it: a syllable that
    a small library lacks is more often a word than a mistake.
    """
    chosen = {}
    for at, others in found.items():
        together = {other: _together(words, at, other, lookup) for other in others}
        likely = [other for other in others if together[other] or not is_syllable(words[at])]
        if likely:
            chosen[at] = min(likely, key=lambda other: (-_likelihood(other, together[other], known), other))
    return chosen


def _may_be_wrong(word: str, *, vietnamese: bool) -> bool:
    if not word.isalpha() or is_function_word(word, vietnamese=vietnamese):
        return False
    return len(word) >= (SHORTEST if vietnamese else SHORTEST_WESTERN)


def _likelihood(other: str, together: float, known: Vocabulary) -> float:
    return math.log(1 + known.counts[other]) + 2 * together


def _together(words: list[str], at: int, other: str, lookup: Lookup) -> float:
    """Return how often a candidate stands beside these neighbours."""
    seen = [lookup[(PAIR, pair)] for pair in _pairs(words, at, other)]
    return sum(math.log1p(term.shared) for term in seen if term)


def _pairs(words: list[str], at: int, other: str) -> list[str]:
    before = [f"{words[at - 1]} {other}"] if at > 0 else []
    after = [f"{other} {words[at + 1]}"] if at + 1 < len(words) else []
    return before + after
