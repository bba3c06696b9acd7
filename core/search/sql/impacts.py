"""How much each term says about a document: BM25 without the term's rarity, fields weighted."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.search import analysis, weights
from core.search.models import TermKind
from core.search.texts import Version

Key = tuple[int, str]
WORD, PAIR, STEM, GRAM = TermKind.WORD.value, TermKind.PAIR.value, TermKind.STEM.value, TermKind.GRAM.value
STEMS_OF = {"de": ("de",), "en": ("en",)}
GRAM_FIELDS = {"title", "summary", "tags"}


@dataclass
class Counted:
    """Weighted frequencies of one version: of all fields, and of the title alone."""

    words: float = 0.0
    title_words: int = 0
    all: dict[Key, float] = field(default_factory=lambda: defaultdict(float))
    title: dict[Key, float] = field(default_factory=lambda: defaultdict(float))


def impacts(
    versions: Iterable[Version], average_words: float, settled: int = 0
) -> tuple[dict[Key, int], int]:
    """Return term -> impact of a document and its length in words; its versions share one place.

    `settled` is the length under which the document is kept. While the text has not grown or shrunk
    much, it goes on to count, so that one more sentence does not move the impact of every other word.
    """
    counted = [count(version) for version in versions]
    longest = max(round(one.words) for one in counted)
    steady = settled if abs(longest - settled) <= weights.DRIFT * settled else longest
    best: dict[Key, int] = {}
    for one in counted:
        if steady == settled and round(one.words) == longest:
            one.words = settled
        weighed = _weighed(one, average_words)
        best |= {key: max(impact, best.get(key, 0)) for key, impact in weighed.items()} if best else weighed
    return best, steady


def count(version: Version) -> Counted:
    """Count the terms of one version, each field by its weight; pairs never cross a field."""
    counted = Counted()
    for name, text in version.fields:
        if text:
            _count_field(counted, name, text, version.language)
    return counted


def _count_field(counted: Counted, name: str, text: str, language: str) -> None:
    weight = weights.FIELDS[name]
    written = analysis.WORD.findall(text)
    counted.words += len(written) * min(1.0, weight)
    counted.title_words += len(written) if name == "title" else 0
    for key, times in Counter(_terms(written, text, language, with_grams=name in GRAM_FIELDS)).items():
        counted.all[key] += weight * times
        if name == "title":
            counted.title[key] += times


def _terms(written: list[str], text: str, language: str, *, with_grams: bool) -> list[Key]:
    folded = [analysis.fold(word) for word in written]
    terms: list[Key] = [(WORD, word) for word in folded]
    terms += [(WORD, number) for number in analysis.numbers(text)]
    terms += [(PAIR, pair) for pair in analysis.pairs(folded)]
    for stems_of in STEMS_OF.get(language, ()):
        stems = (analysis.stem(word, stems_of) for word in written)
        terms += [(STEM, stem) for stem in stems if stem]
    if with_grams and language == "de":
        terms += [(GRAM, gram) for word in folded for gram in analysis.grams(word)]
    return terms


def _weighed(counted: Counted, average_words: float) -> dict[Key, int]:
    norm = _norm(counted.words, max(average_words, 1.0), weights.B)
    title_norm = _norm(counted.title_words, weights.TITLE_WORDS, weights.TITLE_B)
    in_title = counted.title.get
    met = {(frequency, in_title(key, 0)) for key, frequency in counted.all.items()}
    impact = {both: _impact(both[0], norm, both[1], title_norm) for both in met}  # a few dozen, not hundreds
    return {key: impact[frequency, in_title(key, 0)] for key, frequency in counted.all.items()}


def _norm(length: float, average: float, b: float) -> float:
    return weights.K1 * (1 - b + b * length / average)


def _impact(frequency: float, norm: float, in_title: float, title_norm: float) -> int:
    impact = frequency / (frequency + norm)
    if in_title:
        impact += weights.TITLE_BONUS * in_title / (in_title + title_norm)
    return max(1, round(impact * weights.SCALE))
