"""Times, days and numbers in the reader's way: zone shown, words of the active language."""

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import (
    format_date,
    format_interval,
    format_time,
    format_timedelta,
    get_timezone_name,
)
from babel.numbers import format_decimal
from django.template import Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.text import zones

register = Library()

_LOCALES = {"vi": "vi", "de": "de", "en": "en_GB"}
_DAYS = {"vi": "dd/MM/yyyy"}


def locale() -> str:
    """Return Babel's name of the active language."""
    return _LOCALES.get((get_language() or "en")[:2], "en_GB")


def _zone(name: str | tzinfo) -> tzinfo:
    if isinstance(name, str):
        return ZoneInfo(name) if name else timezone.get_current_timezone()
    return name


def _local(moment: datetime, zone: str | tzinfo) -> datetime:
    return moment.astimezone(_zone(zone))


@register.filter
def zone_words(name: str, at: datetime | None = None) -> str:
    """Return the zone called `name` as city and offset; the offset is the one at `at`, now by default."""
    return zones.zone_words(name, at)


def _day_words(shown: date) -> str:
    return format_date(shown, _DAYS.get(locale(), "medium"), locale=locale())


def _clock_words(local: datetime) -> str:
    return format_time(local, "short", tzinfo=local.tzinfo, locale=locale())


def zone_name(moment: datetime) -> str:
    """Return the short name of an aware moment's zone: MEZ where the language has one, else GMT+7."""
    name = get_timezone_name(moment, width="short", locale=locale())
    if not name.startswith(("+", "-")):
        return name
    hours, minutes = int(name[1:3]), name[3:]
    return f"GMT{name[0]}{hours}" + (f":{minutes}" if minutes.strip("0") else "")


def say_when(moment: datetime, zone: str | tzinfo = "") -> str:
    """Return day, time and zone as plain words, for mails, titles and exports."""
    local = _local(moment, zone)
    return f"{_day_words(local)}, {_clock_words(local)} {zone_name(local)}"


def _time_tag(moment: datetime | date, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)


@register.filter
def when(moment: datetime | None, zone: str | tzinfo = "") -> str:
    """Show day, time and zone of `moment` for the reader, or in the zone given."""
    return _time_tag(moment, say_when(moment, zone)) if moment else "–"


@register.filter
def day(moment: date | datetime | None) -> str:
    """Show a day; of a moment, the day it is for the reader."""
    if not moment:
        return "–"
    shown = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return _time_tag(shown, _day_words(shown))


@register.filter
def clock(moment: datetime | None, zone: str | tzinfo = "") -> str:
    """Show the time of day alone, where day and zone stand elsewhere on the page."""
    if not moment:
        return "–"
    local = _local(moment, zone)
    return _time_tag(moment, _clock_words(local))


@register.filter
def ago(moment: datetime | None) -> str:
    """Show how long ago or in how long, with the full moment as a title."""
    if not moment:
        return "–"
    distance = moment - timezone.now()
    words = format_timedelta(distance, add_direction=True, locale=locale())
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), say_when(moment), words
    )


@register.filter
def span(start: date | datetime | None, end: date | datetime | None) -> str:
    """Show from `start` to `end`: two days, or two moments with their zone; `start|span:end`."""
    if not start:
        return "–"
    if isinstance(start, datetime):
        return _span_of_moments(start, end if isinstance(end, datetime) else start)
    if not end or end == start:
        return day(start)
    return _time_tag(start, format_interval(start, end, "yMMMd", locale=locale()))


def _span_of_moments(start: datetime, end: datetime) -> str:
    first, last = timezone.localtime(start), timezone.localtime(end)
    if last - first >= timedelta(days=1) or first.date() != last.date():
        return format_html("{} – {}", when(start), when(end))
    words = f"{_day_words(first)}, {_clock_words(first)}–{_clock_words(last)} {zone_name(first)}"
    return _time_tag(start, words)


@register.filter
def number(value: float | Decimal | None) -> str:
    """Show a number with the separators of the active language."""
    return "–" if value is None else format_decimal(value, locale=locale())
