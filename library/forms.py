"""What people type about best practices."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.attachments.fields import FilesField
from core.forms import MarkdownWidget
from library.models import TEXT_FIELDS, BestPractice, PracticeTranslation
from library.models.texts import BRIEF_FIELDS, SECTION_FIELDS
from library.states import AdoptionState
from portals.models import Theme

ROWS = {"summary": 3, "steps": 10, "problem_solved": 6, "results": 8}
BRIEF_ROWS = 3


def text_widgets() -> dict[str, forms.Widget]:
    """Return the widgets of the template's columns: small ones to be brief in, editors for the rest."""
    widgets: dict[str, forms.Widget] = {"summary": forms.Textarea(attrs={"rows": ROWS["summary"]})}
    for name in SECTION_FIELDS:
        brief = name in BRIEF_FIELDS
        rows = BRIEF_ROWS if brief else ROWS.get(name, 4)
        widgets[name] = (forms.Textarea if brief else MarkdownWidget)(attrs={"rows": rows})
    return widgets


@dataclass(frozen=True)
class Part:
    """One step of the form: what it asks for and its fields."""

    title: str
    lead: str
    fields: list[forms.BoundField]
    is_beside: bool = False


class PracticeForm(forms.ModelForm):
    """The template of a practice; required before review is more than required to save."""

    themes = forms.ModelMultipleChoiceField(
        queryset=Theme.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Themes"),
    )
    files: Any = FilesField()
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    class Meta:
        model = BestPractice
        fields = (*TEXT_FIELDS, "evidence", "language", "contact", "is_public", "review_interval_months")
        widgets = text_widgets()

    def parts(self) -> list[Part]:
        """Return the form in the order in which one tells it."""
        return [
            Part(title, lead, [self[name] for name in names], names == BRIEF_FIELDS)
            for title, lead, names in PARTS
        ]

    def clean_review_interval_months(self) -> int:
        """Keep the interval between one month and five years."""
        months: int = self.cleaned_data["review_interval_months"]
        if not 1 <= months <= 60:
            raise forms.ValidationError(_("Between 1 and 60 months."))
        return months

    def columns(self) -> dict[str, Any]:
        """Return what the verbs take: the clean columns, themes and files."""
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "themes", "files")}


def stored_values(practice: BestPractice) -> dict[str, Any]:
    """Return what is stored of the working copy, by the names of the form's fields."""
    stored = {name: getattr(practice, name) for name in PracticeForm.Meta.fields}
    return {**stored, "themes": practice.themes.all(), "revision": practice.revision}


PARTS: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
    (
        _("What it is"),
        _("Title and summary are all that most people read."),
        ("title", "summary", "themes", "language"),
    ),
    (
        _("How it is done"),
        _("A problem, the conditions, the steps: reviewers need all three."),
        ("problem_solved", "setting", "steps", "prerequisites", "legal_basis"),
    ),
    (_("What it takes"), _("In a few words each."), BRIEF_FIELDS),
    (
        _("What came of it"),
        _("Figures before and after convince; what did not work spares others the detour."),
        ("results", "evidence", "what_did_not_work", "files"),
    ),
    (
        _("How it is kept"),
        _("Who answers questions, who may read it, when it is looked at again."),
        ("contact", "is_public", "review_interval_months"),
    ),
)


class TranslationForm(forms.ModelForm):
    """The template in another language."""

    class Meta:
        model = PracticeTranslation
        fields = TEXT_FIELDS
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in TEXT_FIELDS if name != "title"}


class AdoptForm(forms.Form):
    """How a portal begins with a practice."""

    state = forms.ChoiceField(
        label=_("How far are you?"),
        choices=[
            (one.value, one.label)
            for one in (AdoptionState.INTERESTED, AdoptionState.PLANNED, AdoptionState.IN_USE)
        ],
        widget=forms.RadioSelect,
        initial=AdoptionState.INTERESTED,
    )
    adaptation = forms.CharField(
        label=_("What you do differently"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
        help_text=_("Others learn from what had to be adapted."),
    )


class OutcomeForm(forms.Form):
    """What came of an adoption."""

    outcome = forms.CharField(
        label=_("What came of it"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=8000,
        help_text=_("With figures before and after, if you have them."),
    )
    usefulness = forms.TypedChoiceField(
        label=_("How useful was it?"),
        coerce=int,
        choices=[
            (5, _("5: very useful")),
            (4, _("4: useful")),
            (3, _("3: somewhat useful")),
            (2, _("2: hardly useful")),
            (1, _("1: not useful")),
        ],
        widget=forms.RadioSelect,
    )


class SupersedeForm(forms.Form):
    """Which practice replaces this one, and why."""

    successor = forms.ModelChoiceField(
        label=_("Replaced by"),
        queryset=BestPractice.objects.none(),
        help_text=_("A verified practice; readers of this one are led to it."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Portals that adopted it will read it."),
    )

    def __init__(self, *args: Any, successors: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["successor"].queryset = successors  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A file of practices; a dry run shows what would happen before anything is written."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a heading line, or JSON lines; UTF-8; at most 5 MB and 2,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.jsonl,.ndjson"}),
    )
    language = forms.ChoiceField(label=_("Language of the texts"), choices=settings.LANGUAGES)
