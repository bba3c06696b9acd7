"""What the pages of the search need: addresses of facets, icons of kinds, tones of states."""

from typing import Any

from django.template import Library

from core.search.results import Hit

register = Library()
SIGNS = {
    "practice": "patch-check",
    "problem": "exclamation-circle",
    "solution": "lightbulb",
    "conference": "calendar-event",
    "session": "calendar-week",
    "thread": "chat-left-text",
    "portal": "building",
}


@register.simple_tag(takes_context=True)
def facet_url(context: dict[str, Any], key: str, value: str, chosen: bool) -> str:
    """Return the address of this search with `value` of `key` added, or taken away when it is chosen."""
    choices = context["request"].GET.copy()
    kept = [one for one in choices.getlist(key) if one != value]
    choices.setlist(key, kept if chosen else [*kept, value])
    choices.pop("page", None)
    return f"?{choices.urlencode()}"


@register.filter
def kind_sign(kind: str) -> str:
    """Return the icon of a kind of hit."""
    return SIGNS.get(kind, "circle")


@register.filter
def hit_tone(hit: Hit) -> str:
    """Return the colour role of a hit's state: the one its app gave it, gold for what is verified."""
    if hit.extras.get("tone"):
        return str(hit.extras["tone"])
    if hit.is_outdated:
        return "bad"
    return "gold" if hit.kind == "practice" else "neutral"
