"""Time zones as people name them: city and offset, in the reader's language."""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NEAR_FIRST = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "Europe/London", "UTC")
OWN_WORDS = {"Asia/Ho_Chi_Minh": _("Hanoi"), "Asia/Saigon": _("Hanoi")}


def zone_words(name: str, at: datetime | None = None) -> str:
    """Return city and offset of the zone called `name` at a moment, now by default: “Hà Nội, GMT+7”."""
    words = offset_words(at or timezone.now(), name)
    if "/" not in name or name.startswith("Etc/"):
        return words
    return f"{OWN_WORDS.get(name) or _city(name, (get_language() or 'en')[:2])}, {words}"


def offset_words(at: datetime, name: str) -> str:
    """Return how far the zone is from Greenwich at a moment: GMT+7, GMT-3:30, UTC."""
    offset = at.astimezone(ZoneInfo(name)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    if not minutes:
        return "UTC" if "/" not in name else "GMT+0"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def zone_choices(kept: str = "") -> list[tuple[str, str]]:
    """Return the zones one may choose, those of most readers first, then by city; `kept` is one of them."""
    now = datetime.now(UTC)
    others = (_cities() | {kept} if kept else _cities()) - set(NEAR_FIRST)
    rest = sorted(((name, zone_words(name, now)) for name in others), key=lambda pair: pair[1])
    return [*((name, zone_words(name, now)) for name in NEAR_FIRST), *rest]


def near_zone(at: datetime) -> str:
    """Return the first of the zones of most readers in which clocks show the offset of `at`, or nothing."""
    same = (name for name in NEAR_FIRST if at.astimezone(ZoneInfo(name)).utcoffset() == at.utcoffset())
    return next(same, "")


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return the names of all zones; they are read from the disk once."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def _cities() -> set[str]:
    return {name for name in zone_names() if "/" in name and not name.startswith("Etc/")}


@lru_cache(maxsize=4096)
def _city(name: str, language: str) -> str:
    return str(get_timezone_location(name, locale=language, return_city=True)).rsplit("/", 1)[-1]
