"""The plan of the house in docs/architecture.md is the one that import-linter proves."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (\d) \| `(\w+)` \|", re.MULTILINE)


def drawn() -> list[set[str]]:
    """Return the apps of each floor as the document draws them, the highest first."""
    floors = defaultdict(set)
    for number, app in ROW.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8")):
        floors[int(number)].add(app)
    return [floors[number] for number in sorted(floors, reverse=True)]


def contracts() -> list[dict]:
    """Return the import contracts."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]


def proven() -> list[set[str]]:
    """Return the apps of each floor as the contract orders them."""
    floors = next(contract for contract in contracts() if contract["name"].startswith("The floors"))
    return [set(layer.replace(" ", "").split("|")) for layer in floors["layers"]]


def test_the_floors_drawn_are_the_floors_proven() -> None:
    assert drawn() == proven()


def test_no_contract_makes_an_exception() -> None:
    assert [contract["name"] for contract in contracts() if "ignore_imports" in contract] == []
