"""Where the chain begins: the conference, and the session in it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conferences.models import Conference, Session
from conferences.states import ConferenceState, SessionState
from core.trace.stops import Stop, register_stop


def conference_reached(conference: Conference) -> datetime | None:
    """Return when the conference began; what is only planned or announced has not been reached."""
    begun = conference.state not in (ConferenceState.DRAFT, ConferenceState.PUBLISHED)
    return min(conference.starts_at, timezone.now()) if begun else None


def session_reached(session: Session) -> datetime | None:
    """Return when the session began; planned and cancelled ones have not been reached."""
    begun = session.state not in (SessionState.PLANNED, SessionState.CANCELLED)
    return session.starts_at if begun else None


register_stop(
    Stop(
        key="conference",
        order=1,
        label=_("Conference"),
        reached=pgettext_lazy("stop of the chain", "held"),
        missing=_("not from a conference"),
        model=Conference,
        when=conference_reached,
        expected=False,
    )
)
register_stop(
    Stop(
        key="session",
        order=2,
        label=pgettext_lazy("conference", "Session"),
        reached=pgettext_lazy("stop of the chain", "discussed"),
        missing=_("not raised in a session"),
        model=Session,
        when=session_reached,
        expected=False,
    )
)
