"""How a portal is found, what members may find, and the names of portals and themes in the facets."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.search import labels, reach
from core.search.registry import Document, Searchable, register
from portals.models import Portal, Theme

LANGUAGES = ("vi", "en", "de")


def _document(portal: Portal) -> Document | None:
    """Return an active portal with its names in every language."""
    if not portal.is_active:
        return None
    names = {language: getattr(portal, f"name_{language}") or "" for language in LANGUAGES}
    return Document(
        kind="portal",
        object_id=portal.pk,
        language="vi",
        title=names.pop("vi") or portal.name,
        titles={language: name for language, name in names.items() if name},
        url=portal.get_absolute_url(),
        reach={reach.PUBLIC},
        summary=str(portal.get_kind_display()),
        body="\n".join(filter(None, (getattr(portal, f"about_{language}") for language in LANGUAGES))),
        tags=[word for word in (portal.short_name, portal.slug, portal.website_words) if word],
        portal=(portal.pk, portal.name),
    )


def _portal_names(values: Iterable[str]) -> Mapping[str, str]:
    keys = [value for value in values if value.isdigit()]
    return {str(portal.pk): portal.name for portal in Portal.objects.filter(pk__in=keys)}


def _theme_names(values: Iterable[str]) -> Mapping[str, str]:
    return {theme.slug: theme.name for theme in Theme.objects.filter(slug__in=list(values))}


def tokens(user: Any) -> list[str]:
    """Return what a person's memberships let them find."""
    if not user.is_member:
        return []
    return [reach.MEMBERS, *(f"portal:{one.portal_id}" for one in user.active_memberships)]


reach.register(tokens)
labels.register("portal", _portal_names)
labels.register("theme", _theme_names)
register(
    Searchable(
        kind="portal",
        model=Portal,
        label=_("Portals"),
        order=7,
        queryset=lambda: Portal.objects.select_related("parent"),
        document=_document,
    )
)
