"""What can happen in each kind of room, declared beside the code that writes it; docs/realtime.md repeats it."""

from collections.abc import Iterable, Mapping
from typing import Any

Fields = tuple[str, ...]

REVOKE, SIGN_OUT = "revoke", "signout"
EVERYWHERE: dict[str, Fields] = {REVOKE: ("room?",)}

_declared: dict[str, dict[str, Fields]] = {}


def declare(prefix: str, kinds: Mapping[str, Fields]) -> None:
    """Say what rooms called `prefix:…` can be told: kinds with the fields of their payload, `?` for may be missing."""
    _declared[prefix] = EVERYWHERE | dict(kinds)


def extend(prefix: str, kinds: Mapping[str, Fields]) -> None:
    """Add kinds to rooms that another part of the product has opened: people's own ones."""
    _declared[prefix] = _declared.get(prefix, EVERYWHERE) | dict(kinds)


def declared() -> dict[str, dict[str, Fields]]:
    """Return the kinds of every prefix that has declared any, with the fields of their payloads."""
    return {prefix: dict(kinds) for prefix, kinds in _declared.items()}


def check(room: str, kind: str, payload: Mapping[str, Any]) -> None:
    """Raise ValueError unless `kind` with the fields of `payload` is declared for `room`, if it declares any."""
    kinds = _declared.get(room.partition(":")[0])
    if kinds is None:
        return
    if kind not in kinds:
        raise ValueError(
            f"{kind!r} is not declared for {room}: add it to rooms.register() and docs/realtime.md"
        )
    if not fits(payload, kinds[kind]):
        raise ValueError(f"{kind} in {room} has the fields {kinds[kind]}, not {sorted(payload)}")


def fits(names: Iterable[str], fields: Fields) -> bool:
    """Tell whether `names` are the declared `fields`, none missing but those with a `?`."""
    found = set(names)
    needed = {name for name in fields if not name.endswith("?")}
    return needed <= found <= {name.rstrip("?") for name in fields}
