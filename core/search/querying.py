"""Ask the index: one call for pages, API, feeds and alerts."""

from typing import Any

from core.search.engines import engine
from core.search.reach import tokens_for
from core.search.results import Filters, Results

PER_PAGE = 20
MOST_PER_PAGE = 100


def search(
    query: str,
    filters: Filters | None = None,
    viewer: Any = None,
    page: int = 1,
    *,
    per_page: int = PER_PAGE,
) -> Results:
    """Find what `viewer` may see: best match first, with counts per facet; see docs/search.md."""
    size = min(max(1, per_page), MOST_PER_PAGE)
    return engine().search(query, filters or Filters(), tokens_for(viewer), page, size)
