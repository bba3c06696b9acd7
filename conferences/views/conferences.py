"""The list of conferences, the overview of one, and making, changing and moving it."""

from typing import Any, ClassVar

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from conferences import policies
from conferences.actions import conferences as verbs
from conferences.calendars import conference_calendar
from conferences.filters import ConferenceFilter
from conferences.forms import ConferenceForm, NewConferenceForm
from conferences.forms.conferences import hosts_of
from conferences.models import Conference, Registration, Session
from conferences.states import CONFERENCE, ConferenceState, RegistrationState, TeamRole
from conferences.views.inside import InsideConference, ManagedConference
from core.views.pages import FormPage, ListPage, Sort, VerbView

RANKS = {ConferenceState.RUNNING: 0, ConferenceState.DRAFT: 1, ConferenceState.PUBLISHED: 1}


class ConferenceList(ListPage):
    """All conferences: what is under way on top, then what comes next, then what has been."""

    model = Conference
    filterset_class = ConferenceFilter
    template_name = "conferences/conference_list.html"
    sorts: ClassVar = (
        Sort("next", _("What comes next"), "rank", "coming_on", "-starts_on"),
        Sort("newest", _("Latest first"), "-starts_on"),
        Sort("oldest", _("Earliest first"), "starts_on"),
        Sort("title", _("Title"), "title"),
    )

    def rows(self) -> QuerySet[Conference]:
        """Return what the reader may see, without those that stand on top of the unfiltered list."""
        seen = Conference.objects.visible_to(self.request.user).with_host().annotate(**by_rank())
        rows = with_own(seen, self.request.user)
        return rows if self.is_narrowed else rows.exclude(state=ConferenceState.RUNNING)

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter, order or further page is asked for."""
        return any(value for key, value in self.request.GET.items())

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add what is under way, unless the reader is looking for something."""
        user = self.request.user
        running: Any = () if self.is_narrowed else with_own(running_for(user), user)
        return super().get_context_data(
            running=running, can_create=user.is_authenticated and hosts_of(user).exists(), **words
        )


def by_rank() -> dict[str, Case]:
    """Return `rank` (running, to come, past) and `coming_on`, the first day of what is to come."""
    ranks = [When(state=state, then=Value(rank)) for state, rank in RANKS.items()]
    coming = When(state__in=list(RANKS), then=F("starts_on"))
    return {
        "rank": Case(*ranks, default=Value(2), output_field=IntegerField()),
        "coming_on": Case(coming, default=None),
    }


def running_for(user: Any) -> QuerySet[Conference]:
    """Return the conferences under way as `user` may see them, with what is on in them now."""
    now = Session.objects.now().select_related("room").order_by("starts_at", "pk")
    running = Conference.objects.visible_to(user).under_way().with_host().order_by("starts_on", "pk")
    return running.prefetch_related(Prefetch("sessions", now, to_attr="sessions_now"))


def with_own(rows: QuerySet[Conference], user: Any) -> QuerySet[Conference]:
    """Attach the reader's live registration to each row as `own_live`."""
    own = (
        Registration.objects.live().filter(user=user)
        if user.is_authenticated
        else Registration.objects.none()
    )
    return rows.prefetch_related(Prefetch("registrations", own, to_attr="own_live"))


class ConferencePage(InsideConference, TemplateView):
    """The overview of one conference."""

    template_name = "conferences/conference_detail.html"
    tab = "overview"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add seats, programme now and next, portals that take part, and what managers need."""
        conference, user = self.conference, self.request.user
        sessions = Session.objects.filter(conference=conference).select_related("conference", "room")
        manages = policies.can_manage(user, conference)
        return super().get_context_data(
            now=sessions.now(),
            coming=sessions.upcoming()[:4],
            portals=portals_in(conference),
            confirmed=conference.registrations.confirmed().count(),
            session_count=conference.sessions.count(),
            organisers=conference.team.filter(role=TeamRole.ORGANISER).select_related("user"),
            quota=_own_quota(conference, user),
            manages=manages,
            edges=CONFERENCE.edges_from(conference.state) if manages else (),
            **words,
        )


def portals_in(conference: Conference) -> QuerySet[Any]:
    """Return the portals with confirmed people, each with `seated`, the most first."""
    confirmed = Q(registrations__conference=conference, registrations__state=RegistrationState.CONFIRMED)
    portals = conference.host.__class__.objects.filter(confirmed)
    return portals.annotate(seated=Count("registrations")).order_by("-seated", "pk")


def _own_quota(conference: Conference, user: Any) -> Any:
    """Return the seats of the portal the reader acts for, or None."""
    if not user.is_authenticated or user.portal is None:
        return None
    return conference.quotas.filter(portal=user.portal).select_related("portal").first()


class CreateConference(FormPage):
    """A new conference, for those who lead or organise for some portal."""

    request: Any
    form_class = NewConferenceForm
    template_name = "conferences/conference_form.html"
    message = _("The conference is a draft. Add questions and seats, then announce it.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 to whoever could name no host."""
        if request.user.is_authenticated and not hosts_of(request.user).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form offer the hosts of the reader."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def perform(self, form: NewConferenceForm) -> Conference:
        """Create the draft."""
        return verbs.create(by=self.request.user, **form.cleaned_data)


class EditConference(ManagedConference, FormPage):
    """Changing a conference."""

    form_class = ConferenceForm
    template_name = "conferences/conference_form.html"
    message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Show the conference as it is."""
        return super().get_form_kwargs() | {"instance": self.conference}

    def perform(self, form: ConferenceForm) -> Conference:
        """Change what was changed."""
        return verbs.change(self.conference, by=self.request.user, **form.cleaned_data)


class MoveConference(VerbView):
    """The buttons that move a conference from state to state."""

    model = Conference

    def perform(self, obj: Conference) -> None:
        """Run the verb of the edge in the address."""
        name = self.kwargs["edge"]
        if name not in {edge.name for edge in CONFERENCE.edges}:
            raise Http404
        verb = getattr(verbs, name)
        reason = {"reason": self.reason} if CONFERENCE.edge(name).needs_reason else {}
        verb(obj, by=self.request.user, **reason)


class ConferenceCalendar(InsideConference, View):
    """The conference as a calendar file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        body = conference_calendar(self.conference).to_ical()
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.conference.slug}.ics"'
        return answer
