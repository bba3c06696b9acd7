"""The filters in force on a list, as chips that take one away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, CheckboxInput
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet


@dataclass(frozen=True)
class Chip:
    """One filter value: its field's label, its words, and the query string without it."""

    label: str
    words: str
    query: str


def chips_of(filterset: FilterSet) -> list[Chip]:
    """Return the chips of everything the reader has filled in, in the order of the form."""
    form = filterset.form
    given = filterset.data
    if not isinstance(given, QueryDict):
        return []
    return [chip for field in form for chip in _chips(field, given)]


def _chips(field: BoundField, given: QueryDict) -> Iterator[Chip]:
    for name in _names(field):
        for value in given.getlist(name):
            if value.strip():
                yield Chip(str(field.label), _words(field, value), without(given, name, value))


def _names(field: BoundField) -> list[str]:
    """Return the names a field is sent under; a range has several."""
    widgets = getattr(field.field.widget, "widgets_names", None)
    return [f"{field.html_name}{suffix}" for suffix in widgets] if widgets else [field.html_name]


def _words(field: BoundField, value: str) -> str:
    if isinstance(field.field.widget, CheckboxInput):
        return _("yes")
    choices: Any = getattr(field.field, "choices", ())
    for key, label in choices:
        if str(key) == value:
            return str(label)
    return value


def without(given: QueryDict, name: str, value: str) -> str:
    """Return the query string without one value and without the page number."""
    kept = given.copy()
    kept.setlist(name, [other for other in given.getlist(name) if other != value])
    kept.pop("page", None)
    return "?" + kept.urlencode()
