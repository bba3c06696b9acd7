"""What organisers type about sessions, and the file of a programme."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conferences.models import Conference, Session
from conferences.states import TrackTone
from core.forms import MarkdownField
from core.text.zones import zone_words


class SessionForm(forms.ModelForm):
    """A session; its times are read in the conference's own zone."""

    abstract = MarkdownField(label=_("abstract"), required=False)
    new_speakers = forms.CharField(
        label=_("Further speakers"),
        required=False,
        max_length=500,
        help_text=_("Names separated by commas; they are added to the conference."),
    )

    class Meta:
        model = Session
        fields = (
            "title",
            "subtitle",
            "kind",
            "starts_at",
            "ends_at",
            "room",
            "track",
            "language",
            "abstract",
        )
        widgets = {"starts_at": forms.DateTimeInput, "ends_at": forms.DateTimeInput}

    def __init__(self, *args: Any, conference: Conference, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["room"].queryset = conference.rooms.all()  # type: ignore[attr-defined]
        self.fields["track"].queryset = conference.tracks.all()  # type: ignore[attr-defined]
        self.fields["speakers"] = forms.ModelMultipleChoiceField(
            queryset=conference.speakers.all(),
            required=False,
            label=_("Speakers"),
            widget=forms.CheckboxSelectMultiple,
        )
        for name in ("starts_at", "ends_at"):
            self.fields[name].help_text = _("In the zone of the conference: %(zone)s.") % {
                "zone": zone_words(conference.time_zone, conference.starts_at)
            }
        self.order_fields([*self.Meta.fields, "speakers", "new_speakers"])

    def clean(self) -> dict[str, Any]:
        """Say beside the field when the session ends before it begins."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = values.get("starts_at"), values.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The session must end after it begins."))
        return values

    def columns(self) -> dict[str, Any]:
        """Return the clean columns of the session."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def names(self) -> list[str]:
        """Return the names of speakers to be added."""
        return [name.strip()[:200] for name in self.cleaned_data["new_speakers"].split(",") if name.strip()]

    def _post_clean(self) -> None:
        """Leave the model's own checks to the verb, which knows the conference."""


class PlaceForm(forms.Form):
    """A room or a track."""

    room = forms.CharField(label=_("New room"), max_length=200, required=False)
    capacity = forms.IntegerField(
        label=pgettext_lazy("room", "Places"), min_value=1, max_value=100_000, required=False
    )
    track = forms.CharField(label=_("New track"), max_length=200, required=False)
    tone = forms.ChoiceField(label=_("Colour of the track"), choices=TrackTone.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Demand one of both."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("room") and not values.get("track"):
            self.add_error("room", _("Name a room or a track."))
        return values


class ScheduleForm(forms.Form):
    """A programme in frab XML."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A conference programme in frab XML (schedule.xml), at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
    )


def agenda_columns(session: models.Model) -> list[int]:
    """Return the keys of the speakers a session has, for the form's first state."""
    return [one.speaker_id for one in session.session_speakers.all()]  # type: ignore[attr-defined]
