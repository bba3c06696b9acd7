"""How lists of conferences, registrations and participants are narrowed."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, Registration, Room, Session, SessionSpeaker, Track
from conferences.states import (
    Category,
    ConferenceState,
    RegistrationState,
    SeatSource,
    SessionKind,
    SessionState,
)
from portals.models import Portal


class Period:
    """The periods one can ask for."""

    NOW, COMING, PAST = "now", "coming", "past"
    CHOICES = ((NOW, _("Now")), (COMING, _("To come")), (PAST, _("Past")))


def several(choices: Any, label: Any) -> django_filters.MultipleChoiceFilter:
    """Return a filter with one box to tick for each word."""
    return django_filters.MultipleChoiceFilter(
        choices=choices, label=label, widget=forms.CheckboxSelectMultiple
    )


def hosts(request: HttpRequest | None) -> QuerySet[Portal]:
    """Return the portals that have ever invited."""
    return Portal.objects.filter(conferences__isnull=False).distinct()


class ConferenceFilter(django_filters.FilterSet):
    """Text, period, state, host, own."""

    q = django_filters.CharFilter(method="with_text", label=_("Words in title, place or text"))
    period = django_filters.ChoiceFilter(
        method="in_period", choices=Period.CHOICES, label=_("When"), empty_label=_("At any time")
    )
    state = several(ConferenceState, _("State"))
    host = django_filters.ModelChoiceFilter(queryset=hosts, label=_("Host"), empty_label=_("Any host"))

    class Meta:
        model = Conference
        fields = ("q", "period", "state", "host")

    def with_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep rows with `value` in title, venue or summary, in any language."""
        columns = [f"{one}_{code}" for one in ("title", "venue", "summary") for code in ("vi", "en", "de")]
        wanted = Q(acronym__icontains=value)
        for column in columns:
            wanted |= Q(**{f"{column}__icontains": value})
        return rows.filter(wanted)

    def in_period(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep rows by their days, compared with today."""
        today = timezone.localdate()
        if value == Period.COMING:
            return rows.filter(starts_on__gt=today)
        if value == Period.PAST:
            return rows.filter(ends_on__lt=today)
        return rows.filter(starts_on__lte=today, ends_on__gte=today)


def registered_portals(request: HttpRequest | None) -> QuerySet[Portal]:
    """Return the portals from which anybody has registered for the conference of the page."""
    slug = request.resolver_match.kwargs.get("slug") if request and request.resolver_match else None
    return Portal.objects.filter(registrations__conference__slug=slug).distinct()


def with_name(rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    """Keep registrations of people or portals with `value` in their name."""
    wanted = Q(user__name__icontains=value) | Q(portal__short_name__icontains=value)
    for code in ("vi", "en", "de"):
        wanted |= Q(**{f"portal__name_{code}__icontains": value})
    return rows.filter(wanted)


class PeopleFilter(django_filters.FilterSet):
    """Name, portal, category."""

    q = django_filters.CharFilter(method="named", label=_("Name"))
    portal = django_filters.ModelChoiceFilter(
        queryset=registered_portals, label=_("Portal"), empty_label=_("All portals")
    )
    category = several(Category, _("Takes part as"))

    class Meta:
        model = Registration
        fields = ("q", "portal", "category")

    def named(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep people or portals with `value` in their name."""
        return with_name(rows, name, value)


class DeskFilter(PeopleFilter):
    """What organisers narrow the registrations by: also state and seat."""

    state = several(RegistrationState, _("State"))
    seat_source = django_filters.ChoiceFilter(
        choices=SeatSource, label=_("Seat from"), empty_label=_("Anywhere")
    )

    class Meta:
        model = Registration
        fields = ("q", "state", "portal", "category", "seat_source")


def with_words(rows: QuerySet[Session], name: str, value: str) -> QuerySet[Session]:
    """Keep sessions whose title, subtitle, abstract or speakers hold the words."""
    speaking = SessionSpeaker.objects.filter(speaker__name__icontains=value).values("session")
    return rows.filter(
        Q(title__icontains=value)
        | Q(subtitle__icontains=value)
        | Q(abstract__icontains=value)
        | Q(pk__in=speaking)
    )


class SessionFilter(django_filters.FilterSet):
    """Sessions of all conferences: by conference, words, kind, state and time."""

    conference = django_filters.CharFilter(field_name="conference__slug", label=_("Conference"))
    q = django_filters.CharFilter(label=_("Words"), method="words")
    kind = django_filters.ChoiceFilter(choices=SessionKind.choices, label=_("Kind"))
    state = django_filters.ChoiceFilter(choices=SessionState.choices, label=_("State"))
    after = django_filters.IsoDateTimeFilter(field_name="starts_at", lookup_expr="gte", label=_("Not before"))
    before = django_filters.IsoDateTimeFilter(field_name="starts_at", lookup_expr="lt", label=_("Before"))

    class Meta:
        model = Session
        fields: ClassVar[list[str]] = []

    def words(self, rows: QuerySet[Session], name: str, value: str) -> QuerySet[Session]:
        """Keep sessions that hold the words."""
        return with_words(rows, name, value)


class AgendaFilter(django_filters.FilterSet):
    """The agenda by words, kind, room, track and language."""

    q = django_filters.CharFilter(label=_("Words"), method="words")
    kind = django_filters.ChoiceFilter(choices=SessionKind.choices, label=_("Kind"))
    room = django_filters.ModelChoiceFilter(queryset=Room.objects.none(), label=_("Room"))
    track = django_filters.ModelChoiceFilter(queryset=Track.objects.none(), label=_("Track"))

    class Meta:
        model = Session
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, conference: Conference | None = None, **words: Any) -> None:
        super().__init__(*args, **words)
        if conference is not None:
            self.filters["room"].queryset = conference.rooms.all()
            self.filters["track"].queryset = conference.tracks.all()

    def words(self, rows: QuerySet[Session], name: str, value: str) -> QuerySet[Session]:
        """Keep sessions that hold the words."""
        return with_words(rows, name, value)
