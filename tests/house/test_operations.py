"""The handbook names every setting that the product reads, and no command that it has not got."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
READ = re.compile(r"environment\.(?:text|flag|words|number)\(\s*\"([A-Z_]+)\"")
NAMED_COMMAND = re.compile(r"manage\.py ([a-z_]+)")


def test_every_setting_is_explained() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "config").glob("*.py")]
    read = {name for source in sources for name in READ.findall(source)}
    assert "SECRET_KEY" in read
    assert {name for name in read if f"`{name}`" not in HANDBOOK} == set()


def test_every_command_named_exists() -> None:
    named = set(NAMED_COMMAND.findall(HANDBOOK))
    assert "migrate" in named
    assert named - set(get_commands()) == set()
