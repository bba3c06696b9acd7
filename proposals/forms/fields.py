"""Fields whose texts are cleaned alike, and fields for the numbers people quote."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import MarkdownField
from core.text.clean import one_line, prose

LARGEST_NUMBER = 2**31 - 1
MOST_CODES = 20
SHORT_LIMIT = 2000


class LineField(forms.CharField):
    """One line of text in NFC with single blanks; text nobody can see counts as empty."""

    def to_python(self, value: Any) -> str:
        """Return the cleaned line."""
        return one_line(super().to_python(value) or "")


class ProseField(MarkdownField):
    """A long Markdown text in NFC; text nobody can see counts as empty."""

    def __init__(self, *, rows: int = 6, **words: Any) -> None:
        super().__init__(**words)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        """Return the cleaned text."""
        return prose(super().to_python(value) or "")


class NoteField(forms.CharField):
    """A few words in Markdown, typed without a toolbar."""

    def __init__(self, **words: Any) -> None:
        super().__init__(max_length=SHORT_LIMIT, widget=forms.Textarea(attrs={"rows": 2}), **words)

    def to_python(self, value: Any) -> str:
        """Return the cleaned text."""
        return prose(super().to_python(value) or "")


class CodesField(forms.CharField):
    """Numbers such as P-12, separated by commas or blanks; cleaned to the objects they name."""

    def __init__(self, *, letter: str, many: bool = False, **words: Any) -> None:
        self.pattern = re.compile(rf"(?:{letter}-?)?(\d{{1,10}})", re.IGNORECASE)
        self.letter, self.many = letter, many
        self.queryset: QuerySet[Any] | None = None
        super().__init__(max_length=400, **words)

    def prepare_value(self, value: Any) -> Any:
        """Show objects by their numbers."""
        if isinstance(value, Model):
            return value.code  # type: ignore[attr-defined]
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(one.code for one in value)
        return value

    def clean(self, value: Any) -> Any:
        """Return the object, or the list of them; each unknown number is named."""
        typed = super().clean(value)
        numbers = [self._number(word) for word in re.split(r"[\s,;]+", typed) if word]
        if len(numbers) > (MOST_CODES if self.many else 1):
            raise ValidationError(_("Too many numbers."))
        found = {one.number: one for one in self._rows().filter(number__in=numbers)}
        if unknown := [f"{self.letter}-{number}" for number in numbers if number not in found]:
            raise ValidationError(_("There is no %(codes)s.") % {"codes": ", ".join(unknown)})
        chosen = list(dict.fromkeys(found[number] for number in numbers))
        return chosen if self.many else (chosen[0] if chosen else None)

    def _rows(self) -> QuerySet[Any]:
        if self.queryset is None:
            raise RuntimeError("a form must say which objects its codes name")
        return self.queryset

    def _number(self, word: str) -> int:
        match = self.pattern.fullmatch(word)
        if match is None or int(match[1]) > LARGEST_NUMBER:
            example = f"{self.letter}-12"
            raise ValidationError(_("Write numbers such as %(example)s.") % {"example": example})
        return int(match[1])
