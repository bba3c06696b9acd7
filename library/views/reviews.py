"""The editors' desk and the buttons that move a practice along its states."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.views.pages import FormPage, VerbView
from library import policies
from library.actions import best_practices, retirement
from library.forms import SupersedeForm
from library.models import BestPractice
from library.states import WORKING, PracticeState
from portals.models import User
from portals.policies import is_editor

QUEUE = 100
Mover = Callable[["MovePractice", BestPractice, User], Any]


class MovePractice(VerbView):
    """One button for each edge; the verbs decide."""

    model = BestPractice

    def perform(self, obj: BestPractice) -> None:
        """Run the verb of the edge in the address; unknown edges do not exist."""
        mover = MOVERS.get(self.kwargs["edge"])
        if mover is None:
            raise Http404
        mover(self, obj, self.request.user)


MOVERS: dict[str, Mover] = {
    "submit": lambda view, practice, by: best_practices.submit(practice, by=by),
    "request_changes": lambda view, practice, by: best_practices.request_changes(
        practice, by=by, reason=view.reason
    ),
    "publish": lambda view, practice, by: best_practices.publish(practice, by=by, note=view.reason[:300]),
    "revise": lambda view, practice, by: best_practices.revise(practice, by=by),
    "verify": lambda view, practice, by: best_practices.verify(practice, by=by),
    "outdate": lambda view, practice, by: retirement.outdate(practice, by=by, reason=view.reason),
    "archive": lambda view, practice, by: retirement.archive(practice, by=by, reason=view.reason),
}


class Supersede(FormPage):
    """Name the verified practice that replaces this one."""

    form_class = SupersedeForm
    template_name = "library/supersede_form.html"
    message = _("Readers of the old practice are now led to the new one.")

    @cached_property
    def practice(self) -> BestPractice:
        """The practice of the address, if the reader may retire it."""
        seen = BestPractice.objects.visible_to(self.request.user)
        practice: BestPractice = get_object_or_404(seen, slug=self.kwargs["slug"])
        if not policies.can_retire(self.request.user, practice):
            raise Http404
        return practice

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the other verified practices that the reader may see."""
        others = BestPractice.objects.visible_to(self.request.user).verified().exclude(pk=self.practice.pk)
        return {**super().get_form_kwargs(), "successors": others.order_by("title")}

    def perform(self, form: SupersedeForm) -> BestPractice:
        """Replace it."""
        return retirement.supersede(self.practice, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the practice."""
        return super().get_context_data(practice=self.practice, **words)


class Desk(LoginRequiredMixin, TemplateView):
    """What waits for this person: reviews, drafts of the own portal, verifications that have run out."""

    template_name = "library/desk.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer members and admins; the desk does not exist for others."""
        if request.user.is_authenticated and not policies.can_see_desk(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the queues."""
        user = self.request.user
        seen = BestPractice.objects.visible_to(user).with_parties()
        return super().get_context_data(
            reviews=_reviews(user, seen.in_review()),
            drafts=list(seen.filter(state__in=WORKING).of_people(user)[:QUEUE]),
            due=_due(user, seen.read_as(PracticeState.REVIEW_DUE)),
            is_editor=is_editor(user),
            **words,
        )


def _reviews(user: Any, waiting: Any) -> list[BestPractice]:
    return [one for one in waiting[:QUEUE] if policies.can_review(user, one)]


def _due(user: Any, due: Any) -> list[BestPractice]:
    """Return the run-out ones that `user` may verify again or whose owner `user` stands for."""
    rows = due.order_by("verified_until")[:QUEUE]
    return [one for one in rows if policies.can_verify(user, one) or policies.can_revise(user, one)]
