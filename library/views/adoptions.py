"""Adopting a practice, reporting its outcome, and the matrix of portals and practices."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.errors import NotAllowed
from core.views.pages import FormPage, VerbView
from library import policies
from library.actions import adoptions
from library.forms import AdoptForm, OutcomeForm
from library.models import Adoption, BestPractice
from portals.models import Portal

MATRIX_PRACTICES = 40


class Adopt(FormPage):
    """Declare how far the own portal is."""

    form_class = AdoptForm
    template_name = "library/adopt_form.html"
    message = _("Your portal is on the list. Report the outcome when you have one.")

    @cached_property
    def practice(self) -> BestPractice:
        """The practice of the address."""
        return get_object_or_404(BestPractice.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form to those who may declare; say why not to others."""
        if not policies.can_adopt(request.user, self.practice):
            raise NotAllowed(
                _("Your portal cannot adopt this practice: it is your own, or you only observe.")
            )
        return super().get(request, *args, **kwargs)

    def perform(self, form: Any) -> Adoption:
        """Declare it."""
        return adoptions.declare(self.practice, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the practice."""
        return super().get_context_data(practice=self.practice, **words)


def own_adoption(user: Any, slug: str) -> Adoption:
    """Return the adoption of the portal `user` acts for, or raise Http404."""
    if user.portal is None:
        raise Http404
    mine = Adoption.objects.visible_to(user).with_parties()
    return get_object_or_404(mine, practice__slug=slug, portal=user.portal)


class MoveAdoption(VerbView):
    """The buttons: we plan it, we use it, we stopped."""

    model = Adoption

    def load(self) -> Adoption:
        """Return the own portal's adoption."""
        return own_adoption(self.request.user, self.kwargs["slug"])

    def perform(self, obj: Adoption) -> None:
        """Move it."""
        edge = self.kwargs["edge"]
        if edge not in {"plan", "use", "stop"}:
            raise Http404
        if edge == "stop":
            adoptions.stop(obj, by=self.request.user, reason=self.reason)
        else:
            adoptions.advance(obj, edge, by=self.request.user)


class ReportOutcome(FormPage):
    """Say what came of it."""

    form_class = OutcomeForm
    template_name = "library/outcome_form.html"
    message = _("Thank you: the owner and everybody who looks for this will see it.")

    @cached_property
    def adoption(self) -> Adoption:
        """The own portal's adoption."""
        return own_adoption(self.request.user, self.kwargs["slug"])

    def get_initial(self) -> dict[str, Any]:
        """Show the former report."""
        return {"outcome": self.adoption.outcome, "usefulness": self.adoption.usefulness}

    def perform(self, form: Any) -> Adoption:
        """Report it."""
        return adoptions.report(self.adoption, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the adoption."""
        return super().get_context_data(adoption=self.adoption, practice=self.adoption.practice, **words)


class Matrix(LoginRequiredMixin, TemplateView):
    """Portals down, practices across: who is how far with what."""

    template_name = "library/matrix.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the most adopted practices and one row for each portal that adopted any of them."""
        seen: Any = (
            BestPractice.objects.visible_to(self.request.user).verified().with_counts().with_text_read()
        )
        practices = list(
            seen.filter(adoption_count__gt=0).order_by("-adoption_count", "title")[:MATRIX_PRACTICES]
        )
        cells = {
            (one.portal_id, one.practice_id): one for one in Adoption.objects.filter(practice__in=practices)
        }
        portals = Portal.objects.filter(pk__in={portal for portal, _practice in cells})
        rows = [(portal, [cells.get((portal.pk, one.pk)) for one in practices]) for portal in portals]
        return super().get_context_data(practices=practices, rows=rows, **words)
