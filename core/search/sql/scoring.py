"""The scoring statement: the same on SQLite and PostgreSQL, whole numbers only, so ranks agree."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from core.search import reach, weights
from core.search.models import Audience
from core.search.sql.planning import Plan


class Row(NamedTuple):
    """One matching entry in four numbers: questions about common words read thousands of them."""

    id: int
    traits: int
    score: int = 0
    mass: int = 0


SCORED = """
WITH asked (term_id, slot, weight, mass) AS (VALUES {terms}),
part AS (
    SELECT posting.entry_id, asked.slot, SUM(posting.impact * asked.weight) AS score, MAX(asked.mass) AS mass
    FROM asked CROSS JOIN search_posting posting WHERE posting.term_id = asked.term_id
    GROUP BY posting.entry_id, asked.slot
),
scored AS (
    SELECT entry_id, CAST(SUM(score) AS bigint) AS score, CAST(SUM(mass) AS bigint) AS mass
    FROM part GROUP BY entry_id
),
visible AS MATERIALIZED (
    SELECT scored.entry_id, entry.traits_id, scored.score, scored.mass
    FROM scored CROSS JOIN search_entry entry WHERE entry.id = scored.entry_id AND {conditions}
),
counting AS (SELECT * FROM visible WHERE mass >= %s),
others AS (SELECT * FROM visible WHERE mass < %s ORDER BY score DESC, entry_id LIMIT %s),
chosen AS (SELECT * FROM counting UNION ALL SELECT * FROM others)
SELECT entry_id, traits_id, score, mass FROM chosen ORDER BY score DESC, entry_id
"""


@dataclass
class Conditions:
    """A piece of WHERE with its parameters; only fixed text and marks go into the text."""

    texts: list[str]
    values: list[Any]

    def add(self, text: str, *values: Any) -> None:
        """Demand one more thing."""
        self.texts.append(text)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.texts)


HELD = """
(entry.audience <= %s OR EXISTS (
    SELECT 1 FROM search_entryreach held WHERE held.entry_id = entry.id AND held.token IN ({tokens})
))
"""


def may_see(tokens: set[str]) -> Conditions:
    """Return the condition that the reader holds a token of the entry's reach."""
    widest = Audience.MEMBERS if reach.MEMBERS in tokens else Audience.PUBLIC
    narrow = sorted(tokens - {reach.PUBLIC, reach.MEMBERS}) or [""]
    return Conditions([HELD.format(tokens=marks(narrow))], [int(widest), *narrow])


def demanded(plan: Plan, conditions: Conditions) -> Conditions:
    """Return the conditions with the question's phrases and exclusions added."""
    stands = "EXISTS (SELECT 1 FROM search_posting p WHERE p.entry_id = entry.id AND p.term_id = %s)"
    wanted = Conditions(list(conditions.texts), list(conditions.values))
    for term_id in plan.required:
        wanted.add(stands, term_id)
    for run in plan.excluded:
        wanted.add(f"NOT ({' AND '.join([stands] * len(run))})", *run)
    return wanted


def score(plan: Plan, conditions: Conditions, others: int) -> list[Row]:
    """Return what meets enough of the plan and the conditions, best first, and some that meet less."""
    if not plan.terms:
        return []
    terms = ", ".join(["(%s, %s, %s, %s)"] * len(plan.terms))
    values = [value for term in plan.terms for value in (term.term_id, term.slot, term.weight, term.mass)]
    least = math.ceil(plan.mass * weights.COVERED_LOOSELY)
    statement = SCORED.format(terms=terms, conditions=conditions)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *conditions.values, least, least, others])
        return list(map(Row._make, cursor.fetchall()))


def marks(values: Sequence[Any]) -> str:
    """Return as many parameter marks as there are values."""
    return ", ".join(["%s"] * len(values))
