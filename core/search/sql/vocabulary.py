"""The words that a circle of readers may know of: for correcting and widening what they type.

Built from terms that stand in entries everyone (or every member) may read, so that neither a
correction nor a suggestion can tell a word of a restricted paper. Kept in memory per process; read anew
when the index has another generation, or at most once a minute when it has changed.
"""

import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator

from core.search import weights
from core.search.analysis import collapsed
from core.search.models import Audience, Generation, Term, TermKind

COUNTS = {Audience.PUBLIC: "public_entries", Audience.MEMBERS: "member_entries"}
STALE_SECONDS = 60
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST_EXPANDED = 4
MOST_REMEMBERED = 20_000


class Vocabulary:
    """Words with their number of entries, and the trigrams that lead to them."""

    def __init__(self, generation: Generation, circle: Audience) -> None:
        self.build = (generation.pk, generation.started_at)
        self.version, self.read_at = generation.version, time.monotonic()
        self.limit = max(1.0, generation.entry_count * weights.EXPANSION_SHARE)
        rows = Term.objects.filter(generation=generation, kind=TermKind.WORD, **{f"{COUNTS[circle]}__gt": 0})
        self.counts: dict[str, int] = dict(rows.values_list("text", COUNTS[circle]).order_by("text"))
        self.words: list[str] = []
        self.by_trigram: dict[str, array[int]] = defaultdict(lambda: array("L"))
        self.by_collapsed: dict[str, list[str]] = defaultdict(list)
        self.remembered: dict[str, list[tuple[str, float]]] = {}
        for word in self.counts:
            self._index(word)

    def _index(self, word: str) -> None:
        short = collapsed(word)
        if len(short) >= SHORTEST_EXPANDED:
            self.by_collapsed[short].append(word)
        if len(word) >= SHORTEST_EXPANDED and word.isalpha():
            for trigram in trigrams(word):
                self.by_trigram[trigram].append(len(self.words))
            self.words.append(word)

    def corrections(self, word: str) -> list[str]:
        """Return the known words one letter away from `word`, swaps included."""
        return [other for other in set(edits(word)) if other in self.counts]

    def same(self, word: str) -> list[str]:
        """Return other spellings of `word`: with ae, oe, ue for umlauts or without."""
        return [other for other in self.by_collapsed.get(collapsed(word), ()) if other != word]

    def expansions(self, word: str) -> list[tuple[str, float]]:
        """Return known words that share most of their letters with `word`, with the share."""
        if word not in self.remembered:
            if len(self.remembered) > MOST_REMEMBERED:
                self.remembered.clear()
            self.remembered[word] = self._alike(word)
        return self.remembered[word]

    def _alike(self, word: str) -> list[tuple[str, float]]:
        own = trigrams(word)
        shared: Counter[int] = Counter()
        for trigram in own:
            shared.update(self.by_trigram.get(trigram, ()))
        least = weights.EXPANSION_OVERLAP * len(own)
        alike = [
            (number / len(own | trigrams(self.words[at])), self.words[at])
            for at, number in shared.items()
            if number >= least
        ]
        best = sorted(
            ((s, w) for s, w in alike if w != word and s >= weights.EXPANSION_OVERLAP), reverse=True
        )
        return [(other, share) for share, other in best[: weights.EXPANSION_WORDS]]


def trigrams(word: str) -> set[str]:
    """Return the runs of three letters of a word, its beginning and end marked."""
    marked = f"^{word}$"
    return {marked[at : at + 3] for at in range(len(marked) - 2)}


def edits(word: str) -> Iterator[str]:
    """Yield every string one letter away: left out, swapped, replaced, put in."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for left, right in cuts:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


_kept: dict[tuple[str, Audience], Vocabulary] = {}


def vocabulary(generation: Generation, circle: Audience) -> Vocabulary:
    """Return the words of `circle`, from memory while they are fresh enough."""
    kept = _kept.get((generation.shelf, circle))
    if kept is None or _is_stale(kept, generation):
        kept = _kept[(generation.shelf, circle)] = Vocabulary(generation, circle)
    return kept


def _is_stale(kept: Vocabulary, generation: Generation) -> bool:
    if kept.build != (generation.pk, generation.started_at):
        return True
    if kept.version == generation.version:
        return False
    return time.monotonic() - kept.read_at > STALE_SECONDS or not kept.counts
