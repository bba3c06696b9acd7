"""The forms in which problems and solutions are written."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conferences.models import Conference, Session
from conferences.states import ConferenceState
from core.attachments.fields import FilesField
from portals.models import Theme
from proposals.forms.fields import CodesField, LineField, NoteField, ProseField
from proposals.models import Problem, Solution
from proposals.models.problems import TITLE_LENGTH
from proposals.words import Frequency, Severity, Urgency

EARLIEST = date(1945, 1, 1)
CONTROL_FIELDS = ("version", "client_id", "files")


class DraftableForm(forms.Form):
    """A form that may be left half done: only `complete` input must fill every needed field.

    `version` is the stored version the writer began from, `client_id` makes a repeated request harmless.
    """

    needed: tuple[str, ...] = ()
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, complete: bool = True, **words: Any) -> None:
        super().__init__(*args, **words)
        for name in self.needed:
            self.fields[name].required = complete

    @property
    def written(self) -> dict[str, Any]:
        """The clean values that belong to the object, without what only controls the request."""
        return {name: value for name, value in self.cleaned_data.items() if name not in CONTROL_FIELDS}


class ProblemForm(DraftableForm):
    """Everything one says about a problem."""

    needed = ("title", "what_happens", "effect", "themes")

    title = LineField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        help_text=_("One sentence that names what goes wrong, so that others recognise it."),
    )
    what_happens = ProseField(
        label=_("What happens"), help_text=_("Describe it so that somebody from another portal understands.")
    )
    effect = ProseField(
        label=_("Effect"), rows=4, help_text=_("Who suffers from it, and how: citizens, firms, colleagues.")
    )
    severity = forms.TypedChoiceField(
        label=_("Severity"),
        choices=Severity,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("How much harm it does to your portal. Others will give their own."),
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"),
        choices=Urgency,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Urgent is for information incidents that need an answer within hours."),
    )
    since_on = forms.DateField(label=_("Since when"), required=False, help_text=_("Roughly is enough."))
    frequency = forms.ChoiceField(
        label=_("How often"), required=False, choices=[("", _("Not known")), *Frequency.choices]
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People who follow a theme find your problem by it."),
    )
    services = ProseField(
        label=_("Services hit"), rows=3, required=False, help_text=_("Which pages, services or registers.")
    )
    conference = forms.ModelChoiceField(
        label=_("Conference"),
        queryset=Conference.objects.none(),
        required=False,
        empty_label=_("Outside of conferences"),
        help_text=_("Its organisers and chairs then deal with the problem."),
    )
    session = forms.ModelChoiceField(
        label=_("Session"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=_("No particular session"),
        help_text=_("Where it came up, if it did."),
    )
    files: Any = FilesField(label=_("Evidence files"))

    def __init__(self, *args: Any, user: Any, conference: Conference | None = None, **words: Any) -> None:
        super().__init__(*args, **words)
        offered = Conference.objects.visible_to(user).announced().exclude(state=ConferenceState.ARCHIVED)
        known = Conference.objects.visible_to(user).filter(pk=conference.pk if conference else None)
        self.fields["conference"].queryset = (offered | known).order_by("-starts_on", "pk")  # type: ignore[attr-defined]
        if conference is None:
            del self.fields["session"]
        else:
            sessions = Session.objects.visible_to(user).held().filter(conference=conference)
            self.fields["session"].queryset = sessions.order_by("starts_at", "pk")  # type: ignore[attr-defined]

    def clean_since_on(self) -> date | None:
        """Accept days between 1945 and today."""
        day = self.cleaned_data["since_on"]
        if day and not EARLIEST <= day <= timezone.localdate():
            raise ValidationError(_("Choose a day that is not in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """Drop a session when the conference was changed to another one."""
        values = super().clean() or self.cleaned_data
        session = values.get("session")
        if session is not None and session.conference != values.get("conference"):
            values["session"] = None
        return values


class SolutionForm(DraftableForm):
    """Everything one says about a solution."""

    needed = ("title", "summary", "steps", "benefit")

    problems = CodesField(
        label=pgettext_lazy("solution", "Answers"),
        letter="P",
        many=True,
        help_text=_("The problems this solves, by number: P-12, P-15."),
    )
    title = LineField(
        label=_("Title"), max_length=TITLE_LENGTH, help_text=_("One sentence that says what is to be done.")
    )
    summary = ProseField(
        label=_("Summary"), rows=4, help_text=_("What a minister needs to know, in a few sentences.")
    )
    steps = ProseField(label=_("Steps"), help_text=_("Who does what, in which order."))
    benefit = ProseField(label=_("Benefit"), rows=4, help_text=_("What is better afterwards, and for whom."))
    indicators = ProseField(
        label=_("Indicators"),
        rows=3,
        required=False,
        help_text=_("How one will see that it works: a number before and after."),
    )
    cost = NoteField(label=_("Cost"), required=False, help_text=_("Once and each year."))
    effort = NoteField(label=_("Effort"), required=False, help_text=_("People and days."))
    time_needed = NoteField(label=_("Time needed"), required=False, help_text=_("Until it works everywhere."))
    legal_basis = ProseField(
        label=_("Legal basis"), rows=3, required=False, help_text=_("What allows it, or what must change.")
    )
    risks = ProseField(label=_("Risks"), rows=3, required=False)
    files: Any = FilesField(label=_("Files"))

    def __init__(self, *args: Any, user: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["problems"].queryset = Problem.objects.visible_to(user).submitted()  # type: ignore[attr-defined]

    @property
    def written(self) -> dict[str, Any]:
        """The clean columns, without the problems, which have their own place in the verb."""
        return {name: value for name, value in super().written.items() if name != "problems"}


PROBLEM_COLUMNS = [name for name in ProblemForm.base_fields if name not in CONTROL_FIELDS]
SOLUTION_COLUMNS = [name for name in SolutionForm.base_fields if name not in (*CONTROL_FIELDS, "problems")]


def stored_values(item: Problem | Solution) -> dict[str, Any]:
    """Return what the form of `item` begins with."""
    names = PROBLEM_COLUMNS if isinstance(item, Problem) else SOLUTION_COLUMNS
    values = {name: getattr(item, name) for name in names if name != "themes"}
    if isinstance(item, Problem):
        values["themes"] = list(item.themes.all())
    else:
        values["problems"] = list(item.problems.order_by("answers__pk"))
    return {**values, "version": item.version}
