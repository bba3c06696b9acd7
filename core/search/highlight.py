"""Mark what matched and choose the passage that shows most of it; escape first, mark second."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.search.analysis import WORD, fold, stem

WINDOW = 30
LEAD = 6
SCANNED = 12_000
LONGEST_SCAN = 60_000
OPENING = 1_000
OTHER_ACCENTS = 0.3
Worth = tuple[str, float]


@dataclass(frozen=True)
class Marker:
    """Knows which words to mark: folded word -> rarity, and stems of German and English words.

    `written` holds the words of the question when it was written with accents.
    """

    words: Mapping[str, float] = field(default_factory=dict)
    stems: Mapping[str, float] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    remembered: dict[tuple[str, str], Worth] = field(default_factory=dict)

    def worth(self, word: str, language: str) -> Worth:
        """Return what the written word stands for and its rarity, or zero when it did not match."""
        known = self.remembered.get((word, language))
        if known is None:
            known = self.remembered[(word, language)] = self._worth(word, language)
        return known

    def _worth(self, word: str, language: str) -> Worth:
        folded = fold(word)
        if folded in self.words:
            return folded, self.words[folded] * self._closeness(word)
        root = stem(word, language) if self.stems else ""
        return root, self.stems.get(root, 0.0)

    def _closeness(self, word: str) -> float:
        """Return less for a word with other accents than those written in the question."""
        return 1.0 if not self.written or word.casefold() in self.written else OTHER_ACCENTS


class Match(NamedTuple):
    """A word of the text to be marked: its number, where it stands, what it stands for, its worth."""

    number: int
    start: int
    end: int
    term: str
    worth: float


@dataclass(frozen=True)
class Scanned:
    """A text with the places of all its words and those that match."""

    text: str
    spans: list[tuple[int, int]]
    matches: list[Match]


def marked(text: str, marker: Marker, language: str) -> SafeString:
    """Return the whole text as safe HTML with matches in <mark>."""
    return _with_marks(text, 0, len(text), _scan(text, marker, language).matches)


def passage(text: str, marker: Marker, language: str) -> tuple[SafeString, float]:
    """Return the most telling passage of `text` as safe HTML, and how much it shows."""
    if not marker.words:
        return _cut(_scan(text[:OPENING], marker, language), 0, is_whole=len(text) <= OPENING), 0.0
    parts = range(0, min(max(1, len(text)), LONGEST_SCAN), SCANNED)
    scans = (_scan(text[start : start + SCANNED], marker, language) for start in parts)
    telling = next((scan for scan in scans if scan.matches), None)
    scan = telling or _scan(text[:OPENING], Marker(), language)
    first, worth = _best_window(scan)
    return _cut(scan, first, is_whole=scan.text == text), worth


def _scan(text: str, marker: Marker, language: str) -> Scanned:
    spans = [match.span() for match in WORD.finditer(text)]
    found = (
        (number, *span, *marker.worth(text[slice(*span)], language)) for number, span in enumerate(spans)
    )
    return Scanned(text, spans, [Match(*one) for one in found if one[4]])


def _best_window(scan: Scanned) -> tuple[int, float]:
    """Return the first word of the window with most distinct worth, a little before its first match."""
    best, best_worth = 0, 0.0
    for at, match in enumerate(scan.matches):
        worth = _worth_up_to(match.number + WINDOW - LEAD, scan.matches[at:])
        if worth > best_worth:
            best, best_worth = match.number - LEAD, worth
    return max(0, min(best, len(scan.spans) - WINDOW)), best_worth


def _worth_up_to(end: int, matches: list[Match]) -> float:
    """Return the worth of the distinct terms that match before the word number `end`."""
    within = takewhile(lambda match: match.number < end, matches)
    return sum({match.term: match.worth for match in within}.values())


def _cut(scan: Scanned, first: int, *, is_whole: bool) -> SafeString:
    """Return the window as safe HTML, with dots where the text goes on."""
    window = scan.spans[first : first + WINDOW]
    start = window[0][0] if first else 0
    is_last = first + WINDOW >= len(scan.spans)
    end = len(scan.text) if is_last else window[-1][1]
    middle = _with_marks(scan.text, start, end, [one for one in scan.matches if start <= one.start < end])
    before, after = "… " if first else "", "" if is_last and is_whole else " …"
    return mark_safe(f"{before}{middle}{after}")


def _with_marks(text: str, start: int, end: int, found: Iterable[Match]) -> SafeString:
    pieces, at = [], start
    for one in found:
        pieces += [escape(text[at : one.start]), "<mark>", escape(text[one.start : one.end]), "</mark>"]
        at = one.end
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))
