"""What allauth's sign-up form asks besides address and password."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portals.form_fields import NameField


class PersonForm(forms.Form):
    """The name; allauth puts address and password beside it and calls `signup`."""

    name = NameField(help_text=_("As colleagues know you; shown beside what you write."))
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep the name, and the language in which the person signed up."""
        user.name = self.cleaned_data["name"]
        user.language = get_language() or user.language
        user.save(update_fields=["name", "language"])
