"""What sockets ask the database: each function is one trip to the database thread."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from channels.db import database_sync_to_async
from django.contrib.auth import get_user_model

from core.realtime import log, rooms, sessions
from core.realtime.presence import Face

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Person:
    """Who is behind a socket, read once at the handshake."""

    id: int
    session_key: str
    language: str
    face: Face | None
    inbox_seq: int


async def ask(question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `question` on the database thread and return its answer."""
    return await database_sync_to_async(question)(*args, **kwargs)


def identify(session_key: str) -> Person | None:
    """Return the person of a session that is valid now; whatever happens later stands in the own room."""
    user = sessions.people([session_key]).get(session_key)
    if user is None:
        return None
    seq = log.newest(rooms.inbox_of(user.pk))
    if session_key not in sessions.people([session_key]):
        return None
    return Person(user.pk, session_key, getattr(user, "language", ""), rooms.face_of(user), seq)


def admit(person: int, room: str) -> int | None:
    """Return the newest number of `room`, or None when the person may not enter it."""
    seq = log.newest(room)
    return seq if (person, room) in permitted([(person, room)]) else None


def permitted(pairs: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Return those of `pairs` (person, room) that are allowed now; the people cost one query."""
    wanted = set(pairs)
    found = get_user_model()._default_manager.filter(is_active=True)
    users: dict[Any, Any] = found.in_bulk({person for person, _room in wanted})
    return {pair for pair in wanted if pair[0] in users and rooms.may_enter(users[pair[0]], pair[1])}
