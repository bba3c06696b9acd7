"""How lists of threads can be narrowed."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from forums.models import Post, Thread
from forums.states import ThreadKind
from portals.models import Portal, Theme

STATES = (
    ("unread", _("Unread")),
    ("open", _("Open")),
    ("unanswered", _("Questions without an answer")),
    ("answered", _("Answered questions")),
    ("locked", _("Locked")),
)


MINE = (
    ("started", _("Started by me")),
    ("written", _("With posts by me")),
    ("watched", _("Watched or tracked by me")),
)


class ThreadFilter(django_filters.FilterSet):
    """Filters of a list of threads."""

    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=100)
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=ThreadKind.choices, widget=CheckboxSelectMultiple
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    mine = django_filters.ChoiceFilter(label=_("Mine"), choices=MINE, method="of_mine", empty_label=_("All"))
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        queryset=Theme.objects.filter(is_active=True),
        to_field_name="slug",
        empty_label=_("All"),
    )
    portal = django_filters.ModelChoiceFilter(
        label=_("Started by"),
        queryset=Portal.objects.active(),
        to_field_name="slug",
        empty_label=_("Every portal"),
    )

    class Meta:
        model = Thread
        fields = ("q", "kind", "state", "mine", "theme", "portal")

    def with_words(self, threads: QuerySet[Thread], _name: str, words: str) -> QuerySet[Thread]:
        """Keep threads whose title or a readable post holds every word."""
        for word in words.split()[:8]:
            said = Post.objects.shown().filter(thread=OuterRef("pk"), body__icontains=word)
            threads = threads.filter(Q(title__icontains=word) | Exists(said))
        return threads

    def in_state(self, threads: Any, _name: str, state: str) -> QuerySet[Thread]:
        """Keep threads in the chosen state; unread means unread by the person asking."""
        narrowed = {
            "unread": lambda: threads.unread_by(self.request.user),
            "open": threads.open,
            "unanswered": threads.unanswered,
            "answered": lambda: threads.filter(answer__isnull=False),
            "locked": lambda: threads.filter(is_locked=True),
        }
        return narrowed[state]()

    def of_mine(self, threads: Any, _name: str, how: str) -> QuerySet[Thread]:
        """Keep threads that the person asking has started, written in, or watches or tracks."""
        reader = self.request.user
        posts = Post.objects.filter(thread=OuterRef("pk"), author_id=reader.pk)
        narrowed = {
            "started": lambda: threads.filter(author_id=reader.pk),
            "written": lambda: threads.filter(Exists(posts)),
            "watched": lambda: threads.followed_by(reader),
        }
        return narrowed[how]()
