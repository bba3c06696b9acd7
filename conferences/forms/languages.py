"""Fields that are kept in three languages, grouped so that one language is filled in at a time."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"), ("de", "Deutsch"))


class InLanguages:
    """Adds to a form with `translated` columns: the groups for the template, and "at least one"."""

    translated: tuple[str, ...]
    demanded: str

    def by_language(self) -> list[tuple[str, str, list[BoundField]]]:
        """Return code, name and fields of each language."""
        return [
            (code, name, [self[f"{column}_{code}"] for column in self.translated])  # type: ignore[index]
            for code, name in LANGUAGES
        ]

    def others(self) -> list[BoundField]:
        """Return the fields that are the same in every language."""
        kept = {f"{column}_{code}" for column in self.translated for code, _name in LANGUAGES}
        return [field for field in self if field.name not in kept]  # type: ignore[attr-defined]

    def demand_one(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Add an error when the demanded column is blank in every language."""
        if not any(cleaned.get(f"{self.demanded}_{code}") for code, _name in LANGUAGES):
            words = _("Fill this in in at least one language.")
            self.add_error(f"{self.demanded}_vi", words)  # type: ignore[attr-defined]
        return cleaned


def columns_in_languages(*columns: str) -> list[str]:
    """Return the names of the columns in every language, language by language."""
    return [f"{column}_{code}" for code, _name in LANGUAGES for column in columns]


def relabel(form: forms.BaseForm, *columns: str) -> None:
    """Take the language out of the labels: the group's heading says it."""
    for column in columns:
        for code, _name in LANGUAGES:
            field = form.fields[f"{column}_{code}"]
            field.label = str(field.label).replace(f" [{code}]", "")
            field.widget.attrs["lang"] = code
