"""The desks of those who organise conferences."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference
from conferences.states import ConferenceState, RegistrationState
from portals.desks import Desk, register_desks

SHOWN = 12


@register_desks
def desks(user: Any) -> Iterable[Desk]:
    """Name the desk of each conference one organises, the latest first, but archived ones."""
    waiting = Count("registrations", Q(registrations__state=RegistrationState.REQUESTED))
    organised = Conference.objects.organised_by(user).exclude(state=ConferenceState.ARCHIVED)
    for conference in organised.annotate(requests=waiting).order_by("-starts_on", "pk")[:SHOWN]:
        yield Desk(
            conference.title,
            _("Registrations, seats, questions and the team of the conference."),
            reverse("conferences:desk", args=[conference.slug]),
            "calendar-event",
            conference.requests,
        )
