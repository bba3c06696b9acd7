"""Say the question again with the words that were meant, accents as the found texts write them."""

import re
from collections import Counter
from collections.abc import Sequence

from core.search.analysis import WORD, fold
from core.search.models import EntryText
from core.search.sql.planning import Plan
from core.search.sql.ranking import Ranked

LOOKED_AT = 10
READ = 5_000


def corrected(text: str, plan: Plan, found: Ranked) -> str:
    """Return the question as it was meant, or an empty string when nothing was corrected or found."""
    meant = {slot.folded: slot.corrected for slot in plan.slots if slot.corrected}
    if not meant or not found:
        return ""
    written = _written(set(meant.values()), [row.id for _, row in found[:LOOKED_AT]])

    def say(match: re.Match[str]) -> str:
        other = meant.get(fold(match.group()))
        return written.get(other, other) if other else match.group()

    return WORD.sub(say, text)


def _written(words: set[str], pks: Sequence[int]) -> dict[str, str]:
    """Return how the entries write each folded word most often."""
    seen: dict[str, Counter[str]] = {word: Counter() for word in words}
    for text in EntryText.objects.filter(pk__in=pks):
        for word in WORD.findall(text.whole()[:READ].lower()):
            if fold(word) in words:
                seen[fold(word)][word] += 1
    return {word: min(forms, key=lambda form: (-forms[form], form)) for word, forms in seen.items() if forms}
