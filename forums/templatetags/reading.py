"""Find one's way in a long thread: the rail of dates, and where one stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template import Library

from forums.models import Thread
from forums.windows import SIZE, Window, evenly

register = Library()
STOPS = 9


@dataclass(frozen=True)
class Stop:
    """A place on the rail: a post and when it was written."""

    number: int
    at: datetime
    url: str
    is_here: bool


@register.inclusion_tag("forums/_thread_rail.html", takes_context=True)
def thread_rail(context: dict[str, Any], thread: Thread, window: Window) -> dict[str, Any]:
    """Draw the days of a long thread as a rail of links, with a form for a number and a day."""
    return _place(context, thread, window) | {"stops": stops(thread, window.at), "prefix": "rail"}


@register.inclusion_tag("forums/_thread_place.html", takes_context=True)
def thread_place(context: dict[str, Any], thread: Thread, window: Window) -> dict[str, Any]:
    """Draw “post 120 of 450” for narrow screens, with the same form behind it."""
    return _place(context, thread, window) | {"prefix": "place"}


def _place(context: dict[str, Any], thread: Thread, window: Window) -> dict[str, Any]:
    return {
        "request": context.get("request"),
        "thread": thread,
        "window": window,
        "is_long": window.newest > SIZE,
    }


def stops(thread: Thread, at: int) -> list[Stop]:
    """Return a few posts spread evenly over a long `thread`, the last one that is not after `at` marked."""
    if thread.last_number <= SIZE:
        return []
    wanted = evenly(thread.last_number, STOPS)
    moments = dict(thread.posts.filter(number__in=wanted).values_list("number", "created_at"))
    here = max((number for number in moments if number <= at), default=0)
    return [
        Stop(number, moments[number], thread.url_at(number), number == here) for number in sorted(moments)
    ]
