"""The agenda of a conference, one's own agenda, and their calendar files."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View
from django_filters.views import FilterView

from conferences import policies
from conferences.actions import programme
from conferences.agenda import days_of
from conferences.calendars import session_calendar, sessions_calendar
from conferences.filters import AgendaFilter
from conferences.models import AgendaItem, Session
from conferences.subscriptions import token_for, user_of
from conferences.views.inside import InsideConference
from portals.models import User


class Agenda(InsideConference, FilterView):
    """Every session by day and hour; what is on now and what comes next is marked."""

    model = Session
    filterset_class = AgendaFilter
    template_name = "conferences/agenda.html"
    context_object_name = "sessions"
    tab = "agenda"
    strict = False

    def get_queryset(self) -> QuerySet[Any]:
        """Return the sessions in order of time."""
        rows = Session.objects.visible_to(self.request.user).filter(conference=self.conference)
        return rows.with_places().order_by("starts_at", "room__position", "pk")

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        """Hand over the conference, whose rooms and tracks are offered, and the reader."""
        return {**super().get_filterset_kwargs(filterset_class), "conference": self.conference}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the days and what the reader chose."""
        sessions = list(words.pop("object_list", self.object_list))
        user = self.request.user
        chosen = set()
        if user.is_authenticated:
            mine = AgendaItem.objects.filter(user=user, session__conference=self.conference)
            chosen = set(mine.values_list("session_id", flat=True))
        for session in sessions:
            session.conference = self.conference
        return super().get_context_data(
            object_list=sessions,
            days=days_of(sessions, self.conference.zone, timezone.now()),
            chosen=chosen,
            clashing=programme.clashes_of([one for one in sessions if one.pk in chosen]),
            manages=policies.can_manage(user, self.conference),
            **words,
        )


class ChooseSession(LoginRequiredMixin, View):
    """Put a session on one's own agenda or take it off; the button of a star."""

    request: Any

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Choose unless `drop` is posted, then go back."""
        seen = Session.objects.visible_to(request.user).select_related("conference")
        session = get_object_or_404(seen, conference__slug=slug, pk=pk)
        verb = programme.drop if "drop" in request.POST else programme.choose
        verb(session, by=self.request.user)
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(wanted if safe else session.get_absolute_url())


class SessionCalendar(View):
    """One session as a calendar file."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Send it to whoever may see the session."""
        seen = Session.objects.visible_to(request.user).with_places()
        session = get_object_or_404(seen, conference__slug=slug, pk=pk)
        return as_calendar(session_calendar(session), f"session-{session.pk}.ics")


class AgendaCalendar(InsideConference, View):
    """The whole agenda as a calendar file."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Send every session of the conference."""
        sessions = self.conference.sessions.select_related("conference", "room").order_by("starts_at", "pk")
        return as_calendar(sessions_calendar(self.conference.title, sessions), f"{slug}.ics")


class OwnCalendar(View):
    """One's own agenda over all conferences, by a secret address that a calendar can subscribe to."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Send what the person of the token chose and may still see; 404 for forged and revoked tokens."""
        person = user_of(token, User.objects.active())
        if person is None:
            raise Http404
        sessions = Session.objects.visible_to(person).chosen_by(person).select_related("conference", "room")
        name = _("My agenda")
        return as_calendar(sessions_calendar(name, sessions.order_by("starts_at", "pk")), "my-agenda.ics")


class OwnAgenda(LoginRequiredMixin, FilterView):
    """What I chose, over all conferences, with clashes marked and the address to subscribe to."""

    model = Session
    template_name = "conferences/own_agenda.html"
    filterset_class = AgendaFilter
    context_object_name = "sessions"

    def get_queryset(self) -> QuerySet[Any]:
        """Return the chosen sessions in order of time."""
        mine = Session.objects.visible_to(self.request.user).chosen_by(self.request.user)
        return mine.with_places().order_by("starts_at", "pk")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add days in the reader's zone, clashes, and the secret address."""
        sessions = list(words.pop("object_list", self.object_list))
        user = self.request.user
        return super().get_context_data(
            object_list=sessions,
            days=days_of(sessions, user.zone, timezone.now()),
            clashing=programme.clashes_of(sessions),
            all_chosen={one.pk for one in sessions},
            token=token_for(user),
            **words,
        )


def as_calendar(calendar: Any, name: str) -> HttpResponse:
    """Return the calendar as a download."""
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
