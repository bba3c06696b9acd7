"""Templates hold under a strict content security policy, and say what they expect."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE
    ),
    "an inline style": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an attribute that no script of ours reads": re.compile(r"\s(data-)?(hx|bs)-[a-z]"),
    "a javascript: address": re.compile(r"=\s*[\"']\s*javascript:", re.IGNORECASE),
    "a foreign file": re.compile(
        r"<(script|link|img|iframe)[^>]+(src|href)\s*=\s*[\"'](https?:)?//", re.IGNORECASE
    ),
}
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)


def templates() -> Iterator[Path]:
    """Yield the pages; mails are shown by mail programs, which know only inline styles."""
    for path in sorted([*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")]):
        if "mails" not in path.parts:
            yield path


def faults(source: str) -> list[str]:
    """Return what a template must not hold."""
    source = COMMENT.sub("", source)
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(source)]


def test_templates_need_no_exception_from_the_content_policy() -> None:
    found = {str(path.relative_to(ROOT)): faults(path.read_text(encoding="utf-8")) for path in templates()}
    assert found
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<script>alert(1)</script>", "an inline script"),
        ("<style>p{}</style>", "an inline style"),
        ('<p style="color:red">', "a style attribute"),
        ('<a onclick="go()">', "an event attribute"),
        ('<a hx-on:click="go()">', "an attribute that no script of ours reads"),
        ("<input hx-trigger=\"keyup[key=='x']\">", "an attribute that no script of ours reads"),
        ("<a hx-vals='js:{a: 1}'>", "an attribute that no script of ours reads"),
        ('<a data-bs-toggle="tab">', "an attribute that no script of ours reads"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ('<img src="https://example.org/a.png">', "a foreign file"),
    ],
)
def test_each_fault_is_seen(source: str, fault: str) -> None:
    assert fault in faults(source)


def test_partials_open_with_what_they_expect() -> None:
    partials = [path for path in templates() if path.name.startswith("_") or "components" in path.parts]
    silent = [
        str(path.relative_to(ROOT))
        for path in partials
        if not path.read_text(encoding="utf-8").lstrip().startswith(("{#", "{% comment"))
    ]
    assert silent == []
