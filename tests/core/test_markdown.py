"""No text that people type becomes script."""

import pytest

from core.text.markdown import plain, render

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<svg onload=alert(1)>",
    "`<script>alert(1)</script>`",
    "> " * 10_000,
    "![x](https://evil.example/pixel.png)",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_text_is_shown_not_run(source: str) -> None:
    html = render(source)
    assert [
        word for word in ("<script", "<img", "<svg", 'href="javascript', 'href="data') if word in html
    ] == []


def test_the_subset_is_rendered() -> None:
    assert render("**đậm** và *nghiêng*") == "<p><strong>đậm</strong> và <em>nghiêng</em></p>\n"


def test_headings_begin_below_the_page_title() -> None:
    assert render("# Tiêu đề") == "<h2>Tiêu đề</h2>\n"


def test_plain_keeps_the_words_alone() -> None:
    assert plain("## Cổng & [cửa](https://x.example)\n\n- một") == "Cổng & cửa một"
