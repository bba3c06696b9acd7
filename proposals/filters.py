"""What narrows the lists of problems and solutions."""

import re
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from conferences.models import Conference
from portals.models import Portal, Theme
from proposals.models import Problem, Solution
from proposals.states import ProblemState, SolutionState
from proposals.words import Severity, Urgency

CODE = re.compile(r"[ps]-?(\d{1,9})", re.IGNORECASE)
LONGEST_SEARCH = 200


def _conferences(request: HttpRequest | None) -> QuerySet[Conference]:
    rows = Conference.objects.all() if request is None else Conference.objects.visible_to(request.user)
    return rows.announced().order_by("-starts_on", "pk")


def _text_field() -> filters.CharFilter:
    words = {"max_length": LONGEST_SEARCH, "widget": forms.TextInput(attrs={"type": "search"})}
    return filters.CharFilter(label=_("Words or number"), method="with_words", **words)


class _ItemFilter(filters.FilterSet):
    """What both lists can be narrowed by."""

    text_columns: tuple[str, ...] = ()

    def with_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep rows whose texts hold every word, or whose number is given."""
        value = value.replace("\x00", "").strip()
        if code := CODE.fullmatch(value):
            return rows.filter(number=int(code[1]))
        for word in value.split()[:8]:
            either = Q()
            for column in self.text_columns:
                either |= Q(**{f"{column}__icontains": word})
            rows = rows.filter(either)
        return rows

    @property
    def reader(self) -> Any:
        """The person who looks at the list."""
        return self.request.user


class ProblemFilter(_ItemFilter):
    """Words, state, theme, portal, severity, urgency, conference, mine."""

    text_columns = ("title", "what_happens", "effect", "services")
    WHOSE = (("mine", _("Mine")), ("portal", _("My portal has it")), ("waiting", _("Waiting for a solution")))

    text = _text_field()
    show = filters.ChoiceFilter(label=_("Show"), choices=WHOSE, empty_label=_("All"), method="with_whose")
    state = filters.MultipleChoiceFilter(
        label=_("State"), choices=ProblemState, widget=forms.CheckboxSelectMultiple
    )
    theme = extend_schema_field(OpenApiTypes.STR)(
        filters.ModelMultipleChoiceFilter(
            label=_("Theme"),
            field_name="themes__slug",
            to_field_name="slug",
            queryset=Theme.objects.filter(is_active=True),
            widget=forms.CheckboxSelectMultiple,
        )
    )
    severity = filters.MultipleChoiceFilter(
        label=_("Severity"), choices=Severity, widget=forms.CheckboxSelectMultiple
    )
    urgent = filters.BooleanFilter(
        label=_("Only urgent ones"), widget=forms.CheckboxInput, method="with_urgency"
    )
    portal = filters.ModelChoiceFilter(
        label=_("Portal"),
        to_field_name="slug",
        queryset=Portal.objects.active(),
        method="with_portal",
        empty_label=_("All"),
    )
    conference = filters.ModelChoiceFilter(
        label=_("Conference"), to_field_name="slug", queryset=_conferences, empty_label=_("All")
    )

    class Meta:
        model = Problem
        fields: tuple[str, ...] = ()

    def with_urgency(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Keep the urgent ones when the box is ticked."""
        return rows.filter(urgency=Urgency.URGENT) if value else rows

    def with_portal(self, rows: QuerySet[Any], name: str, value: Portal) -> QuerySet[Any]:
        """Keep problems a portal reported or has too."""
        return rows.filter(Q(portal=value) | Q(pk__in=value.affected_by.values("problem")))

    def with_whose(self, rows: Any, name: str, value: str) -> Any:
        """Keep one's own problems, those of one's portal, or those that wait for a solution."""
        if value == "mine":
            return rows.of_people(self.reader)
        if value == "waiting":
            return rows.live()
        portal = getattr(self.reader, "portal", None)
        return rows.filter(affected__portal=portal) if portal else rows.none()


class SolutionFilter(_ItemFilter):
    """Words, state, theme, portal, conference, mine."""

    text_columns = ("title", "summary", "steps", "benefit")
    WHOSE = (
        ("mine", _("Mine")),
        ("portal", _("My portal stands behind it")),
        ("live", _("Being dealt with")),
    )

    text = _text_field()
    show = filters.ChoiceFilter(label=_("Show"), choices=WHOSE, empty_label=_("All"), method="with_whose")
    state = filters.MultipleChoiceFilter(
        label=_("State"), choices=SolutionState, widget=forms.CheckboxSelectMultiple
    )
    theme = extend_schema_field(OpenApiTypes.STR)(
        filters.ModelMultipleChoiceFilter(
            label=_("Theme"),
            field_name="problems__themes__slug",
            to_field_name="slug",
            queryset=Theme.objects.filter(is_active=True),
            widget=forms.CheckboxSelectMultiple,
        )
    )
    portal = filters.ModelChoiceFilter(
        label=_("Portal"), to_field_name="slug", queryset=Portal.objects.active(), empty_label=_("All")
    )
    conference = filters.ModelChoiceFilter(
        label=_("Conference"), to_field_name="slug", queryset=_conferences, empty_label=_("All")
    )
    problem = filters.NumberFilter(
        label=_("Problem number"), min_value=1, max_value=2**31 - 1, method="with_problem"
    )

    class Meta:
        model = Solution
        fields: tuple[str, ...] = ()

    def with_problem(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Keep the solutions of one problem."""
        return rows.filter(problems__number=int(value))

    def with_whose(self, rows: Any, name: str, value: str) -> Any:
        """Keep one's own solutions, those one's portal stands behind, or those being dealt with."""
        if value == "mine":
            return rows.of_people(self.reader)
        if value == "live":
            return rows.live()
        portal = getattr(self.reader, "portal", None)
        stands = Q(portal=portal) | Q(sponsorships__portal=portal) | Q(endorsements__portal=portal)
        return rows.filter(stands).distinct() if portal else rows.none()
