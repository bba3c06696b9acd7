"""Who reads and who types in a room: told at most once a second, forgotten by itself, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

TYPING_SECONDS = 8
ELSEWHERE_SECONDS = 30
PASS_ON_SECONDS = 10
MOST_PEOPLE = 20

Face = dict[str, Any]


@dataclass
class Elsewhere:
    """What another process has told about the same room, good until `until`."""

    until: float
    here: list[Face] = field(default_factory=list)


class Presence:
    """The ephemeral state of one room; a face is what others may know of a person, with an `id`."""

    def __init__(self) -> None:
        self._typing: dict[int, tuple[float, Face]] = {}
        self._typing_elsewhere: dict[int, tuple[float, Face]] = {}
        self._elsewhere: dict[str, Elsewhere] = {}
        self._told: dict[str, Any] | None = None
        self._passed_on: tuple[float, Any] = (0, None)

    def types(self, face: Face, now: float) -> None:
        """Note that the person with `face` is typing."""
        self._typing[face["id"]] = (now + TYPING_SECONDS, face)

    def elsewhere(self, process: str, here: list[Face], typing: list[Face], now: float) -> None:
        """Note who reads and types in this room in another process; a new one is told of ours soon."""
        if process not in self._elsewhere:
            self._passed_on = (0, None)
        self._elsewhere[process] = Elsewhere(now + ELSEWHERE_SECONDS, here)
        for face in typing:
            self._typing_elsewhere[face["id"]] = (now + TYPING_SECONDS, face)

    def to_pass_on(self, here: list[Face], now: float) -> dict[str, list[Face]] | None:
        """Return what other processes should know, None when they know it and not too long ago."""
        own = {"here": here, "typing": [face for until, face in self._typing.values() if until > now]}
        told_at, told = self._passed_on
        if told == own and (now - told_at < PASS_ON_SECONDS or not here):
            return None
        self._passed_on = now, own
        return own

    def news(self, here: Iterable[Face], now: float) -> dict[str, Any] | None:
        """Return `count`, `people` and `typing` of now, or None when nothing changed since last told."""
        self._forget(now)
        state = self.state(here)
        if state == self._told:
            return None
        self._told = state
        return state

    def state(self, here: Iterable[Face]) -> dict[str, Any]:
        """Return `count`, the first people by name and who types, with the readers `here` of this process."""
        people = {face["id"]: face for one in self._elsewhere.values() for face in one.here}
        people |= {face["id"]: face for face in here}
        typing = {key: face for key, (_until, face) in (self._typing_elsewhere | self._typing).items()}
        return {
            "count": len(people),
            "people": sorted(people.values(), key=_by_name)[:MOST_PEOPLE],
            "typing": sorted(typing.values(), key=_by_name)[:MOST_PEOPLE],
        }

    def _forget(self, now: float) -> None:
        self._typing = {key: one for key, one in self._typing.items() if one[0] > now}
        self._typing_elsewhere = {key: one for key, one in self._typing_elsewhere.items() if one[0] > now}
        self._elsewhere = {key: one for key, one in self._elsewhere.items() if one.until > now}


def _by_name(face: Face) -> tuple[str, int]:
    return str(face.get("name", "")), face["id"]
