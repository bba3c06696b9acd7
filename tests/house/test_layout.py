"""The plan of the house is kept: names and lengths."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "core", "portals", "forums", "conferences", "proposals", "library", "dashboard", "demo")
JUNK_DRAWERS = {"services", "utils", "helpers", "misc", "common", "signals"}
LONGEST = 400


def sources(*folders: str) -> list[Path]:
    """Return the Python files of the folders, but no migrations, which Django writes."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def test_there_are_no_junk_drawers() -> None:
    named = [path for path in sources(*APPS) if JUNK_DRAWERS & {path.stem, path.parent.name}]
    assert [str(path.relative_to(ROOT)) for path in named] == []


def test_no_file_is_longer_than_a_sitting() -> None:
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(*APPS, "tests", "scripts")
    }
    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST} == {}
