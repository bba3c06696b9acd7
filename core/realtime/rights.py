"""Rights that change while people are in: asked again at once when told, and of all once a minute."""

import json
from collections.abc import Callable, Coroutine, Iterable
from itertools import islice
from typing import Any

from core.realtime import rooms, sessions, wire
from core.realtime.catchup import enter_again
from core.realtime.door import ask, permitted
from core.realtime.hub import Hub
from core.realtime.member import Member
from core.realtime.wire import Event

SLICE = 100

Later = Callable[[Coroutine[Any, Any, None], Iterable[Member]], object]


def obey(hub: Hub, event: Event, later: Later) -> None:
    """Act on an event that changes rights, before anybody gets what comes after it.

    Those concerned leave their rooms at once; whoever may stay is let in again at the same place.
    `later` runs what has to wait for the database, and cuts off the members it is given when it fails.
    """
    payload = json.loads(event.text)["payload"]
    if event.kind == rooms.SIGN_OUT:
        _end(_owners(hub, event.room), payload.get("session", ""), later)
    elif event.room.startswith(f"{rooms.INBOX}:"):
        for member in _owners(hub, event.room):
            _doubt(hub, member, payload.get("room", ""), later)
    else:
        _doubt_all(hub, event.room, later)


async def recheck(hub: Hub) -> None:
    """Ask again for every socket and every room it is in, in slices so that others get their turn."""
    members = iter(hub.members)
    while some := list(islice(members, SLICE)):
        await end_invalid(some)
        pairs = {(one.person.id, name) for one in some for name in one.rooms}
        refused = pairs - await ask(permitted, pairs)
        for member in some:
            for name in [one for one in member.rooms if (member.person.id, one) in refused]:
                hub.unseat(member, name)
                member.put(wire.encode("revoked", room=name))


async def end_invalid(members: Iterable[Member]) -> None:
    """Close the sockets whose session has ended."""
    sockets = list(members)
    alive = await ask(sessions.people, {member.person.session_key for member in sockets})
    for member in sockets:
        if member.person.session_key not in alive:
            member.cut(wire.SIGNED_OUT)


def _owners(hub: Hub, inbox: str) -> list[Member]:
    return list(hub.people.get(int(inbox.partition(":")[2]), ()))


def _end(members: list[Member], digest: str, later: Later) -> None:
    if not digest:
        later(end_invalid(members), members)
    for member in members:
        if digest and sessions.digest(member.person.session_key) == digest:
            member.cut(wire.SIGNED_OUT)


def _doubt(hub: Hub, member: Member, only: str, later: Later) -> None:
    """Take `member` out of the room `only`, or of all but its own, until it is known whether it may stay."""
    member.epoch += 1
    for name in sorted(member.rooms - {rooms.inbox_of(member.person.id)}):
        if only in ("", name):
            _lift(hub, member, name, later)


def _doubt_all(hub: Hub, name: str, later: Later) -> None:
    """Take everybody out of a room until it is known who may stay."""
    room = hub.rooms[name]
    room.epoch += 1
    for member in list(room.floors):
        _lift(hub, member, name, later)


def _lift(hub: Hub, member: Member, name: str, later: Later) -> None:
    floor = hub.unseat(member, name)
    if floor is not None:
        later(enter_again(hub, member, name, floor), [member])
