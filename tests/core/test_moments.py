"""Times, days and numbers as each reader expects them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from core.templatetags import moments

NOON = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "22/11/2026, 12:30 GMT+7"),
        ("en", "22 Nov 2026, 12:30 GMT+7"),
        ("de", "22.11.2026, 12:30 GMT+7"),
    ],
)
def test_when_shows_day_time_and_zone_in_the_readers_language(language: str, words: str) -> None:
    with translation.override(language), timezone.override("Asia/Ho_Chi_Minh"):
        assert moments.when(NOON) == f'<time datetime="2026-11-22T05:30:00+00:00">{words}</time>'


def test_when_can_use_the_zone_of_a_conference() -> None:
    with translation.override("de"), timezone.override("Asia/Ho_Chi_Minh"):
        assert "06:30 MEZ" in moments.when(NOON, "Europe/Berlin")


def test_half_hour_zones_keep_their_minutes() -> None:
    with translation.override("en"):
        assert moments.say_when(NOON, "Asia/Kolkata").endswith("11:00 GMT+5:30")


def test_a_missing_moment_is_a_dash() -> None:
    assert [one(None) for one in (moments.when, moments.day, moments.clock, moments.ago, moments.number)] == [
        "–"
    ] * 5
    assert moments.span(None, None) == "–"


def test_span_joins_two_times_of_one_day() -> None:
    with translation.override("en"), timezone.override("Asia/Ho_Chi_Minh"):
        assert ">22 Nov 2026, 12:30–14:00 GMT+7<" in moments.span(NOON, NOON + timedelta(minutes=90))


def test_span_joins_two_days() -> None:
    with translation.override("en"):
        assert ">22–24 Nov 2026<" in moments.span(date(2026, 11, 22), date(2026, 11, 24))
        assert ">22 Nov 2026<" in moments.span(date(2026, 11, 22), date(2026, 11, 22))


def test_a_moment_late_in_the_evening_belongs_to_the_readers_day() -> None:
    late = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    with translation.override("en"), timezone.override("Asia/Ho_Chi_Minh"):
        assert ">23 Nov 2026<" in moments.day(late)


def test_ago_says_the_distance_and_keeps_the_moment() -> None:
    with time_machine.travel(NOON + timedelta(days=3), tick=False), translation.override("de"):
        shown = moments.ago(NOON)

    assert ">vor 3 Tagen<" in shown
    assert "22.11.2026" in shown


@pytest.mark.parametrize(("language", "words"), [("vi", "12.345,6"), ("en", "12,345.6"), ("de", "12.345,6")])
def test_numbers_use_the_separators_of_the_language(language: str, words: str) -> None:
    with translation.override(language):
        assert moments.number(12345.6) == words
