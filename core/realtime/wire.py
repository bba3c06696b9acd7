"""The wire, declared once: every message, its fields, codes and sizes; docs/realtime.md repeats it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from core.realtime.kinds import fits

ROOM_NAME = re.compile(r"[a-z][a-z0-9-]{0,29}(:[A-Za-z0-9_-]{1,40}){1,2}")
LARGEST_SEQ = 2**53 - 1
FRAME_BYTES = 4 * 1024
REFUSED_BYTES = 64 * 1024

SLOW, TOO_LARGE, TOO_MANY, FLOOD, SIGNED_OUT, UNAVAILABLE = 4008, 4009, 4010, 4029, 4401, 4503
CLOSE_CODES = {
    SLOW: "slow",
    TOO_LARGE: "too_large",
    TOO_MANY: "too_many_sockets",
    FLOOD: "rate",
    SIGNED_OUT: "signed_out",
    UNAVAILABLE: "unavailable",
}
ERRORS = {
    "malformed": _("This message could not be read."),
    "unknown_type": _("There is no such message."),
    "fields": _("The fields of this message are wrong."),
    "binary": _("Messages are text, not binary."),
    "too_large": _("This message is too large."),
    "rate": _("Too many messages. Wait a few seconds."),
    "forbidden": _("This room is closed to you or does not exist."),
    "not_joined": _("You have not entered this room."),
    "too_many_rooms": _("Too many rooms are open in this window."),
    "too_many_sockets": _("Too many windows are open. Close one and load this page again."),
    "signed_out": _("You have been signed out. Sign in again to go on."),
    "unavailable": _("Live updates are not available at the moment. Nothing is lost."),
}

TO_SERVER: dict[str, tuple[str, ...]] = {
    "subscribe": ("room", "after?"),
    "unsubscribe": ("room",),
    "typing": ("room",),
    "ping": (),
}
TO_BROWSER: dict[str, tuple[str, ...]] = {
    "subscribed": ("room", "seq"),
    "event": ("room", "seq", "kind", "payload"),
    "newest": ("rooms",),
    "reset": ("room", "seq"),
    "revoked": ("room",),
    "presence": ("room", "count", "people", "typing"),
    "error": ("code", "text", "room?"),
    "pong": (),
}
OVER_HTTP: dict[str, tuple[str, ...]] = {"events": ("events",)}


class Event(NamedTuple):
    """A numbered event of a room with its frame, encoded once for all readers."""

    room: str
    seq: int
    kind: str
    text: str


@dataclass(frozen=True)
class Frame:
    """A message of a browser that has passed every check."""

    type: str
    room: str = ""
    after: int | None = None


class BadFrameError(Exception):
    """A message of a browser that breaks the rules.

    `code` is one of ERRORS, `closes` the code with which the socket is closed for it, 0 if it stays open.
    """

    def __init__(self, code: str, *, closes: int = 0) -> None:
        super().__init__(code)
        self.code, self.closes = code, closes


def encode(type_: str, **fields: Any) -> str:
    """Return the frame `type_` as text; raise ValueError when `fields` are not the declared ones."""
    declared = TO_BROWSER[type_]
    if not fits(fields, declared):
        raise ValueError(f"{type_} has the fields {declared}, not {sorted(fields)}")
    return dump({"type": type_, **fields})


def dump(content: Any) -> str:
    """Return `content` as compact JSON that survives any encoder, lone surrogates included."""
    text = json.dumps(
        content, cls=DjangoJSONEncoder, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(content, cls=DjangoJSONEncoder, allow_nan=False, separators=(",", ":"))
    return text


def event(room: str, seq: int, kind: str, payload: dict[str, Any]) -> Event:
    """Return the event with its encoded frame."""
    return Event(room, seq, kind, encode("event", room=room, seq=seq, kind=kind, payload=payload))


def page(events: Iterable[Event]) -> str:
    """Return the answer over HTTP that holds `events`, each as it went over the socket."""
    return '{"type":"events","events":[' + ",".join(event.text for event in events) + "]}"


def error(code: str, room: str = "") -> str:
    """Return the error frame of `code` in the active language."""
    return encode("error", code=code, text=str(ERRORS[code]), **({"room": room} if room else {}))


def parse(text: str) -> Frame:
    """Return the checked message in `text`; raise BadFrameError with the code of what is wrong."""
    fields = _object(text)
    type_ = fields.pop("type", None)
    if not isinstance(type_, str) or type_ not in TO_SERVER:
        raise BadFrameError("unknown_type")
    declared = TO_SERVER[type_]
    if not fits(fields, declared):
        raise BadFrameError("fields")
    if not all(CHECKS[name](value) for name, value in fields.items()):
        raise BadFrameError("fields")
    return Frame(type_, **fields)


def is_room(value: Any) -> bool:
    """Tell whether `value` is written like the name of a room, such as `thread:12`."""
    return isinstance(value, str) and ROOM_NAME.fullmatch(value) is not None


def is_seq(value: Any) -> bool:
    """Tell whether `value` is a number an event could have, or 0."""
    return type(value) is int and 0 <= value <= LARGEST_SEQ


CHECKS = {"room": is_room, "after": is_seq}


def _object(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise BadFrameError("malformed") from fault
    if not isinstance(content, dict):
        raise BadFrameError("malformed")
    return content


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")
