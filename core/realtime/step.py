"""Start a send by hand and make a task of it only when it has to wait."""

from collections.abc import Coroutine, Generator
from typing import Any


class Rest:
    """What is left of a coroutine that has begun and now waits for `waiting`."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], waiting: Any) -> None:
        self._coroutine, self._waiting = coroutine, waiting

    def __await__(self) -> Generator[Any, Any, Any]:
        """Go on where the coroutine waits, and hand it whatever comes, exceptions too."""
        waiting = self._waiting
        while True:
            fault = answer = None
            try:
                answer = yield waiting
            except BaseException as caught:  # cancellation belongs to the coroutine as well
                fault = caught
            try:
                waiting = self._coroutine.throw(fault) if fault else self._coroutine.send(answer)
            except StopIteration as end:
                return end.value


def step(coroutine: Coroutine[Any, Any, Any]) -> Rest | None:
    """Run `coroutine` until it ends (None) or first waits (its Rest, which must be awaited)."""
    try:
        return Rest(coroutine, coroutine.send(None))
    except StopIteration:
        return None
