"""Every form is drawn in one way, readable by everybody."""

from datetime import date, datetime

from django import forms
from django.http import QueryDict
from django.test import SimpleTestCase
from django_filters import CharFilter, ChoiceFilter, FilterSet, MultipleChoiceFilter

from core.audit.models import AuditEvent
from core.chips import chips_of
from core.forms import LongSelect, MarkdownField


class Example(forms.Form):
    """A few kinds of field."""

    title = forms.CharField(help_text="One sentence.")
    text = MarkdownField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    on = forms.DateField(required=False)
    at = forms.DateTimeField(required=False)
    agrees = forms.BooleanField()
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_fields_carry_label_help_and_required_mark() -> None:
    shown = str(Example()["title"].as_field_group())

    assert (
        '<label for="id_title">Title <span class="required-mark" aria-hidden="true">*</span></label>' in shown
    )
    assert '<div class="helptext" id="id_title_helptext">One sentence.</div>' in shown
    assert 'aria-describedby="id_title_helptext"' in shown
    assert 'class="form-control"' in shown


def test_an_error_stands_beside_its_field_and_is_announced() -> None:
    shown = str(Example({"title": ""})["title"].as_field_group())

    assert 'id="id_title_error"' in shown
    assert 'aria-describedby="id_title_helptext id_title_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert "is-invalid" in shown


def test_groups_of_choices_have_a_legend() -> None:
    shown = str(Example()["kind"].as_field_group())

    assert "<fieldset" in shown
    assert '<legend id="id_kind_legend">Kind' in shown
    assert shown.count('class="form-check-input"') == 2


def test_days_and_moments_use_the_browsers_own_inputs() -> None:
    form = Example(initial={"on": date(2026, 11, 22), "at": datetime(2026, 11, 22, 14, 5)})  # noqa: DTZ001

    assert 'type="date"' in str(form["on"])
    assert 'value="2026-11-22"' in str(form["on"])
    assert 'value="2026-11-22T14:05"' in str(form["at"])


def test_several_choices_are_boxes_because_lists_need_a_key_held_down() -> None:
    class Several(forms.Form):
        themes = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])

    shown = str(Several()["themes"])

    assert "<select" not in shown
    assert shown.count('type="checkbox"') == 2
    assert Several({"themes": ["a", "b"]}).is_valid()


def test_no_choice_is_said_in_words() -> None:
    class Single(forms.Form):
        kind = forms.ChoiceField(choices=[("", "---------"), ("a", "A")])

    shown = str(Single()["kind"])

    assert "---" not in shown
    assert "selected>Choose…</option>" in shown


def test_what_the_browser_sends_for_a_moment_is_understood() -> None:
    form = Example({"title": "x", "kind": "a", "agrees": "on", "on": "2026-11-22", "at": "2026-11-22T14:05"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"].minute == 5


def test_a_form_draws_hidden_fields_first_and_every_field_once() -> None:
    shown = str(Example())

    assert shown.count('name="secret"') == 1
    assert shown.count("<ip-editor") == 1
    assert shown.count('class="field') == 6


class ExampleFilter(FilterSet):
    """Two kinds of filter."""

    words = CharFilter(label="Words")
    state = ChoiceFilter(label="State", choices=[("open", "Open")])
    theme = MultipleChoiceFilter(label="Theme", choices=[("a", "Apples"), ("b", "Bees")])

    class Meta:
        model = AuditEvent
        fields: list[str] = []


def test_chips_name_each_filter_in_force_and_lead_to_the_list_without_it() -> None:
    given = QueryDict("words=&state=open&theme=a&theme=b&page=3&sort=new")

    found = [(one.label, one.words, one.query) for one in chips_of(ExampleFilter(given))]

    assert found == [
        ("State", "Open", "?words=&theme=a&theme=b&sort=new"),
        ("Theme", "Apples", "?words=&state=open&theme=b&sort=new"),
        ("Theme", "Bees", "?words=&state=open&theme=a&sort=new"),
    ]


def test_a_long_list_is_drawn_as_django_draws_a_short_one() -> None:
    choices = [("a&b", "Ä <b>"), ("c", "C")]
    words = {"attrs": {"class": "form-select", "required": True}, "choices": choices}

    drawn = {kind: kind(**words).render("zone", "c") for kind in (LongSelect, forms.Select)}

    SimpleTestCase().assertHTMLEqual(drawn[LongSelect], drawn[forms.Select])
    assert drawn[LongSelect].count(" selected") == 1
