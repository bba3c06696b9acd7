"""The organisers' desk: registrations, one by one and in bulk."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from conferences.actions import exports, registrations, seats
from conferences.filters import DeskFilter
from conferences.forms import DecideForm
from conferences.models import Answer, Conference, Registration
from conferences.states import REGISTRATION, RegistrationState
from conferences.views.inside import ManagedConference
from core.errors import Refused
from core.text.csvs import csv_response
from core.views.pages import ListPage, Sort


class RegistrationDesk(ManagedConference, ListPage):
    """All registrations of a conference, with the seats on top."""

    model = Registration
    filterset_class = DeskFilter
    template_name = "conferences/desk.html"
    paginate_by = 50
    sorts: ClassVar = (
        Sort("arrival", gettext_lazy("Arrival"), "arrival"),
        Sort("newest", gettext_lazy("Newest first"), "-arrival"),
        Sort("name", gettext_lazy("Name"), "user__name"),
        Sort("portal", gettext_lazy("Portal"), "portal__name", "arrival"),
    )

    def rows(self) -> QuerySet[Registration]:
        """Return every registration of the conference."""
        return Registration.objects.filter(conference=self.conference).with_people()

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the seats, the numbers by state and the bulk form."""
        return super().get_context_data(
            counts=counts_by_state(self.conference),
            quotas=self.conference.quotas.select_related("portal"),
            decide=words.pop("decide", None) or DecideForm(),
            page="registrations",
            **words,
        )


def counts_by_state(conference: Conference) -> list[tuple[str, str, int]]:
    """Return state, word and number of registrations for every state, also for 0."""
    rows = conference.registrations.order_by().values_list("state").annotate(Count("pk"))
    found = dict(rows)
    return [(state, str(word), found.get(state, 0)) for state, word in RegistrationState.choices]


class Decide(ManagedConference, View):
    """One decision on the registrations that were ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Run the verb on each and say how many it took and why the others were left."""
        form = DecideForm(request.POST)
        chosen = [pk for pk in request.POST.getlist("pk") if pk.isdecimal()][:500]
        rows = Registration.objects.filter(conference=self.conference, pk__in=chosen).with_people()
        if not form.is_valid() or not rows:
            messages.error(request, _("Tick at least one registration and choose what to do."))
            return self._back()
        self._run(rows.order_by("arrival"), form.cleaned_data)
        return self._back()

    def _run(self, rows: QuerySet[Registration], clean: dict[str, Any]) -> None:
        done, refusals = 0, set()
        verb = self._verb(clean)
        for registration in rows:
            try:
                verb(registration)
                done += 1
            except Refused as refusal:
                refusals.add(str(refusal.message))
        if done:
            words = ngettext("%(n)s registration was decided.", "%(n)s registrations were decided.", done)
            messages.success(self.request, words % {"n": done})
        for words in sorted(refusals):
            messages.error(self.request, words)

    def _verb(self, clean: dict[str, Any]) -> Callable[[Registration], Any]:
        by = self.request.user
        if clean["decision"] == DecideForm.CONFIRM:
            return lambda one: registrations.confirm(one, by=by)
        return lambda one: registrations.decline(one, by=by, reason=clean["reason"])

    def _back(self) -> HttpResponse:
        query = self.request.POST.get("query", "")
        address = reverse("conferences:desk", args=[self.conference.slug])
        return HttpResponseRedirect(f"{address}?{query}" if query else address)


class RegistrationOnDesk(ManagedConference, TemplateView):
    """One registration with its answers, its history and the decisions that are open."""

    template_name = "conferences/desk_registration.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the registration, its answers, its places and the buttons."""
        registration = one_of(self.conference, self.kwargs["pk"])
        registration.conference = self.conference
        portal_place, common_place = seats.places(registration)
        offered = {"confirm", "decline", "reconsider"}
        return super().get_context_data(
            registration=registration,
            answers=Answer.objects.filter(registration=registration).select_related("question"),
            portal_place=portal_place,
            common_place=common_place,
            edges=[one for one in REGISTRATION.edges_from(registration.state) if one.name in offered],
            page="registrations",
            **words,
        )


def one_of(conference: Conference, pk: int) -> Registration:
    """Return the registration `pk` of the conference, or answer 404."""
    return get_object_or_404(Registration.objects.with_people(), conference=conference, pk=pk)


class MoveRegistration(ManagedConference, View):
    """The buttons on one registration."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Run the verb in the address and lead back to the registration."""
        registration = one_of(self.conference, self.kwargs["pk"])
        try:
            self._move(registration)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Done."))
        address = reverse("conferences:desk_registration", args=[self.conference.slug, registration.pk])
        return HttpResponseRedirect(address)

    def _move(self, registration: Registration) -> None:
        by, reason = self.request.user, self.request.POST.get("reason", "").strip()
        match self.kwargs["edge"]:
            case "confirm":
                registrations.confirm(registration, by=by)
            case "decline":
                registrations.decline(registration, by=by, reason=reason)
            case "reconsider":
                registrations.reconsider(registration, by=by)
            case _:
                raise Http404


class RegistrationsCsv(ManagedConference, View):
    """All registrations with their answers as a table; every download is on record."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with a CSV file that Excel opens (UTF-8 with mark)."""
        answers = Prefetch("answers", Answer.objects.select_related("question"))
        rows = Registration.objects.filter(conference=self.conference).with_people()
        table = exports.registrations_table(
            self.conference, rows.prefetch_related(answers), by=self.request.user
        )
        return csv_response(f"{self.conference.slug}-registrations.csv", table[0], table[1:])
