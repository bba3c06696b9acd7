"""One box over everything one may see."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from core.search.querying import PER_PAGE, search
from core.search.results import Filters, Hit
from core.search.suggesting import suggest
from portals.models import Portal

FACET_NAMES = {
    "kind": _("Kind"),
    "theme": _("Theme"),
    "portal": _("Portal"),
    "state": _("State"),
    "language": _("Language"),
}
LONGEST = 300


class SearchPage(TemplateView):
    """Hits with the words marked, facets with counts, pages, all of it in the address."""

    template_name = "dashboard/search.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the results, if something was asked or chosen."""
        query = self.request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
        filters = Filters.from_choices(self.request.GET)
        if not query and not filters.narrows():
            return super().get_context_data(query="", results=None, **words)
        results = search(query, filters, viewer=self.request.user, page=page_number(self.request))
        return super().get_context_data(
            query=query,
            results=results,
            found=with_portals(results.hits),
            related=with_portals(results.related),
            facets=[(FACET_NAMES[facet.key], facet) for facet in results.facets if facet.options],
            chosen=[(facet.key, value) for facet in results.facets for value in filters.chosen(facet.key)],
            page_obj=Paginator(range(results.total), PER_PAGE).get_page(results.page),
            **words,
        )


def with_portals(hits: Sequence[Hit]) -> list[tuple[Hit, Portal | None]]:
    """Return each hit with the portal whose tile stands beside it; one query for all."""
    portals = Portal.objects.in_bulk({hit.portal_id for hit in hits if hit.portal_id})
    return [(hit, portals.get(hit.portal_id) if hit.portal_id else None) for hit in hits]


def page_number(request: HttpRequest) -> int:
    """Return the page in the address; odd words mean the first."""
    word = request.GET.get("page", "1")
    return max(1, min(int(word), 10_000)) if word.isascii() and word.isdigit() and len(word) < 6 else 1


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return titles for what has been typed so far, as JSON."""
    prefix = request.GET.get("q", "")[:LONGEST]
    found = suggest(prefix, request.user) if prefix.strip() else []
    lines = [{"parts": parts(one.label), "kind": str(one.kind_label), "url": one.url} for one in found]
    response = JsonResponse({"suggestions": lines})
    response["Cache-Control"] = "private, no-store"
    return response


def parts(label: str) -> list[tuple[str, bool]]:
    """Return a marked title as pieces of plain text, each with whether it is marked."""
    pieces = re.split(r"</?mark>", str(label))
    return [(unescape(piece), bool(at % 2)) for at, piece in enumerate(pieces) if piece]
