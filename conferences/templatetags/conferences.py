"""Words of the conference pages: the second bar, and times in two zones."""

from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from django.template import Context, Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from conferences.models import Conference
from conferences.tabs import tabs_of
from core.templatetags.moments import locale, say_when

register = Library()


@register.inclusion_tag("conferences/_bar.html", takes_context=True)
def conference_bar(context: Context, conference: Conference, current: str = "") -> dict[str, Any]:
    """Draw the second bar of `conference` with the tab `current` marked."""
    user = context["request"].user
    return {
        "request": context["request"],
        "conference": conference,
        "tabs": tabs_of(user, conference),
        "current": current,
    }


@register.simple_tag
def at_conference(conference: Conference, moment: datetime | None) -> SafeString:
    """Show `moment` in the conference's zone, and in the reader's where the clocks differ."""
    if moment is None:
        return SafeString("–")
    local = format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), say_when(moment, conference.zone)
    )
    if same_clock(moment, conference):
        return local
    yours = _("your time: %(moment)s") % {"moment": say_when(moment)}
    return format_html('{} <span class="soft">({})</span>', local, yours)


def same_clock(moment: datetime, conference: Conference) -> bool:
    """Tell whether the reader's clock and the conference's show the same at `moment`."""
    reader = moment.astimezone(timezone.get_current_timezone())
    return reader.utcoffset() == moment.astimezone(conference.zone).utcoffset()


@register.filter
def month(day: date) -> str:
    """Show the month of a day as short as the active language can."""
    return format_date(day, "MMM", locale=locale()).rstrip(".")
