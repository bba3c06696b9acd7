"""How forms are drawn everywhere: Bootstrap's classes, native date inputs, the Markdown editor."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

TEXT_LIMIT = 20_000
SELECTED = mark_safe(" selected")
_CHECKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)
_NATIVE: dict[type[forms.Widget], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}


def css_class(widget: forms.Widget) -> str:
    """Return Bootstrap's class for a widget."""
    if isinstance(widget, _CHECKS):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def native(widget: forms.Widget) -> forms.Widget:
    """Return the browser's own date or time input, and boxes in place of a list that needs Ctrl to choose."""
    if type(widget) is forms.SelectMultiple:
        return _alike(forms.CheckboxSelectMultiple(attrs=widget.attrs, choices=widget.choices), widget)
    kind, shape = _NATIVE.get(type(widget), ("", ""))
    if not kind or "type" in widget.attrs:
        return widget
    return _alike(type(widget)(attrs={**widget.attrs, "type": kind}, format=shape), widget)  # type: ignore[call-arg]


def _alike(widget: forms.Widget, former: forms.Widget) -> forms.Widget:
    widget.is_required, widget.is_localized = former.is_required, False
    return widget


class InterportalBoundField(BoundField):
    """A field that knows its place in our look."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        field.widget = native(field.widget)
        super().__init__(form, field, name)

    @property
    def is_check(self) -> bool:
        """Whether this is a single box with its label at its side."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add Bootstrap's classes to what Django says about required, errors and descriptions."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        words = [str(widget.attrs.get("class", "")), str(attrs.get("class", "")), css_class(widget)]
        invalid = ["is-invalid"] if self.form.is_bound and self.errors else []
        return {**attrs, "class": " ".join(filter(None, words + invalid))}


class InterportalRenderer(TemplatesSetting):
    """Draws every form of the project, allauth's and django-filter's too."""

    form_template_name = "components/fields.html"
    field_template_name = "components/field.html"
    bound_field_class = InterportalBoundField


class LongSelect(forms.Select):
    """A list of hundreds of plain choices, such as time zones, drawn without a template for each."""

    template_name = "components/long_select.html"

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Leave the options to `get_context`."""
        return []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the options, drawn."""
        chosen = set(self.format_value(value))
        drawn = ((key, SELECTED if str(key) in chosen else "", words) for key, words in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', drawn)
        return super().get_context(name, value, attrs) | {"options": options}


class MarkdownWidget(forms.Textarea):
    """A plain text area that a small script gives a toolbar and a preview."""

    template_name = "components/editor.html"


class MarkdownField(forms.CharField):
    """A long text in Markdown, kept as it was typed."""

    widget = MarkdownWidget

    def __init__(self, **words: Any) -> None:
        words.setdefault("max_length", TEXT_LIMIT)
        super().__init__(**words)
        self.widget.attrs.setdefault("rows", 8)


class ReasonForm(forms.Form):
    """The reason for a move that needs one."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Those concerned will read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
