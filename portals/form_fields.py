"""Form fields of portals and people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portals.text import SEVERAL, plain_name, tidy


class NameField(forms.CharField):
    """A person's name: composed letters, at least one of them, no invisible signs, no markup."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {"label": _("Name"), "max_length": 150}
        super().__init__(**defaults | options)
        self.widget.attrs.setdefault("autocomplete", "name")

    def clean(self, value: Any) -> str:
        """Return the tidy name; refuse one without a letter or with signs of markup."""
        name = tidy(super().clean(value))
        plain_name(name)
        return name


class DomainsField(forms.CharField):
    """E-mail domains, one to a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, **options)

    def clean(self, value: Any) -> list[str]:
        """Return the domains in small letters."""
        return [domain.lower() for domain in SEVERAL.split(super().clean(value)) if domain]
