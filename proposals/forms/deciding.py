"""The small forms: we have this too, stand behind it, assess, decide, try out, merge."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import ReasonForm
from portals.models import Membership, User
from proposals.forms.fields import CodesField, LineField, ProseField
from proposals.models import Problem, Solution
from proposals.models.assessments import HIGHEST, LOWEST
from proposals.models.support import REASON_LENGTH
from proposals.words import CRITERION_HINTS, Criterion, Outcome, Severity, Stance


class AffectedForm(forms.Form):
    """How bad a problem is for one's own portal."""

    severity = forms.TypedChoiceField(
        label=_("How bad it is for us"), choices=Severity, coerce=int, widget=forms.RadioSelect
    )
    note = LineField(
        label=_("Your note"),
        required=False,
        max_length=500,
        help_text=_("What is the same with you, and what is different."),
    )


class EndorseForm(forms.Form):
    """Where one's portal stands."""

    stance = forms.ChoiceField(label=_("Your portal"), choices=Stance, widget=forms.RadioSelect)
    reason = ProseField(
        label=_("Reason"),
        required=False,
        rows=3,
        max_length=REASON_LENGTH,
        help_text=_("Needed for reservations and objections, so that the authors can answer."),
    )


class CoAuthorForm(forms.Form):
    """Whom to ask to write along."""

    user = LineField(
        label=_("E-mail address or full name"),
        max_length=200,
        help_text=_("A member of any portal. The person must agree before being named."),
    )

    def clean_user(self) -> User:
        """Return the member with this address or this name; say so when none or several match."""
        typed = self.cleaned_data["user"]
        people = get_user_model().objects.active().filter(Q(email__iexact=typed) | Q(name__iexact=typed))
        members = list(people.filter(memberships__in=Membership.objects.in_force()).distinct()[:2])
        if not members:
            raise ValidationError(_("No member has this address or name."))
        if len(members) > 1:
            raise ValidationError(_("Several members have this name. Write the e-mail address."))
        return members[0]


class AssessForm(forms.Form):
    """Five scores and a comment."""

    comment = ProseField(
        label=_("Comment"), required=False, rows=4, help_text=_("The others read it when they have scored.")
    )

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        choices = [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]
        scores = {
            name: forms.TypedChoiceField(
                label=label,
                choices=choices,
                coerce=int,
                widget=forms.RadioSelect,
                help_text=CRITERION_HINTS[Criterion(name)],
            )
            for name, label in Criterion.choices
        }
        self.fields = {**scores, **self.fields}

    @property
    def scores(self) -> dict[str, int]:
        """The clean scores by criterion."""
        return {name: self.cleaned_data[name] for name in Criterion.values}


class DecideForm(forms.Form):
    """A decision and its reasons; `supersedes` is the decision in force when the page was opened."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("decision", "Outcome"),
        choices=Outcome,
        widget=forms.RadioSelect,
        help_text=_(
            "Accepted: its problems are being solved, a pilot may start. Rejected: they stay open for others. "
            "Deferred: later. Referred: somebody else decides."
        ),
    )
    text = ProseField(
        label=_("Decision"), rows=5, help_text=_("The wording that is recorded. It can never be edited.")
    )
    reasons = ProseField(label=_("Reasons"), rows=5, help_text=_("Those concerned will read them."))
    without_assessment = forms.BooleanField(
        label=_("I decide without an assessment"),
        help_text=_("The record will note it, for everybody to read."),
        error_messages={
            "required": _(
                "Nobody has assessed this yet. Tick that you decide without an assessment, or have it assessed."
            )
        },
    )
    supersedes = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_assessed: bool, **words: Any) -> None:
        super().__init__(*args, **words)
        if is_assessed:
            del self.fields["without_assessment"]


class PilotForm(forms.Form):
    """Who tries the solution where and when."""

    owner = forms.ModelChoiceField(
        label=_("Pilot owner"),
        queryset=User.objects.none(),
        help_text=_("Answers for the pilot and reports its result."),
    )
    site = LineField(label=_("Pilot site"), max_length=200, help_text=_("Where it is tried out."))
    from_on = forms.DateField(label=_("From"))
    until_on = forms.DateField(label=_("Until"))

    def __init__(self, *args: Any, solution: Solution, user: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["owner"].queryset = owners(solution, user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        values = super().clean() or self.cleaned_data
        start, end = values.get("from_on"), values.get("until_on")
        if start and end and end < start:
            self.add_error("until_on", _("The pilot must not end before it starts."))
        return values


def owners(solution: Solution, user: Any) -> Any:
    """Return who may own a pilot: members of the portals that wrote it or stand behind it, and one's own."""
    portals = Q(portal=solution.portal) | Q(portal__in=solution.sponsorships.values("portal"))
    portals |= Q(portal__in=solution.endorsements.values("portal"))
    portals |= Q(portal__in=solution.co_authors.filter(confirmed_at__isnull=False).values("portal"))
    if user.portal:
        portals |= Q(portal=user.portal)
    members = Membership.objects.in_force().filter(portals).values("user")
    return User.objects.active().filter(pk__in=members).order_by("name", "pk")


class ReportForm(forms.Form):
    """What came of a pilot."""

    succeeded = forms.TypedChoiceField(
        label=_("How it went"),
        choices=[("yes", _("It worked")), ("no", _("It did not work"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    result = ProseField(
        label=_("Result"), rows=6, help_text=_("What changed, measured by the indicators if there are any.")
    )


class MergeForm(ReasonForm):
    """Into which other item to merge, and why."""

    into = CodesField(label=_("Merge into"), letter="P")
    field_order = ("into", "reason")

    def __init__(self, *args: Any, item: Problem | Solution, user: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        letter = item.code.partition("-")[0]
        rows = type(item).objects.visible_to(user).submitted()
        help_text = _("The number of the one that stays, such as %(example)s.") % {"example": f"{letter}-12"}
        self.fields["into"] = field = CodesField(label=_("Merge into"), letter=letter, help_text=help_text)
        field.queryset = rows
        self.order_fields(self.field_order)
