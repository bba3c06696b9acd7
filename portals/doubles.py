"""Portals that may be one: the same name but for marks and case, or the same host."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from core.search.analysis import folded_text
from portals.models import Portal


def doubles_of(slugs: Collection[str]) -> dict[str, str]:
    """Return a sentence for each portal among `slugs` that looks like another one, by short address."""
    holders: dict[str, set[str]] = defaultdict(set)
    for portal in Portal.objects.prefetch_related("domains"):
        for mark in _marks(portal):
            holders[mark].add(portal.slug)
    found: dict[str, set[str]] = defaultdict(set)
    for alike in holders.values():
        for slug in alike & set(slugs):
            found[slug] |= alike - {slug}
    return {slug: _sentence(slug, sorted(others)) for slug, others in found.items() if others}


def _marks(portal: Portal) -> Iterator[str]:
    """Yield what two portals should not have in common."""
    for column in ("name_vi", "name_en", "name_de"):
        if name := getattr(portal, column):
            yield f"name {folded_text(name)}"
    for host in {urlsplit(portal.website).hostname, *(one.domain for one in portal.domains.all())}:
        if host:
            yield f"host {host.removeprefix('www.')}"


def _sentence(slug: str, others: list[str]) -> str:
    words = {"slug": slug, "others": ", ".join(others)}
    return _("%(slug)s may be there already: %(others)s has the same name or domain.") % words
