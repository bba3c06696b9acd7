"""A form field for several files, and the form that describes a picture."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.attachments.checks import MEDIA_TYPES


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads, cleaned to a list; what is in them is checked by the verb `attach`."""

    def __init__(self, **options: Any) -> None:
        endings = ",".join(f".{ending}" for ending in sorted(MEDIA_TYPES))
        defaults = {
            "widget": FilesInput(attrs={"accept": endings}),
            "required": False,
            "label": _("Files"),
            "help_text": _("Up to 10 files of 20 MB: PDF, office files without macros, pictures, text."),
        }
        super().__init__(**{**defaults, **options})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the list of uploads, empty when there is none."""
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(upload, initial) for upload in uploads]


class DescriptionForm(forms.Form):
    """What a picture shows."""

    description = forms.CharField(
        label=_("What does the picture show?"),
        help_text=_("For those who cannot see it. Leave it empty when it only decorates."),
        max_length=300,
        required=False,
    )
