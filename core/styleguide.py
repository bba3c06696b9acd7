"""What the styleguide shows: real-looking examples, made without the database."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django_filters import ChoiceFilter, FilterSet, MultipleChoiceFilter

from core.audit.models import AuditEvent
from core.forms import MarkdownField
from core.transitions import Edge
from core.views.pages import Sort

THEMES = [("speed", "Quick answers to citizens"), ("trust", "Information incidents"), ("data", "Open data")]
TONES = ["neutral", "info", "wait", "good", "bad", "live", "gold"]


@dataclass
class Portal:
    """A portal as tiles and people need it."""

    slug: str
    label: str
    logo_url: str = ""


@dataclass
class Item:
    """A row of a list as the row tag needs it."""

    number: str
    title: str
    line: str
    portal: Portal
    word: str
    state_tone: str
    posts: int
    is_unread: bool = False

    def get_state_display(self) -> str:
        """The word of the state."""
        return self.word


@dataclass
class Stop:
    """A stop of the chain as its templates need it."""

    label: str
    reached: str = ""
    missing: str = ""


@dataclass
class Reached:
    """What stands at a stop."""

    obj: Any
    at: Any


@dataclass
class Thing:
    """An object with a page."""

    title: str

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return where it would be."""
        return f"#{self.title[:8]}"


@dataclass
class Mark:
    """How one stop stands."""

    stop: Stop
    reached: list[Any] = field(default_factory=list)
    is_here: bool = False
    gap_days: int | None = None
    gap_since: Stop | None = None

    @property
    def is_reached(self) -> bool:
        """Whether anything stands here."""
        return bool(self.reached)


PORTALS = [
    Portal("chinhphu", "Cổng Chính phủ"),
    Portal("bo-tai-chinh", "BTC"),
    Portal("bo-y-te", "BYT"),
    Portal("ha-noi", "TP Hà Nội"),
    Portal("da-nang", "Đà Nẵng"),
    Portal("bo-noi-vu", "BNV"),
    Portal("quang-ninh", "Quảng Ninh"),
    Portal("ngan-hang-nha-nuoc", "NHNN"),
]


class ExampleForm(forms.Form):
    """A field of every kind."""

    title = forms.CharField(
        label="Title",
        help_text="One sentence that a colleague from another portal understands.",
        max_length=120,
    )
    email = forms.EmailField(label="E-mail address for questions", required=False)
    what_happens = MarkdownField(
        label="What happens", help_text="Facts first; evidence can be attached below."
    )
    severity = forms.ChoiceField(label="Severity", choices=[("1", "Low"), ("2", "Middle"), ("3", "High")])
    urgency = forms.ChoiceField(
        label="Urgency",
        choices=[("hours", "Hours"), ("days", "Days"), ("weeks", "Weeks")],
        widget=forms.RadioSelect,
        help_text="Hours opens the urgent lane: all portals are alerted at once.",
    )
    themes = forms.MultipleChoiceField(
        label="Themes", choices=THEMES, widget=forms.CheckboxSelectMultiple, required=False
    )
    since_on = forms.DateField(label="Since when", required=False)
    starts_at = forms.DateTimeField(label="First noticed", required=False)
    evidence = forms.FileField(
        label="Evidence", required=False, help_text="PDF, pictures, tables; up to 20 MB."
    )
    agrees = forms.BooleanField(label="My portal has agreed to share this with all members")


class ExampleFilter(FilterSet):
    """Filters as they stand beside a list."""

    state = ChoiceFilter(label="State", choices=[("open", "Open"), ("resolved", "Resolved")])
    theme = MultipleChoiceFilter(label="Theme", choices=THEMES, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = AuditEvent
        fields: list[str] = []


ITEMS = [
    Item(
        "P-14",
        "Người dân gửi phản ánh qua cổng nhưng không biết đơn vị nào đang xử lý",
        "Cục Kiểm soát thủ tục · seen by 7 portals · since March",
        PORTALS[0],
        "Being solved",
        "info",
        38,
        is_unread=True,
    ),
    Item(
        "P-13",
        "False tax refund notices spread faster than our correction",
        "Urgent · Ministry of Finance · 2 hours ago",
        PORTALS[1],
        "Urgent",
        "live",
        112,
    ),
    Item(
        "P-9",
        "Datenfelder für Öffnungszeiten der Bürgerbüros unterscheiden sich von Portal zu Portal",
        "Quảng Ninh · 3 solutions",
        PORTALS[6],
        "Resolved",
        "good",
        4,
    ),
    Item(
        "S-21",
        "One register of spokespersons for all portals",
        "answers P-13 · 4 sponsors",
        PORTALS[3],
        "In assessment",
        "wait",
        0,
    ),
]
STOPS = [
    Stop("Conference"),
    Stop("Session"),
    Stop("Problem"),
    Stop("Solution"),
    Stop("Assessment"),
    Stop("Decision", reached="accepted"),
    Stop("Pilot", missing="no pilot yet"),
    Stop("Best practice"),
    Stop("Adoption"),
    Stop("Outcome"),
]
REACHED = [
    "Hội nghị các cổng 2026",
    "Phiên 3: Xử lý phản ánh",
    "Người dân không biết ai xử lý",
    "Một đầu mối trả lời",
    "Vòng đánh giá 1",
    "Nghị quyết số 4",
]


def trace_line() -> list[Mark]:
    """Return a chain that went as far as the decision."""
    line = [Mark(stop) for stop in STOPS]
    for mark, title in zip(line, REACHED, strict=False):
        mark.reached = [Reached(Thing(title), timezone.now())]
    line[2].is_here = True
    line[6].gap_days, line[6].gap_since = 94, STOPS[5]
    return line


def specimens(request: HttpRequest) -> dict[str, Any]:
    """Return the examples of every component."""
    now = timezone.now()
    return {
        "now": now,
        "later": now + timedelta(minutes=90),
        "tomorrow": now + timedelta(days=2),
        "tones": TONES,
        "portals": PORTALS,
        "items": ITEMS,
        "line": trace_line(),
        "last": trace_line()[5],
        "obj": None,
        "form": ExampleForm(),
        "broken_form": ExampleForm({"title": "", "email": "not an address", "severity": "9"}),
        "filter": ExampleFilter(request.GET or None, queryset=AuditEvent.objects.none()),
        "page_obj": Paginator(range(240), 20).get_page(request.GET.get("page", "4")),
        "sorts": [Sort("new", "Newest first"), Sort("old", "Oldest first")],
        "sort": Sort("new", "Newest first"),
        "steps": ["Problem", "Evidence", "Check and send"],
        "edge": Edge("decline", ("open",), "declined", "Decline", needs_reason=True),
    }
