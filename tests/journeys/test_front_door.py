"""Everybody can enter and look around."""

import pytest

from tests.journeys.conftest import NARROW, WIDE, Visitor


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_stranger_sees_the_front_page_without_scrolling_sideways(visitor: Visitor, viewport: dict) -> None:
    page = visitor(viewport=viewport)
    answer = page.goto("/")
    assert answer.status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("locale", ["vi", "en", "de"])
def test_the_front_page_speaks_the_language_of_the_browser(visitor: Visitor, locale: str) -> None:
    page = visitor(locale=locale)
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == locale


def test_a_delegate_signs_in(sign_in: Visitor) -> None:
    page = sign_in("delegate")
    assert page.context.cookies()
    assert page.goto("/inbox/").status == 200
