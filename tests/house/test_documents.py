"""What is generated equals what the code says now."""

import subprocess
import sys
from pathlib import Path

from core.transitions import as_markdown, documented_graphs

ROOT = Path(__file__).resolve().parents[2]


def test_the_document_of_states_says_what_the_code_says() -> None:
    written = (ROOT / "docs/states.md").read_text(encoding="utf-8")
    assert written == as_markdown(documented_graphs()), "run manage.py document_states"


def test_the_catalogs_are_complete_and_agree() -> None:
    command = [sys.executable, "scripts/messages.py", "check"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["0 faults in the message catalogs"]
