"""How lists of portals and people are narrowed."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.search.analysis import folded_text
from portals.models import Membership, Portal
from portals.states import MembershipState, PortalKind, Role


def portals_called(words: str) -> list[int]:
    """Return the keys of the portals whose names or addresses hold `words`, whatever the marks.

    Portals are few (hundreds), so their names are compared here rather than in the database, whose
    engines disagree about marks and capitals.
    """
    columns = ("name_vi", "name_en", "name_de", "short_name", "slug", "website")
    wanted = folded_text(words).split()
    return [
        pk
        for pk, *names in Portal.objects.values_list("pk", *columns)
        if all(word in folded_text(" ".join(filter(None, names))) for word in wanted)
    ]


def parents(request: object) -> QuerySet[Portal]:
    """Return the portals that others belong to."""
    return Portal.objects.active().filter(children__is_active=True).distinct()


class PortalFilter(django_filters.FilterSet):
    """By words of the name, kind, and the portal they belong to."""

    q = django_filters.CharFilter(label=_("Words of the name"), method="called")
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=PortalKind, widget=forms.CheckboxSelectMultiple
    )
    parent = django_filters.ModelChoiceFilter(label=_("Belongs to"), queryset=parents, to_field_name="slug")

    class Meta:
        model = Portal
        fields: list[str] = []

    def called(self, rows: QuerySet[Portal], name: str, value: str) -> QuerySet[Portal]:
        """Keep portals with these words in a name."""
        return rows.filter(pk__in=portals_called(value))


class PeopleFilter(django_filters.FilterSet):
    """By words of the name, state and role."""

    q = django_filters.CharFilter(label=_("Name or address"), method="called")
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=MembershipState, widget=forms.CheckboxSelectMultiple
    )
    role = django_filters.MultipleChoiceFilter(
        label=_("Role"), choices=Role, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Membership
        fields: list[str] = []

    def called(self, rows: QuerySet[Membership], name: str, value: str) -> QuerySet[Membership]:
        """Keep people with these words in name or address."""
        return rows.filter(Q(user__name__icontains=value) | Q(user__email__icontains=value))
