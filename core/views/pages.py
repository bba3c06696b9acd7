"""View bases: a page loads through `visible_to`, calls one verb, and answers."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import DetailView, FormView, View
from django_filters.views import FilterView

from core.errors import Refused, Sentence
from core.trace.chain import attach_traces


class Sort:
    """One way to order a list: the word in the address, the label, and the columns."""

    def __init__(self, key: str, label: Sentence, *columns: str) -> None:
        self.key, self.label, self.columns = key, label, columns


class ListPage(FilterView):
    """A list that filters by django-filter, sorts, pages, and keeps all three in the address.

    Subclasses give `model`, `filterset_class`, `sorts` (the first is the default) and a template, and
    override `rows()` to chain QuerySet words. An unusable filter value leaves the list unfiltered with
    the error beside its field; a page number that does not exist shows the last page.
    """

    model: type[Model]
    request: Any
    sorts: ClassVar[Sequence[Sort]] = ()
    paginate_by = 20
    strict = False
    context_object_name = "rows"
    has_trace = False

    def rows(self) -> Any:
        """Return everything the reader may see, before filters."""
        return self.model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rows in the chosen order, the newest first as a tie-break."""
        chosen = self.sort
        return self.rows().order_by(*chosen.columns, "-pk") if chosen else self.rows()

    @property
    def sort(self) -> Sort | None:
        """The chosen order; unknown words mean the default."""
        wanted = self.request.GET.get("sort", "")
        return next((one for one in self.sorts if one.key == wanted), self.sorts[0] if self.sorts else None)

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> Any:
        """Page the rows; numbers beyond the end and words show the nearest page instead of failing."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the orders on offer, and the rows of this page as a list."""
        context = super().get_context_data(sorts=self.sorts, sort=self.sort, **words)
        context["rows"] = list(context["rows"])
        self.complete(context["rows"])
        return context

    def complete(self, rows: list[Any]) -> None:
        """Load along what only the rows of this page need: the chain, where the list shows it."""
        if self.has_trace:
            attach_traces(rows, self.request.user)


class DetailPage(DetailView):
    """The page of one object; what the reader may not see is absent (404)."""

    request: Any

    def get_queryset(self) -> Any:
        """Return what the reader may see."""
        return self.model.objects.visible_to(self.request.user)


class VisibleObjectMixin:
    """Loads `self.object` by `slug` or `pk` from the address through `visible_to`, or answers 404."""

    model: type[Model]
    request: Any
    kwargs: dict[str, Any]

    def load(self) -> Any:
        """Return the object of the address as the reader may see it."""
        keys = {name: value for name, value in self.kwargs.items() if name in {"slug", "pk", "number"}}
        return get_object_or_404(self.model.objects.visible_to(self.request.user), **keys)  # type: ignore[attr-defined]


class FormPage(LoginRequiredMixin, FormView):
    """A form whose valid input goes to one verb; a refusal is shown beside its field, nothing is lost."""

    form_class: type[forms.BaseForm]
    request: Any
    message: Sentence = ""

    def perform(self, form: Any) -> Any:
        """Call the verb with the clean input and return what it returns."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Run the verb; show its refusal on the form."""
        try:
            self.result = self.perform(form)
        except Refused as refusal:
            return self.refused(form, refusal)
        if self.message:
            messages.success(self.request, str(self.message))
        return HttpResponseRedirect(self.get_success_url())

    def refused(self, form: Any, refusal: Refused) -> HttpResponse:
        """Show the refusal beside its field."""
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again with what was typed, as 422."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_success_url(self) -> str:
        """Return the page of what the verb made."""
        return str(self.result.get_absolute_url())


class VerbView(LoginRequiredMixin, VisibleObjectMixin, View):
    """A button: POST runs one verb on one object, then leads back; a refusal becomes a flash message.

    Subclasses give `model`, `message` and `perform()`. `next` in the form wins if it stays on the site.
    """

    http_method_names = ["post", "options"]
    message: Sentence = ""

    def perform(self, obj: Any) -> Any:
        """Call the verb on `obj`."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Load, run, answer."""
        obj = self.load()
        try:
            self.perform(obj)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            if self.message:
                messages.success(request, str(self.message))
        return HttpResponseRedirect(self.back(obj))

    def back(self, obj: Any) -> str:
        """Return where to go: `next` when it stays on this site, else the object's page."""
        wanted = self.request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}, self.request.is_secure()):
            return wanted
        return str(obj.get_absolute_url())

    @property
    def reason(self) -> str:
        """The reason typed beside the button."""
        return self.request.POST.get("reason", "").strip()
