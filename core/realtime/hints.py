"""Telling this process and the others, after commit, that events exist; a lost hint is healed later."""

from collections.abc import Callable, Sequence

from core.realtime.wire import Event

Listener = Callable[[Sequence[Event]], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` with the events of every commit of this process, in whatever thread it happened."""
    if listener not in _listeners:
        _listeners.append(listener)


def give(events: Sequence[Event]) -> None:
    """Tell all listeners of `events`."""
    for listener in _listeners:
        listener(events)
