"""Moving inside a long thread: one more block of posts for a script, and the way to a number or a day."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date
from django.views.generic import View

from core.realtime.log import newest
from core.views.pages import VisibleObjectMixin
from forums.models import Thread
from forums.policies import rights_in
from forums.views.reading import posts_in
from forums.windows import Window, number_in

YEARS = range(1970, 2200)


class PostWindow(VisibleObjectMixin, View):
    """The block of posts around `?at=NUMBER` as a fragment, with the live number it is at least as new as.

    `?line=NUMBER` puts the line of news above that post. Reading it marks nothing as read.
    """

    model = Thread

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer the fragment and where it stands in the thread."""
        live_after = newest(f"thread:{pk}")
        thread = self.load()
        window = Window.around(number_in(request.GET.get("at"), 1), thread.last_number)
        answer = JsonResponse(
            {
                "first": window.first,
                "last": window.shown_last,
                "newest": window.newest,
                "has_earlier": window.has_earlier,
                "has_later": window.has_later,
                "after": live_after,
                "html": self._html(thread, window),
            }
        )
        answer["Cache-Control"] = "private, no-store"
        return answer

    def _html(self, thread: Thread, window: Window) -> str:
        reader: Any = self.request.user
        words = {
            "thread": thread,
            "posts": posts_in(thread, window),
            "viewer": reader if reader.is_authenticated else None,
            "may": rights_in(reader, thread),
            "first_unread": number_in(self.request.GET.get("line"), 0),
        }
        return render_to_string("forums/_posts.html", words, self.request)


class Jump(VisibleObjectMixin, View):
    """Lead to a post: `?at=` its number, `?on=` the first of a day (2026-11-03) in the reader's zone."""

    model = Thread

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Redirect to the place; what cannot be understood leads to the beginning."""
        thread = self.load()
        day = _day_in(request.GET.get("on", ""))
        number = thread.number_on(day) if day else number_in(request.GET.get("at"), 1)
        return HttpResponseRedirect(thread.url_at(max(min(number, thread.last_number), 1)))


def _day_in(words: str) -> date | None:
    try:
        day = parse_date(words.strip())
    except ValueError:
        return None
    return day if day and day.year in YEARS else None
