"""How the library is narrowed."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from library.models import BestPractice
from library.states import READABLE, Evidence, PracticeState
from portals.models import Portal, Theme


def state_choices() -> list[tuple[str, Any]]:
    """Return the states in which a practice is listed."""
    return [(state.value, state.label) for state in PracticeState if state in READABLE]


class PracticeFilter(django_filters.FilterSet):
    """By words of title and summary, theme, owner, state, evidence, language and adopter."""

    q = django_filters.CharFilter(label=_("Words"), method="words")
    theme = django_filters.ModelChoiceFilter(
        field_name="themes",
        to_field_name="slug",
        queryset=Theme.objects.filter(is_active=True),
        label=_("Theme"),
    )
    owner = django_filters.ModelChoiceFilter(
        to_field_name="slug", queryset=Portal.objects.active(), label=_("Owner")
    )
    state = django_filters.ChoiceFilter(choices=state_choices, label=_("State"), method="read_as")
    evidence = django_filters.ChoiceFilter(choices=Evidence.choices, label=_("Evidence"))
    language = django_filters.ChoiceFilter(
        choices=settings.LANGUAGES, label=_("Language"), method="in_language"
    )
    adopter = django_filters.ModelChoiceFilter(
        field_name="adoptions__portal",
        to_field_name="slug",
        queryset=Portal.objects.active(),
        label=_("Adopted by"),
    )

    class Meta:
        model = BestPractice
        fields: list[str] = []

    def words(self, rows: QuerySet[BestPractice], name: str, value: str) -> QuerySet[BestPractice]:
        """Keep those whose title or summary holds the words."""
        return rows.holding(value)  # type: ignore[attr-defined]

    def read_as(self, rows: QuerySet[BestPractice], name: str, value: str) -> QuerySet[BestPractice]:
        """Keep those whose verified version stands so."""
        return rows.read_as(PracticeState(value))  # type: ignore[attr-defined]

    def in_language(self, rows: QuerySet[BestPractice], name: str, value: str) -> QuerySet[BestPractice]:
        """Keep those that can be read in the language."""
        return rows.filter(Q(language=value) | Q(translations__language=value)).distinct()
