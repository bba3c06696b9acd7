"""What the frame of every page needs; nothing is read from the database before a template asks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from core.notifications.models import Notification
from core.places import PLACES
from core.realtime.log import newest

CHOICES = {
    "theme": ("auto", "light", "dark"),
    "density": ("roomy", "compact"),
    "keys": ("on", "off"),
    "voice": ("on", "off"),
}
STYLESHEETS = [
    f"css/{name}.css"
    for name in (
        "fonts",
        "tokens",
        "base",
        "buttons",
        "frame",
        "menus",
        "components",
        "lists",
        "forms",
        "trace",
        "forums",
        "writing",
        "moderation",
        "print",
    )
]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the words of the frame; works for requests that failed before they had a person."""
    user: Any = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    return {
        **display(request),
        "places": PLACES,
        "here": next((one for one in PLACES if one.holds(request.path)), None),
        "languages_on_offer": [get_language_info(code) for code, _name in settings.LANGUAGES],
        "reader": user if is_known else None,
        "inbox_seq": SimpleLazyObject(lambda: newest(f"user:{user.pk}") if is_known else 0),
        "unread_count": SimpleLazyObject(lambda: unread(user) if is_known else 0),
        "request_number": getattr(request, "request_id", ""),
    }


def known(name: str, word: str) -> str:
    """Return `word` if the choice `name` knows it, else the usual one."""
    return word if word in CHOICES[name] else CHOICES[name][0]


def display(request: HttpRequest) -> dict[str, Any]:
    """Return theme, density, keys and voice as chosen in this browser, the style sheets and the language."""
    chosen = {name: known(name, request.COOKIES.get(name, "")) for name in CHOICES}
    return {**chosen, "stylesheets": STYLESHEETS, "language_code": get_language()}


def unread(user: Any) -> int:
    """Return how many things in the inbox nobody has opened yet; one query."""
    return Notification.objects.visible_to(user).unread().count()
