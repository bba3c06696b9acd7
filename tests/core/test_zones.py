"""Zones are named by city and offset, never by their technical name."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from core.text.zones import near_zone, zone_choices, zone_words

WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "name", "at", "words"),
    [
        ("vi", "Asia/Ho_Chi_Minh", WINTER, "Hà Nội, GMT+7"),
        ("en", "Asia/Ho_Chi_Minh", WINTER, "Hanoi, GMT+7"),
        ("de", "Europe/Athens", SUMMER, "Athen, GMT+3"),
        ("en", "Europe/Berlin", WINTER, "Berlin, GMT+1"),
        ("en", "Europe/Berlin", SUMMER, "Berlin, GMT+2"),
        ("en", "Europe/London", WINTER, "London, GMT+0"),
        ("en", "America/Argentina/Buenos_Aires", WINTER, "Buenos Aires, GMT-3"),
        ("en", "America/St_Johns", WINTER, "St. John’s, GMT-3:30"),
        ("en", "Asia/Kolkata", WINTER, "Kolkata, GMT+5:30"),
        ("en", "Etc/GMT-1", WINTER, "GMT+1"),
        ("en", "UTC", WINTER, "UTC"),
    ],
)
def test_a_zone_is_named_by_city_and_offset(language: str, name: str, at: datetime, words: str) -> None:
    with translation.override(language):
        assert zone_words(name, at) == words


def test_the_usual_zones_come_first_and_the_one_in_use_stays() -> None:
    choices = zone_choices("Etc/GMT-1")
    assert [name for name, _ in choices[:2]] == ["Asia/Ho_Chi_Minh", "Europe/Berlin"]
    assert ("Etc/GMT-1", "GMT+1") in choices
    assert "Etc/GMT-1" not in dict(zone_choices())
    assert not [words for _, words in choices if "_" in words or "/" in words]


def test_an_offset_leads_to_a_usual_zone() -> None:
    at = datetime.fromisoformat
    assert near_zone(at("2026-01-15T12:00:00+01:00")) == "Europe/Berlin"
    assert near_zone(at("2026-07-15T12:00:00+01:00")) == "Europe/London"
    assert near_zone(at("2026-07-15T12:00:00+09:00")) == ""
