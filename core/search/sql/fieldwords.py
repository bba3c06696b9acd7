"""Turn field words of a question (portal:health, state:published) into choices of the facets."""

from collections.abc import Mapping, Sequence

from core.search import labels, narrowing
from core.search.analysis import folded_text
from core.search.parsing import Question
from core.search.results import Filters
from core.search.sql.browsing import Alike, counted
from core.search.sql.scoring import Conditions

NOTHING = "-"


def understood(question: Question, filters: Filters, conditions: Conditions) -> Filters:
    """Return the filters with what the question's field words name; an unknown name finds nothing."""
    if not question.fields:
        return filters
    seen = counted(conditions)
    return filters.adding(
        {facet: _values(wanted, named(facet, seen)) for facet, wanted in question.fields.items()}
    )


def named(facet: str, seen: Sequence[Alike]) -> dict[str, str]:
    """Return value -> name of the facet's values among the entries that the reader may see."""
    stored = {value: stored_name(facet, value, row) for row in seen for value in narrowing.values(row, facet)}
    return labels.names(facet, stored)


def stored_name(facet: str, value: str, row: Alike) -> str:
    """Return the name that the index keeps for a value of an entry; states ask the kind."""
    if facet == "portal":
        return row.portal_label
    return labels.state_name(row.kind, value, row.state_label) if facet == "state" else ""


def _values(wanted: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return the values whose key is one of `wanted` or whose name holds its words."""
    found = [
        value
        for word in wanted
        for value, name in names.items()
        if value == word or folded_text(word) in folded_text(name) or folded_text(word) == folded_text(value)
    ]
    return found or [NOTHING]
