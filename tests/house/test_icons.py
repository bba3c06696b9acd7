"""Every icon a page asks for is in the sprite; a wrong name would show as a hole."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPRITE = ROOT / "static/vendor/icons.svg"
ASKED = re.compile(r"""\{% icon "([^"]+)"|\{% empty "([^"]+)"|\bsign="([a-z0-9-]+)"|\bicon="([a-z0-9-]+)\"""")
SOURCES = ("templates/**/*.html", "*/templates/**/*.html", "[a-z]*/**/*.py")


def asked_for() -> dict[str, set[str]]:
    """Return the names of icons with the files that ask for them."""
    found: dict[str, set[str]] = {}
    for pattern in SOURCES:
        for path in ROOT.glob(pattern):
            if not {"tests", "scripts", "var", "benchmarks"} & set(path.relative_to(ROOT).parts):
                for names in ASKED.findall(path.read_text(encoding="utf-8")):
                    found.setdefault("".join(names), set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_icon_exists() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    asked = asked_for()

    assert len(asked) > 40
    assert {name: files for name, files in asked.items() if name not in drawn} == {}
