"""The words a conference, a registration and a session can be in, and the edges between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.transitions import Edge, Graph, documented


class ConferenceState(models.TextChoices):
    """Where a conference stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Announced")
    RUNNING = "running", _("Under way")
    CLOSED = "closed", pgettext_lazy("conference", "Closed")
    ARCHIVED = "archived", _("Archived")


C = ConferenceState
CONFERENCE = documented(
    Graph(
        title="Conference",
        states=ConferenceState,
        initial=C.DRAFT,
        edges=(
            Edge("publish", (C.DRAFT,), C.PUBLISHED, _("Announce the conference")),
            Edge("run", (C.PUBLISHED,), C.RUNNING, pgettext_lazy("conference", "Open the conference")),
            Edge("close", (C.RUNNING,), C.CLOSED, _("Close the conference")),
            Edge("call_off", (C.PUBLISHED,), C.CLOSED, _("Call the conference off"), needs_reason=True),
            Edge("reopen", (C.CLOSED,), C.RUNNING, _("Open it again"), needs_reason=True),
            Edge("archive", (C.CLOSED,), C.ARCHIVED, _("Archive")),
            Edge("restore", (C.ARCHIVED,), C.CLOSED, _("Take out of the archive")),
        ),
        tones={C.PUBLISHED: "info", C.RUNNING: "live", C.CLOSED: "good"},
    )
)


class Approval(models.TextChoices):
    """How a registration becomes confirmed."""

    AUTOMATIC = "automatic", _("Confirmed at once while seats last")
    ORGANISER = "organiser", _("Confirmed by an organiser")


class TeamRole(models.TextChoices):
    """What a person does for one conference."""

    ORGANISER = "organiser", _("Organiser")
    CHAIR = "chair", _("Chair")
    ASSESSOR = "assessor", _("Assessor")


class Category(models.TextChoices):
    """As what a person comes."""

    DELEGATE = "delegate", _("Delegate")
    SPEAKER = "speaker", _("Speaker")
    OBSERVER = "observer", _("Observer")
    PRESS = "press", _("Press")
    SUPPORT = "support", _("Support")


class SeatSource(models.TextChoices):
    """Out of which seats a person was seated."""

    PORTAL = "portal", _("Seats of the portal")
    COMMON = "common", _("Common pool")


class Listing(models.TextChoices):
    """Who may read a person's name in the list of participants."""

    NOBODY = "nobody", _("Nobody but the organisers")
    PARTICIPANTS = "participants", _("Other participants")
    ALL = "all", _("Everybody who sees the conference")


class QuestionKind(models.TextChoices):
    """What kind of answer a question takes."""

    TEXT = "text", _("Short text")
    LONG = "long", _("Long text")
    NUMBER = "number", _("Number")
    CHOICE = "choice", _("One of several")
    MULTIPLE = "multiple", _("Several of several")
    DATE = "date", _("Date")
    CONSENT = "consent", _("Consent")


class RegistrationState(models.TextChoices):
    """Where a registration stands."""

    REQUESTED = "requested", _("Waiting for approval")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Seat offered")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


R = RegistrationState
LIVE = (R.REQUESTED, R.CONFIRMED, R.WAITING, R.OFFERED)
SEATED = (R.CONFIRMED, R.OFFERED)
REGISTRATION = documented(
    Graph(
        title="Registration",
        states=RegistrationState,
        initial=R.REQUESTED,
        edges=(
            Edge("confirm", (R.REQUESTED, R.WAITING, R.OFFERED), R.CONFIRMED, _("Confirm")),
            Edge("wait", (R.REQUESTED,), R.WAITING, _("Put on the waiting list")),
            Edge("offer", (R.WAITING,), R.OFFERED, _("Offer a seat")),
            Edge("accept", (R.OFFERED,), R.CONFIRMED, _("Take the seat")),
            Edge("decline", LIVE, R.DECLINED, _("Decline"), needs_reason=True),
            Edge("withdraw", LIVE, R.WITHDRAWN, _("Withdraw")),
            Edge("lapse", (R.OFFERED,), R.WITHDRAWN, _("Let the offer lapse")),
            Edge("reconsider", (R.DECLINED,), R.REQUESTED, _("Take up again")),
        ),
        tones={
            R.REQUESTED: "wait",
            R.CONFIRMED: "good",
            R.WAITING: "wait",
            R.OFFERED: "info",
            R.DECLINED: "bad",
        },
    )
)


class SessionKind(models.TextChoices):
    """What happens in a session."""

    CEREMONY = "ceremony", _("Ceremony")
    PLENARY = "plenary", _("Plenary")
    TALK = "talk", _("Talk")
    PANEL = "panel", _("Panel discussion")
    WORKSHOP = "workshop", _("Workshop")
    BREAK = "break", _("Break")
    OTHER = "other", _("Other")


class SessionState(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", pgettext_lazy("session", "Planned")
    LIVE = "live", _("Live now")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


S = SessionState
SESSION = documented(
    Graph(
        title="Session",
        states=SessionState,
        initial=S.PLANNED,
        edges=(
            Edge("start", (S.PLANNED,), S.LIVE, _("Start")),
            Edge("pause", (S.LIVE,), S.PAUSED, _("Pause")),
            Edge("resume", (S.PAUSED,), S.LIVE, _("Go on")),
            Edge("end", (S.LIVE, S.PAUSED), S.ENDED, _("End")),
            Edge("reopen", (S.ENDED,), S.LIVE, _("Open again"), needs_reason=True),
            Edge("cancel", (S.PLANNED,), S.CANCELLED, _("Cancel"), needs_reason=True),
            Edge("reinstate", (S.CANCELLED,), S.PLANNED, _("Hold it after all")),
        ),
        tones={S.LIVE: "live", S.PAUSED: "wait", S.ENDED: "good", S.CANCELLED: "bad"},
    )
)


class TrackTone(models.TextChoices):
    """The colour class of a track: a role of the look, never a colour value."""

    TEAL = "teal", _("Teal")
    BLUE = "blue", _("Blue")
    VIOLET = "violet", _("Violet")
    ROSE = "rose", _("Rose")
    AMBER = "amber", _("Amber")
    GREEN = "green", _("Green")
    SLATE = "slate", _("Slate")
