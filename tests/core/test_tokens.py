"""The colours of both themes carry text and controls; nothing else in the styles speaks in colours of its own."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static/css"
TEXT, CONTROL = 4.5, 3.0
GROUNDS = ("ground", "paper", "sunken")
TONES = ("main", "live", "gold", "good", "wait", "bad")


def tokens(name: str) -> dict[str, str]:
    """Return the colour tokens of one style sheet."""
    found = re.findall(r"--ip-([a-z-]+): (#[0-9a-f]{6});", (CSS / f"{name}.css").read_text())
    return dict(found)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["tokens", "dark"])
def test_text_can_be_read_on_every_ground(theme: str) -> None:
    colours = tokens(theme)
    for word in ("ink", "soft", *TONES):
        for ground in GROUNDS:
            assert contrast(colours[word], colours[ground]) >= TEXT, (word, ground)


@pytest.mark.parametrize("theme", ["tokens", "dark"])
def test_tones_can_be_read_on_their_tints(theme: str) -> None:
    colours = tokens(theme)
    for tone in TONES:
        assert contrast(colours[tone], colours[f"{tone}-tint"]) >= TEXT, tone
    assert contrast(colours["on-main"], colours["main-fill"]) >= TEXT
    assert contrast(colours["on-main"], colours["main-fill-hover"]) >= TEXT
    assert contrast(colours["band-soft"], colours["band"]) >= TEXT


@pytest.mark.parametrize("theme", ["tokens", "dark"])
def test_controls_and_focus_stand_out(theme: str) -> None:
    colours = tokens(theme)
    for ground in GROUNDS:
        assert contrast(colours["control"], colours[ground]) >= CONTROL
        assert contrast(colours["focus"], colours[ground]) >= TEXT


def test_dark_speaks_of_the_same_roles_as_light() -> None:
    assert tokens("dark").keys() == tokens("tokens").keys()


def test_tiles_carry_white_letters() -> None:
    tiles = re.findall(r"\.tile-\d+ \{ background: (#[0-9a-f]{6}); \}", (CSS / "buttons.css").read_text())

    assert len(tiles) == 16
    assert min(contrast(tile, "#ffffff") for tile in tiles) >= TEXT


def test_font_files_exist() -> None:
    files = re.findall(r'url\("([^"]+)"\)', (CSS / "fonts.css").read_text())

    assert len(files) == 12
    assert [one for one in files if not (CSS / one).exists()] == []
