"""Turn text into terms, the same way for documents and questions, on every database.

A word is folded: lower case, without marks, d-bar to d, sharp s to ss. Beside the words stand pairs of
neighbours (they do the work of Vietnamese word segmentation), stems of German and English words, and
four-letter grams of the words in German titles (they open compounds).
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

from core.search.function_words import GERMAN, OF

WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
NUMBERED = re.compile(r"\w+(?:[/.\-]\w+)+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})
LONGEST_WORD = 60
GRAM = 4
_STEMMERS = {"de": snowballstemmer.stemmer("german"), "en": snowballstemmer.stemmer("english")}
STEMMED = tuple(_STEMMERS)


def tidy(text: str) -> str:
    """Return `text` composed (NFC) and without control characters, so that offsets and marks agree."""
    return unicodedata.normalize("NFC", CONTROL.sub(" ", text))


def _strip(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return the form under which a word is kept and looked up."""
    return _strip(word)[:LONGEST_WORD]


def words(text: str) -> list[str]:
    """Return the folded words of tidy `text`, in order."""
    return [fold(word) for word in WORD.findall(text)]


def numbers(text: str) -> Iterator[str]:
    """Yield document numbers such as 47/2010/QH13 as one untouched word each."""
    for found in NUMBERED.findall(text):
        if any(letter.isdigit() for letter in found):
            yield fold(found)


def pairs(sequence: list[str]) -> list[str]:
    """Return each two neighbours as one term."""
    return [f"{left} {right}" for left, right in itertools.pairwise(sequence)]


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a written word, folded; empty for function words and other languages."""
    stemmer = _STEMMERS.get(language)
    plain = fold(word)
    if stemmer is None or len(plain) < 3 or plain in OF[language] or not plain.isalpha():
        return ""
    lowered = unicodedata.normalize("NFC", word.casefold())
    return f"{language}:{fold(stemmer.stemWord(lowered))}"


@lru_cache(maxsize=50_000)
def grams(word: str) -> tuple[str, ...]:
    """Return the runs of four letters inside a folded word."""
    if len(word) <= GRAM or word in GERMAN:
        return ()
    return tuple(dict.fromkeys(word[at : at + GRAM] for at in range(len(word) - GRAM + 1)))


def spelled_out(word: str) -> str:
    """Return the form with ae, oe, ue for a word written with umlauts, else an empty string."""
    lowered = unicodedata.normalize("NFC", word.casefold())
    written = lowered.translate(UMLAUTS)
    return fold(written) if written != lowered else ""


@lru_cache(maxsize=100_000)
def collapsed(word: str) -> str:
    """Return a folded word with ae, oe, ue read as umlauts; words that agree in it may be the same."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def has_marks(word: str) -> bool:
    """Tell whether a word is written with marks that folding removes."""
    return fold(word) != word.casefold()


def folded_text(text: str) -> str:
    """Return the words of `text` in one string with single blanks, for checking phrases."""
    return f" {' '.join(words(tidy(text)))} "


def count_words(texts: Iterable[str]) -> int:
    """Return how many words the texts have together."""
    return sum(len(WORD.findall(text)) for text in texts)
