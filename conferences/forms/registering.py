"""The registration form: built from the questions of the conference."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, Question, Registration
from conferences.states import Category, Listing, QuestionKind

K = QuestionKind
TEXT_LIMIT, LONG_LIMIT, NUMBER_LIMIT = 300, 4000, 10**9


def _words(question: Question) -> dict[str, Any]:
    return {"label": question.prompt, "help_text": question.why, "required": question.is_required}


def _choices(question: Question) -> dict[str, Any]:
    return {"choices": question.choices, **_words(question)}


FIELDS: dict[str, Callable[[Question], forms.Field]] = {
    K.TEXT: lambda one: forms.CharField(max_length=TEXT_LIMIT, **_words(one)),
    K.LONG: lambda one: forms.CharField(
        max_length=LONG_LIMIT, widget=forms.Textarea(attrs={"rows": 4}), **_words(one)
    ),
    K.NUMBER: lambda one: forms.IntegerField(min_value=0, max_value=NUMBER_LIMIT, **_words(one)),
    K.CHOICE: lambda one: forms.ChoiceField(widget=forms.RadioSelect, **_choices(one)),
    K.MULTIPLE: lambda one: forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **_choices(one)),
    K.DATE: lambda one: forms.DateField(widget=forms.DateInput, **_words(one)),
    K.CONSENT: lambda one: forms.BooleanField(**_words(one)),
}


class AnswersForm(forms.Form):
    """The questions of a conference, and who may read one's name."""

    def __init__(
        self, *args: Any, conference: Conference, registration: Registration | None = None, **words: Any
    ) -> None:
        super().__init__(*args, **words)
        self.questions = list(Question.objects.asked().filter(conference=conference))
        given = dict(registration.answers.values_list("question", "value")) if registration else {}
        for question in self.questions:
            field = FIELDS[question.kind](question)
            field.initial = given.get(question.pk)
            self.fields[question.field_name] = field
        self.fields["listing"] = _listing(registration.listing if registration else Listing.NOBODY)

    @property
    def answers(self) -> dict[int, Any]:
        """The clean answers by number of the question."""
        return {one.pk: self.cleaned_data.get(one.field_name) for one in self.questions}


def _listing(chosen: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=Listing.choices,
        initial=chosen,
        widget=forms.RadioSelect,
        label=_("Who may see your name in the list of participants?"),
        help_text=_("Organisers always see it, to run the conference. You can change this at any time."),
    )


class RegisterForm(AnswersForm):
    """A new registration: first as what one comes."""

    category = forms.ChoiceField(
        choices=Category.choices,
        initial=Category.DELEGATE,
        widget=forms.RadioSelect,
        label=_("You take part as"),
    )

    def __init__(self, *args: Any, has_portal: bool = True, **words: Any) -> None:
        super().__init__(*args, **words)
        if not has_portal:
            kept = [one for one in Category.choices if one[0] != Category.DELEGATE]
            self.fields["category"].choices = kept  # type: ignore[attr-defined]
            self.fields["category"].initial = Category.OBSERVER
            self.fields["category"].help_text = _("Delegates need an approved membership in a portal.")
