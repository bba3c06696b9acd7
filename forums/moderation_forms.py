"""What moderators and those who call them type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.states import ReportReason


class ReportForm(forms.Form):
    """What is wrong with a post."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("Moderators read it; the author does not. Needed for “Something else”."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
