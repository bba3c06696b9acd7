"""How the inbox is narrowed."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.notifications.models import Notification


class InboxFilter(django_filters.FilterSet):
    """Unread only, and a span of days."""

    show = django_filters.ChoiceFilter(
        label=_("Show"), choices=[("unread", _("Unread"))], empty_label=_("Everything"), method="only"
    )
    after = django_filters.DateFilter(field_name="created_at", lookup_expr="date__gte", label=_("Since"))

    class Meta:
        model = Notification
        fields: list[str] = []

    def only(self, rows: QuerySet[Notification], name: str, value: str) -> QuerySet[Notification]:
        """Keep the unread ones."""
        return rows.filter(read_at=None)
