"""How the queue of reported posts can be narrowed."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forums.models import Board, Post, Report
from forums.states import ReportReason, ReportState

DECIDED, ALL = "decided", "all"
STATES = ((DECIDED, _("Decided")), (ALL, _("All")))


def boards_of(request: Any) -> QuerySet[Board]:
    """Return the boards the person asking moderates."""
    found: QuerySet[Board] = Board.objects.moderated_by(request.user)
    return found


def chosen_state(request: Any) -> str:
    """Return the state in the address, an empty string for what waits."""
    wanted = request.GET.get("state", "")
    return wanted if wanted in dict(STATES) else ""


class ReviewFilter(django_filters.FilterSet):
    """Filters of the queue; without a state the page shows only what waits."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("Waiting")
    )
    board = django_filters.ModelChoiceFilter(
        label=_("Board"),
        field_name="thread__board",
        queryset=boards_of,
        to_field_name="slug",
        empty_label=_("All"),
    )
    reason = django_filters.ChoiceFilter(
        label=_("Reason"), choices=ReportReason.choices, method="for_reason", empty_label=_("All")
    )

    class Meta:
        model = Post
        fields = ("state", "board", "reason")

    def in_state(self, posts: Any, _name: str, state: str) -> Any:
        """Keep posts on which everything has been decided, or all."""
        return posts.filter(waiting_count=0) if state == DECIDED else posts

    def for_reason(self, posts: Any, _name: str, reason: str) -> Any:
        """Keep posts that somebody reported for this reason, open or decided as the list is."""
        rows = Report.objects.filter(reason=reason)
        if not chosen_state(self.request):
            rows = rows.filter(state=ReportState.OPEN)
        return posts.filter(pk__in=rows.values("post"))
