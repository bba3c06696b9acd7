"""Creating and changing a conference."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.forms.languages import InLanguages, columns_in_languages, relabel
from conferences.models import Conference
from core.forms import LongSelect, MarkdownField
from core.text.zones import zone_choices, zone_names
from portals.models import Portal, User
from portals.policies import is_admin
from portals.states import Role

MOMENTS = ("registration_opens_at", "registration_closes_at")
MOST_SEATS = 100_000
GROUPS = (
    (_("Who invites"), ("host", "acronym", "is_public")),
    (_("When"), ("starts_on", "ends_on", "time_zone")),
    (
        _("Registration"),
        ("seats_in_all", "registration_opens_at", "registration_closes_at", "approval", "offer_hours"),
    ),
)


class ConferenceForm(InLanguages, forms.ModelForm):
    """What organisers may change; opening times are read in the conference's own zone."""

    translated = ("title", "venue", "summary")
    demanded = "title"
    summary_vi = MarkdownField(label=_("Summary"), required=False)
    summary_en = MarkdownField(label=_("Summary"), required=False)
    summary_de = MarkdownField(label=_("Summary"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        widget=LongSelect,
        initial=settings.TIME_ZONE,
        help_text=_("All times of the conference are kept in this zone."),
    )

    class Meta:
        model = Conference
        fields = [
            *columns_in_languages("title", "venue", "summary"),
            "acronym",
            "starts_on",
            "ends_on",
            "time_zone",
            "registration_opens_at",
            "registration_closes_at",
            "approval",
            "offer_hours",
            "is_public",
        ]
        widgets = dict.fromkeys(MOMENTS, forms.DateTimeInput) | {
            "starts_on": forms.DateInput,
            "ends_on": forms.DateInput,
        }

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        relabel(self, *self.translated)
        self.fields["time_zone"].choices = zone_choices(self.instance.time_zone)  # type: ignore[attr-defined]
        for name in MOMENTS:
            self.fields[name].help_text = _("In the time zone of the conference.")
            if moment := getattr(self.instance, name):
                self.initial[name] = moment.astimezone(self.instance.zone).replace(tzinfo=None)

    def full_clean(self) -> None:
        """Clean with the clock of the chosen zone, so that hours it does not have are refused."""
        wanted = self.data.get(self.add_prefix("time_zone"), "")
        zone = wanted if wanted in zone_names() else settings.TIME_ZONE
        with timezone.override(ZoneInfo(zone)):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Demand a title and days in the right order."""
        cleaned = self.demand_one(super().clean() or self.cleaned_data)
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned

    def _post_clean(self) -> None:
        """Leave the instance alone: the verb writes the columns."""

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields that are the same in every language under their headings."""
        named = [(legend, [self[name] for name in names if name in self.fields]) for legend, names in GROUPS]
        return [(legend, fields) for legend, fields in named if fields]


class NewConferenceForm(ConferenceForm):
    """A new conference: also its host and its first number of seats."""

    host = forms.ModelChoiceField(queryset=Portal.objects.none(), label=_("Host"), empty_label=None)
    seats_in_all = forms.IntegerField(
        label=_("Seats in all"),
        min_value=0,
        max_value=MOST_SEATS,
        initial=100,
        help_text=_("You can set seats for single portals afterwards."),
    )

    def __init__(self, *args: Any, user: User, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["host"].queryset = hosts_of(user)  # type: ignore[attr-defined]


def hosts_of(user: User) -> Any:
    """Return the portals for which `user` may create conferences."""
    if is_admin(user):
        return Portal.objects.active()
    roles = (Role.LEAD, Role.ORGANISER)
    return Portal.objects.filter(
        pk__in=[one.portal_id for one in user.active_memberships if one.role in roles]
    )
