"""What organisers fill in: decisions, seats, questions, team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.forms.languages import InLanguages, columns_in_languages, relabel
from conferences.models import Conference, PortalQuota, Question
from conferences.states import TeamRole
from portals.models import Portal, User

MOST_SEATS = 100_000
NEW_ROWS = 3


class DecideForm(forms.Form):
    """One decision on several registrations."""

    CONFIRM, DECLINE = "confirm", "decline"
    decision = forms.ChoiceField(
        choices=[(CONFIRM, _("Confirm the chosen ones")), (DECLINE, _("Decline the chosen ones"))],
        label=_("Decision"),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Needed to decline; people read it.")
    )


def seats_field(label: Any, **words: Any) -> forms.IntegerField:
    """Return a field for a number of seats."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_SEATS, **words)


class SeatsForm(forms.Form):
    """Seats in all, seats of each portal that has some, and room for a few more portals."""

    capacity = seats_field(_("Seats in all"))

    def __init__(self, *args: Any, conference: Conference, **words: Any) -> None:
        super().__init__(*args, **words)
        self.conference = conference
        self.fields["capacity"].initial = conference.capacity
        self.quotas = list(conference.quotas.select_related("portal"))
        for quota in self.quotas:
            self.fields[f"portal_{quota.portal_id}"] = _quota_field(quota)
        self._add_new_rows()

    def _add_new_rows(self) -> None:
        free = Portal.objects.active().exclude(pk__in=[quota.portal_id for quota in self.quotas])
        for number in range(1, NEW_ROWS + 1):
            self.fields[f"new_portal_{number}"] = forms.ModelChoiceField(
                free, label=_("Portal"), required=False, empty_label=_("Choose a portal")
            )
            self.fields[f"new_seats_{number}"] = seats_field(_("Seats"), required=False)

    def quota_rows(self) -> list[tuple[PortalQuota, forms.BoundField]]:
        """Return each quota with its field."""
        return [(quota, self[f"portal_{quota.portal_id}"]) for quota in self.quotas]

    def new_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the pairs of fields for further portals."""
        return [(self[f"new_portal_{n}"], self[f"new_seats_{n}"]) for n in range(1, NEW_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        """Refuse the same portal twice and a portal without a number."""
        cleaned = super().clean() or self.cleaned_data
        seen: set[Portal] = set()
        for number in range(1, NEW_ROWS + 1):
            portal = cleaned.get(f"new_portal_{number}")
            if portal and portal in seen:
                self.add_error(f"new_portal_{number}", _("This portal stands here twice."))
            if portal and cleaned.get(f"new_seats_{number}") is None:
                self.add_error(f"new_seats_{number}", _("How many seats?"))
            seen |= {portal} if portal else set()
        return cleaned

    @property
    def wanted(self) -> dict[Portal, int]:
        """The clean seats by portal."""
        cleaned = self.cleaned_data
        old = {quota.portal: cleaned[f"portal_{quota.portal_id}"] for quota in self.quotas}
        pairs = [(cleaned[f"new_portal_{n}"], cleaned[f"new_seats_{n}"]) for n in range(1, NEW_ROWS + 1)]
        return old | {portal: count for portal, count in pairs if portal}


def _quota_field(quota: PortalQuota) -> forms.IntegerField:
    return seats_field(
        str(quota.portal), initial=quota.seats, help_text=_("%(n)s taken") % {"n": quota.taken}
    )


class QuestionForm(InLanguages, forms.ModelForm):
    """One question in every language."""

    translated = ("prompt", "why", "options")
    demanded = "prompt"

    class Meta:
        model = Question
        fields = ["kind", "is_required", *columns_in_languages("prompt", "why", "options")]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in columns_in_languages("options")}

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        relabel(self, *self.translated)

    def clean(self) -> dict[str, Any]:
        """Demand the question in some language."""
        return self.demand_one(super().clean() or self.cleaned_data)

    def _post_clean(self) -> None:
        """Leave the instance alone: the verb writes the columns."""


class TeamForm(forms.Form):
    """A person, found by e-mail address, and the task."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(choices=TeamRole.choices, label=_("Task"))

    def clean_email(self) -> User:
        """Return the person with this address."""
        person = User.objects.active().filter(email__iexact=self.cleaned_data["email"]).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        return person
