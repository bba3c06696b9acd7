"""Who may enter which room: each app registers its prefix; rights are asked again whenever they change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from core.realtime import kinds, log
from core.realtime.kinds import REVOKE, SIGN_OUT
from core.realtime.presence import Face
from core.realtime.sessions import digest

MayEnter = Callable[[Any, str], bool]
INBOX = "user"


@dataclass(frozen=True)
class Kind:
    """A kind of room: who may enter, and whether the people in it see each other."""

    may_enter: MayEnter
    has_presence: bool


_kinds: dict[str, Kind] = {}


def register(
    prefix: str,
    may_enter: MayEnter,
    *,
    presence: bool = False,
    tells: Mapping[str, kinds.Fields] | None = None,
) -> None:
    """Open rooms called `prefix:key`; `may_enter(user, key)` asks the database and answers at once.

    `user` is an active account. A key that makes `may_enter` raise ValueError, OverflowError or
    ObjectDoesNotExist is refused. With `presence` the people in a room are told of each other. `tells`
    are the kinds of events with the fields of their payloads; others are refused by the log then.
    """
    if tells is not None:
        kinds.declare(prefix, tells)
    _kinds[prefix] = Kind(may_enter, presence)


def may_enter(user: Any, room: str) -> bool:
    """Tell whether `user` may read `room` now; rooms of unknown kind are closed to everybody."""
    prefix, _colon, key = room.partition(":")
    kind = _kinds.get(prefix)
    if kind is None or not key:
        return False
    try:
        return bool(kind.may_enter(user, key))
    except (ValueError, OverflowError, ObjectDoesNotExist):
        return False


def has_presence(room: str) -> bool:
    """Tell whether the people in `room` see each other."""
    kind = _kinds.get(room.partition(":")[0])
    return kind is not None and kind.has_presence


def inbox_of(person: int) -> str:
    """Return the name of a person's own room."""
    return f"{INBOX}:{person}"


def revoke(user: Any, room: str = "") -> None:
    """Ask again, after commit, whether `user` may stay in `room`, or in any room; call it in the verb.

    Nothing more is sent to the person's sockets from there until the answer is known.
    """
    log.append(inbox_of(user.pk), REVOKE, {"room": room})


def revoke_all(room: str) -> None:
    """Ask again, after commit, for everybody in `room`; call it in the verb that closes the room."""
    log.append(room, REVOKE, {})


def sign_out(user: Any, session_key: str = "") -> None:
    """Close, after commit, the sockets of one session of `user`, or all whose session is not valid now."""
    log.append(inbox_of(user.pk), SIGN_OUT, {"session": digest(session_key) if session_key else ""})


def face_of(user: Any) -> Face | None:
    """Return what others in a room may know of `user`, None for those who do not show themselves."""
    if not getattr(user, "shows_presence", True):
        return None
    return {"id": user.pk, "name": user.get_full_name()}


def _own(user: Any, key: str) -> bool:
    return key == str(user.pk)


register(
    INBOX, _own, tells={"inbox": ("sentence?", "url?", "unread?"), REVOKE: ("room",), SIGN_OUT: ("session",)}
)
