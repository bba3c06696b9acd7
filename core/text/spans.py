"""Lengths of time in the reader's words."""

from typing import Literal

from babel.dates import format_timedelta
from django.utils.translation import get_language

Unit = Literal["day", "hour", "minute", "second"]
UNITS: tuple[tuple[Unit, int], ...] = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def length_of_time(seconds: int) -> str:
    """Return `seconds` in the active language, in the largest unit that says them exactly: 5 minutes."""
    unit: Unit = next((word for word, size in UNITS if seconds >= size and seconds % size == 0), "second")
    language = (get_language() or "en")[:2]
    locale = "en_GB" if language == "en" else language
    return format_timedelta(seconds, granularity=unit, threshold=1e9, locale=locale)
