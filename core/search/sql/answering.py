"""Answer one question: plan it, score it, count, narrow, rank, and show one page."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from core.search import narrowing, reach, weights
from core.search.models import Audience, Generation
from core.search.parsing import Question
from core.search.quoted import thing_quoted
from core.search.results import FACETS, Facet, Filters, Results
from core.search.sql import browsing, presenting, ranking
from core.search.sql.browsing import Alike
from core.search.sql.fieldwords import stored_name
from core.search.sql.phrases import without_broken
from core.search.sql.planning import Plan, Planner
from core.search.sql.ranking import Ranked
from core.search.sql.scoring import Conditions, Row, demanded, score
from core.search.sql.spelling import corrected

RELATED = 10
OTHERS = 200


@dataclass
class Matches:
    """What a question found: `counted` counts, `others` is weaker, `every` groups what counts before narrowing."""

    plan: Plan
    every: Sequence[Alike] = ()
    counted: Ranked = field(default_factory=list)
    others: Ranked = field(default_factory=list)


@dataclass
class Asking:
    """One question of one reader to one generation of the index."""

    generation: Generation
    question: Question
    filters: Filters
    visible: Conditions
    circle: Audience

    def answer(self, page: int, per_page: int) -> Results:
        """Return one page of what the words find."""
        matches = self.matches()
        number, start = _page(page, per_page, len(matches.counted))
        shown = matches.counted[start : start + per_page]
        is_last = number * per_page >= len(matches.counted)
        return Results(
            query=self.question.text,
            hits=presenting.hits(shown, matches.plan),
            total=len(matches.counted),
            page=number,
            pages=_pages(per_page, len(matches.counted)),
            facets=self._facets(matches.every),
            related=presenting.hits(matches.others[:RELATED], matches.plan) if is_last else [],
            corrected=corrected(self.question.text, matches.plan, matches.counted),
        )

    def listing(self, page: int, per_page: int) -> Results:
        """Return one page of everything visible within the filters, newest first."""
        every = browsing.counted(self.visible)
        total = sum(row.number for row in every if not narrowing.failing(row, self.filters))
        number, start = _page(page, per_page, total)
        rows = browsing.listed(browsing.narrowed(self.visible, self.filters), per_page, start)
        return Results(
            query=self.question.text,
            hits=presenting.hits([(0.0, row) for row in rows], Plan()),
            total=total,
            page=number,
            pages=_pages(per_page, total),
            facets=self._facets(every),
        )

    def matches(self) -> Matches:
        """Return what the question finds; a phrase that stands nowhere is read as single words."""
        matches = self._matches()
        if not matches.every and self.question.phrases:
            self.question.phrases = []
            matches = self._matches()
        return matches

    def _matches(self) -> Matches:
        plan = Planner(self.generation, self.circle).plan(self.question)
        if plan.is_impossible:
            return Matches(plan)
        rows = score(plan, demanded(plan, self.visible), OTHERS)
        rows = without_broken(rows, self.question.phrases)
        quoted = self._quoted()
        enough = [
            *quoted,
            *(row for row in _counting(rows, plan) if row.id not in {one.id for one in quoted}),
        ]
        kept, every = self._narrowed(enough)
        beside = {row.id for row in enough}
        rest, _ = self._narrowed([row for row in rows if row.id not in beside])
        today = timezone.localdate()
        best = ranking.adjusted(ranking.ranked(kept, plan, today), plan, self.question.words)
        return Matches(plan, every, _with_first(best, quoted), ranking.ranked(rest, plan, today))

    def _quoted(self) -> list[Row]:
        """Return what is asked for by its number, if there is such a thing and the reader may see it."""
        thing = thing_quoted(self.question.text)
        return browsing.one_of(self.visible, *thing) if thing else []

    def _narrowed(self, rows: list[Row]) -> tuple[list[Row], list[Alike]]:
        """Return the rows that the reader's choices leave, and all of them put together by facet values."""
        groups = browsing.grouped(rows)
        if not self.filters.narrows():
            return rows, groups
        wanted = browsing.passing(groups, self.filters)
        return [row for row in rows if row.traits in wanted], groups

    def _facets(self, every: Sequence[Alike]) -> list[Facet]:
        stored: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
        for alike in every:
            for facet in ("portal", "state"):
                for value in narrowing.values(alike, facet):
                    stored[facet].setdefault(value, stored_name(facet, value, alike))
        return narrowing.facets(narrowing.count(every, self.filters), self.filters, stored)


def circle(tokens: Iterable[str]) -> Audience:
    """Return the widest circle whose words the reader may be told."""
    return Audience.MEMBERS if reach.MEMBERS in tokens else Audience.PUBLIC


def _counting(rows: list[Row], plan: Plan) -> list[Row]:
    """Return the rows that meet enough of the question or come close to the best score.

    Fewer words are enough when few rows meet many. Closeness keeps the order whole: a row that says a
    rare word often must not sink below one that says three common words once.
    """
    close = weights.CLOSE * max((row.score for row in rows), default=0)
    for share in (weights.COVERED, weights.COVERED_LOOSELY):
        enough = [row for row in rows if row.mass >= share * plan.mass or row.score >= close]
        if len(enough) >= weights.ENOUGH:
            break
    return enough


def _with_first(best: Ranked, quoted: list[Row]) -> Ranked:
    """Return the matches with what was asked for by its number before all that merely say it."""
    first = {row.id for row in quoted}
    return sorted(best, key=lambda one: one[1].id not in first) if first else best


def _pages(per_page: int, total: int) -> int:
    return max(1, math.ceil(total / per_page))


def _page(page: int, per_page: int, total: int) -> tuple[int, int]:
    """Return the page number within bounds and the place of its first row."""
    number = min(max(1, page), _pages(per_page, total))
    return number, (number - 1) * per_page
