"""The page that explains the house says what the import contract says."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def contract() -> dict[str, int]:
    """Return the floor of each app as the import contract has it, the ground floor being 1."""
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    return {
        app.strip(): floor
        for floor, layer in enumerate(reversed(layers), start=1)
        for app in layer.split("|")
    }


def test_the_floors_on_the_page_are_the_floors_of_the_contract() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    rows = re.findall(r"^\| (\d) \| `(\w+)` \|", page, re.MULTILINE)
    assert {app: int(floor) for floor, app in rows} == contract()


def test_every_page_that_is_linked_exists() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
