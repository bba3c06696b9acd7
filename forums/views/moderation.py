"""Reporting a post, and the moderators' queue of what was reported."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Count, Min, Prefetch, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.realtime.log import newest_of
from core.views.pages import DetailPage, FormPage, ListPage, Sort
from forums.actions import moderation, reports
from forums.models import Board, Post, Report
from forums.moderation_forms import ReportForm
from forums.policies import can_judge, can_report
from forums.report_filters import ReviewFilter, chosen_state
from forums.states import ReportState
from forums.views.person import Signed
from forums.views.verbs import PostVerb

MOST_ROOMS = 15
WAITING = Count("reports", filter=Q(reports__state=ReportState.OPEN))


class ReportPage(Signed, FormPage):
    """Report a post; 404 where one cannot read it."""

    form_class = ReportForm
    template_name = "forums/post_report.html"
    message = _("The moderators have been told. You will hear what they decide.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the post as the reader may see it, or answer 404."""
        seen = Post.objects.visible_to(request.user).select_related("thread__board", "author", "portal")
        self.reported = get_object_or_404(seen, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the post, whether it can be reported, and the reader's own open report."""
        mine = self.reported.reports.open().filter(by=self.person).first()
        may_report = can_report(self.person, self.reported)
        return super().get_context_data(post=self.reported, may_report=may_report, mine=mine, **words)

    def perform(self, form: ReportForm) -> Report:
        """Report."""
        return reports.report(self.reported, by=self.person, **form.cleaned_data)

    def get_success_url(self) -> str:
        """Return to the post."""
        return self.reported.get_absolute_url()


def reported_posts(user: Any) -> Any:
    """Return the posts with reports on the boards `user` moderates, counted, with what a row shows."""
    boards = Board.objects.moderated_by(user)
    reported = Post.objects.filter(thread__board__in=boards, reports__isnull=False)
    given = Prefetch("reports", Report.objects.select_related("by", "decided_by"))
    return (
        reported.annotate(
            waiting_count=WAITING,
            first_reported_at=Min("reports__created_at", filter=Q(reports__state=ReportState.OPEN)),
        )
        .select_related("thread__board", "author", "portal", "hidden_by")
        .prefetch_related(given)
    )


class ReviewPage(LoginRequiredMixin, ListPage):
    """Everything reported on the boards one moderates; absent for those who moderate none."""

    model = Post
    filterset_class = ReviewFilter
    template_name = "forums/review_list.html"
    paginate_by = 20

    sorts = (
        Sort("oldest", _("Waiting longest"), "first_reported_at"),
        Sort("most", _("Most reports"), "-waiting_count"),
        Sort("newest", _("Newest post"), "-created_at"),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Load the boards one moderates; without one the page does not exist."""
        self.boards = list(Board.objects.moderated_by(request.user)[:MOST_ROOMS])
        if request.user.is_authenticated and not self.boards:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> Any:
        """Return the reported posts; note the live numbers before anything is read."""
        self.lines = newest_of(board.review_room for board in self.boards)
        posts = reported_posts(self.request.user)
        return posts if chosen_state(self.request) else posts.filter(waiting_count__gt=0)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the rooms that tell of new reports."""
        rooms = [(board.review_room, self.lines.get(board.review_room, 0)) for board in self.boards]
        return super().get_context_data(rooms=rooms, **words)


class JudgePage(LoginRequiredMixin, DetailPage):
    """One reported post: what is held against it, and the two things one can do."""

    model = Post
    template_name = "forums/post_judge.html"
    context_object_name = "post"

    def get_queryset(self) -> Any:
        """Return the reported posts of the boards one moderates."""
        return reported_posts(self.request.user)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the open and the decided reports, and whether one may decide."""
        found = list(self.object.reports.all())
        waiting = [one for one in found if one.state == ReportState.OPEN]
        return super().get_context_data(
            waiting=waiting,
            decided=[one for one in found if one not in waiting],
            may_judge=can_judge(self.request.user, self.object),
            **words,
        )


class Judgement(PostVerb):
    """A decision on a reported post; leads back to the queue."""

    def back(self, obj: Post) -> str:
        """Return to what else waits."""
        return reverse("forums:review")


class Uphold(Judgement):
    """Hide the post."""

    message = _("The post is hidden. Its author and those who reported it have been told why.")

    def perform(self, obj: Post) -> Any:
        """Uphold."""
        return moderation.uphold(obj, by=self.person, reason=self.reason)


class Dismiss(Judgement):
    """Let the post stand."""

    message = _("The post stays. Those who reported it have been told why.")

    def perform(self, obj: Post) -> Any:
        """Dismiss."""
        return moderation.dismiss(obj, by=self.person, reason=self.reason)
