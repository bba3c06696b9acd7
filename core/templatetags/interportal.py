"""Words every template knows without loading them: icons, badges, tiles, people, places, lists."""

from functools import cache, lru_cache
from typing import Any
from zlib import crc32

from django.db.models import Model
from django.template import Context, Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_filters import FilterSet

from core.chips import Chip, chips_of
from core.errors import Sentence
from core.places import address
from core.text.markdown import render
from core.text.names import initials as initials_of

register = Library()

TILE_COLOURS = 16
TONE_ICONS = {
    "neutral": "circle",
    "info": "circle-half",
    "wait": "hourglass-split",
    "good": "check-circle-fill",
    "bad": "x-circle",
    "live": "broadcast",
    "gold": "patch-check-fill",
}

register.filter("markdown", render)
register.filter("initials", initials_of)


@register.simple_tag
def icon(name: str, label: Sentence = "", css: str = "") -> SafeString:
    """Draw the icon `name` of the sprite; hidden from screen readers unless it has a `label`."""
    if not label:
        return _silent_icon(name, css)
    drawing = '<svg class="icon {}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>'
    return format_html(drawing, css, label, _sprite(), name)


@lru_cache(maxsize=512)
def _silent_icon(name: str, css: str) -> SafeString:
    """Draw an icon that says nothing; pages hold hundreds of them, so each is drawn once per process."""
    drawing = '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return format_html(drawing, css, _sprite(), name)


@cache
def _sprite() -> str:
    return static("vendor/icons.svg")


@register.simple_tag
def place(name: str, *args: Any) -> str:
    """Return the address of the url `name`, or the place's well-known path while it has no page yet."""
    return address(name, *args)


@register.simple_tag
def badge(word: Sentence, tone: str = "neutral", sign: str = "") -> SafeString:
    """Draw a word with an icon in one of the tones neutral, info, wait, good, bad, live, gold."""
    drawn = icon(sign or TONE_ICONS.get(tone, "circle"))
    return format_html('<span class="badge tone-{}">{}<span>{}</span></span>', tone, drawn, word)


@register.simple_tag
def state_badge(obj: Model) -> SafeString:
    """Draw the state of `obj`; tone and icon come from its `state_tone` and `state_icon` if it has them."""
    tone = str(getattr(obj, "state_tone", "") or "neutral")
    label = obj.get_state_display()  # type: ignore[attr-defined]
    return badge(label, tone, str(getattr(obj, "state_icon", "") or ""))


def tile_colour(slug: str) -> int:
    """Return which of the checked colours a portal has: steady, because it hangs on the slug alone."""
    return crc32(slug.encode()) % TILE_COLOURS


@register.simple_tag
def portal_tile(portal: Any, size: str = "", decorative: bool = False) -> SafeString:
    """Draw the portal's small square (`size` s, l or xl); `decorative` where its name stands beside it."""
    if portal is None:
        return format_html('<span class="tile tile-{}" aria-hidden="true">{}</span>', size, icon("person"))
    letters = initials_of(portal.label)
    classes = f"tile tile-{tile_colour(portal.slug)}" + (f" tile-{size}" if size else "")
    classes += " tile-long" if len(letters) > 3 else ""
    spoken = _spoken(portal.label, decorative=decorative)
    if portal.logo_url:
        return format_html(
            '<span class="{}" {}><img src="{}" alt=""></span>', classes, spoken, portal.logo_url
        )
    return format_html('<span class="{}" {}>{}</span>', classes, spoken, letters)


def _spoken(label: str, *, decorative: bool) -> SafeString:
    if decorative:
        return SafeString('aria-hidden="true"')
    return format_html('role="img" aria-label="{}" title="{}"', label, label)


@register.inclusion_tag("components/person.html")
def person(user: Any, portal: Any = None, inline: bool = False, link: bool = False) -> dict[str, Any]:
    """Draw a person with the portal they speak for: the one stored with the content; `link` for members."""
    return {"person": user, "portal": portal, "inline": inline, "link": link}


@register.simple_tag
def page_numbers(page: Any) -> list[Any]:
    """Return the page numbers to offer, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag
def filter_chips(filterset: FilterSet | None) -> list[Chip]:
    """Return the filters in force, each with its words and the address without it."""
    return chips_of(filterset) if filterset is not None else []


@register.simple_tag(takes_context=True)
def is_here(context: Context, url: str) -> bool:
    """Tell whether the page shown is at `url`."""
    request = context.get("request")
    return request is not None and request.path == url
