"""What moderators and those who call them type."""

from typing import Any

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


class SilenceForm(forms.Form):
    """For how long somebody only reads, and why; `everywhere` is offered to admins."""

    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[
            (1, _("1 hour")),
            (24, _("1 day")),
            (72, _("3 days")),
            (168, _("1 week")),
            (720, _("30 days")),
        ],
        initial=24,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The person reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    everywhere = forms.BooleanField(
        label=_("On all boards"), required=False, help_text=_("Otherwise only on this board.")
    )

    def __init__(self, *args: Any, may_everywhere: bool, **words: Any) -> None:
        super().__init__(*args, **words)
        if not may_everywhere:
            del self.fields["everywhere"]
