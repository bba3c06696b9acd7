"""When the demo refuses to run."""

import socket
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.errors import Refused
from demo import folder
from demo.management.commands import demo


def test_production_is_refused(settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="does not run in production"):
        call_command("demo")


@pytest.mark.parametrize("port", ["", "web", "0", "65536"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="PORT must be a number"):
        demo.chosen_port()


def test_a_taken_port_is_refused_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CommandError, match="try PORT=8001"):
        demo.refuse_taken_port("127.0.0.1", taken.getsockname()[1])


def test_a_second_process_on_the_folder_is_refused(tmp_path: Path) -> None:
    with folder.claim(tmp_path), pytest.raises(Refused, match="already running on"):
        folder.claim(tmp_path)


def test_a_folder_can_be_claimed_again_once_let_go(tmp_path: Path) -> None:
    folder.claim(tmp_path).close()
    folder.claim(tmp_path).close()


def test_a_fresh_start_leaves_foreign_files_alone(tmp_path: Path) -> None:
    for name in ("interportal.sqlite3", "interportal.sqlite3-wal", "diary.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "plan.pdf").write_text("x")
    folder.empty(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]
