"""The wire: what the document says is what the code does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from core.realtime import kinds, wire
from core.realtime.wire import BadFrameError, Frame

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs/realtime.md").read_text(encoding="utf-8")


def table(title: str) -> dict[str, list[str]]:
    """Return the table under a heading of the document: first column to the words in code of the second."""
    part = DOCUMENT.split(f"### {title}\n")[1].split("\n#")[0]
    rows = [line.split("|")[1:-1] for line in part.splitlines() if line.startswith("| ")][2:]
    return {row[0].strip().strip("`"): re.findall(r"`([^`]+)`", row[1]) for row in rows}


@pytest.mark.parametrize(
    ("title", "declared"),
    [
        ("From the browser", wire.TO_SERVER),
        ("From the server", wire.TO_BROWSER),
        ("Over plain HTTP", wire.OVER_HTTP),
    ],
)
def test_the_document_lists_every_message_with_its_fields(title: str, declared: dict[str, Any]) -> None:
    assert table(title) == {name: list(fields) for name, fields in declared.items()}


def test_the_document_lists_every_code() -> None:
    assert set(table("Error codes")) == set(wire.ERRORS)
    assert table("Close codes") == {str(code): [reason] for code, reason in wire.CLOSE_CODES.items()}
    assert set(wire.CLOSE_CODES.values()) <= set(wire.ERRORS) | {"slow"}


def test_a_frame_has_exactly_the_declared_fields() -> None:
    assert wire.encode("pong") == '{"type":"pong"}'
    for fields in ({}, {"room": "hall:1"}, {"room": "hall:1", "seq": 1, "more": 1}):
        with pytest.raises(ValueError, match="subscribed has the fields"):
            wire.encode("subscribed", **fields)


def test_events_are_text_that_any_socket_can_carry() -> None:
    event = wire.event("hall:1", 7, "said", {"body": "Đã gửi \ud800"})
    assert event.text.encode()
    assert json.loads(event.text)["payload"] == {"body": "Đã gửi \ud800"}
    assert "Đã gửi" in wire.event("hall:1", 7, "said", {"body": "Đã gửi"}).text
    with pytest.raises(ValueError, match="JSON"):
        wire.event("hall:1", 7, "said", {"n": float("nan")})


def test_a_page_of_events_holds_them_as_they_are() -> None:
    events = [wire.event("hall:1", seq, "said", {}) for seq in (1, 2)]
    assert json.loads(wire.page(events))["events"] == [json.loads(one.text) for one in events]


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('{"type":"subscribe","room":"thread:12","after":0}', Frame("subscribe", "thread:12", 0)),
        ('{"type":"subscribe","room":"thread:12:staff"}', Frame("subscribe", "thread:12:staff")),
        (' {"room":"user:1","type":"typing"} ', Frame("typing", "user:1")),
        ('{"type":"ping"}', Frame("ping")),
    ],
)
def test_messages_are_read(text: str, frame: Frame) -> None:
    assert wire.parse(text) == frame


def test_numbers_beyond_what_a_browser_can_count_are_refused() -> None:
    assert wire.parse(f'{{"type":"subscribe","room":"a:1","after":{2**53 - 1}}}').after == 2**53 - 1
    with pytest.raises(BadFrameError):
        wire.parse(f'{{"type":"subscribe","room":"a:1","after":{2**53}}}')


def told_rooms() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what the product's rooms tell: prefix to kinds with their fields."""
    told = {prefix: kinds.declared()[prefix] for prefix in kinds.declared()}
    return {
        prefix: {kind: one[kind] for kind in one if prefix == "user" or kind != "revoke"}
        for prefix, one in told.items()
    }


def test_the_document_lists_everything_that_rooms_tell() -> None:
    part = DOCUMENT.split("## What rooms tell\n")[1].split("\n## ")[0]
    rows = [
        re.findall(r"`([^`]+)`", line.rpartition("|")[0].rpartition("|")[0]) for line in part.splitlines()
    ]
    listed: dict[str, dict[str, tuple[str, ...]]] = {}
    for prefix, kind, *fields in [row for row in rows if len(row) > 1 and row[0] in kinds.declared()]:
        listed.setdefault(prefix, {})[kind] = tuple(fields)
    assert listed == told_rooms()


def test_a_room_tells_only_what_it_has_declared() -> None:
    kinds.check("thread:1", "reaction", {"number": 1, "html": ""})
    kinds.check("thread:1", "revoke", {})
    kinds.check("elsewhere:1", "anything", {"goes": True})
    with pytest.raises(ValueError, match="not declared"):
        kinds.check("thread:1", "reacted", {})
    for payload in ({"number": 1}, {"number": 1, "html": "", "by": 2}):
        with pytest.raises(ValueError, match="has the fields"):
            kinds.check("thread:1", "reaction", payload)
