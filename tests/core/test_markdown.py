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


@pytest.mark.parametrize(
    ("source", "shown", "rest"),
    [
        ("See https://a.example/x_y_z?q=1.", "https://a.example/x_y_z?q=1", "."),
        ("(https://a.example/b)", "https://a.example/b", ")"),
        ("https://a.example/, and", "https://a.example/", ", and"),
        ("**https://a.example**", "https://a.example", ""),
    ],
)
def test_an_address_as_it_stands_is_a_link(source: str, shown: str, rest: str) -> None:
    link = f'<a href="{shown}" rel="nofollow noopener noreferrer">{shown}</a>'
    assert f"{link}{'</strong>' if source.startswith('*') else ''}{rest}" in render(source)


@pytest.mark.parametrize("source", ["`https://a.example`", "    https://a.example", "[x](https://a.example)"])
def test_an_address_in_code_or_in_a_link_stays_as_it_is(source: str) -> None:
    assert ">https://a.example</a>" not in render(source)


def test_a_script_is_no_address() -> None:
    assert "<a" not in render("javascript:alert(1) https://")


def test_tasks_of_a_list_are_boxes() -> None:
    assert "<li>☐ open</li>\n<li>☑ <strong>done</strong></li>" in render("- [ ] open\n- [x] **done**")
    assert "[ ] no list" in render("[ ] no list")
