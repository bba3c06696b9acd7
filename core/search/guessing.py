"""Guess how a question is meant to be read; only corrections and function words depend on it."""

import re
import unicodedata
from collections.abc import Sequence

from core.search.analysis import fold
from core.search.function_words import OF, WESTERN

HORN, HOOK, DOT, TILDE, BREVE = "\u031b", "\u0309", "\u0323", "\u0303", "\u0306"
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
MOSTLY = 0.75


def looks_vietnamese(words: Sequence[str]) -> bool:
    """Tell whether the words are Vietnamese: by their marks, else by the shape of their syllables."""
    if not words:
        return False
    if any(_has_vietnamese_mark(word) for word in words):
        return True
    folded = [fold(word) for word in words if word.isalpha()]
    shaped = [word for word in folded if is_syllable(word) and word not in WESTERN - OF["vi"]]
    return len(shaped) >= MOSTLY * max(1, len(folded))


def is_syllable(word: str) -> bool:
    """Tell whether a folded word could be a Vietnamese syllable."""
    return bool(SYLLABLE.fullmatch(word))


def _has_vietnamese_mark(word: str) -> bool:
    if "đ" in word.casefold():
        return True
    marks = set(unicodedata.normalize("NFD", word)) & {HORN, HOOK, DOT, TILDE, BREVE}
    return bool(marks)


def is_function_word(word: str, *, vietnamese: bool) -> bool:
    """Tell whether a folded word carries grammar only, in the language that the question seems to have."""
    return word in OF["vi"] if vietnamese else word in WESTERN
