"""What the sign-in page says beside its form, contributed by the apps above: the demo's sign-ins."""

from collections.abc import Callable
from typing import Any

Hint = Callable[[Any], "str | None"]
_hints: list[Hint] = []


def register_hint(hint: Hint) -> Hint:
    """Let `hint(request)` return safe HTML to show beside the sign-in form, or None."""
    if hint not in _hints:
        _hints.append(hint)
    return hint


def hints_for(request: Any) -> list[str]:
    """Return what the apps want to say on the sign-in page."""
    return [said for hint in _hints if (said := hint(request))]
