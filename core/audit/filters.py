"""How the trail is narrowed."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.audit.models import AuditEvent
from core.facts import all_facts


def fact_choices() -> list[tuple[str, str]]:
    """Return all facts as choices, by their sentences."""
    return sorted(((one.key, one.say({})) for one in all_facts()), key=lambda choice: choice[1])


class AuditFilter(django_filters.FilterSet):
    """By what happened, who, when, and words of the label."""

    q = django_filters.CharFilter(label=_("Words"), method="words")
    fact = django_filters.ChoiceFilter(label=_("What happened"), choices=fact_choices)
    after = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label=_("Since"))
    before = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label=_("Until"))

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def words(self, rows: QuerySet[AuditEvent], name: str, value: str) -> QuerySet[AuditEvent]:
        """Keep events whose labels or request number hold the words."""
        return rows.filter(
            Q(about_label__icontains=value)
            | Q(acting_for_label__icontains=value)
            | Q(actor__name__icontains=value)
            | Q(request_id=value)
        )
