"""The channel layer as the line between processes; in one process alone there is none."""

from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

from core.realtime.wire import Event

LARGEST_TEXT = 8 * 1024


def layer() -> Any | None:
    """Return the channel layer when it reaches other processes, else None."""
    found = get_channel_layer()
    return None if found is None or isinstance(found, InMemoryChannelLayer) else found


def group_of(room: str) -> str:
    """Return the name of the group through which processes hear of `room`."""
    return "room." + room.replace(":", ".")


def packed(events: list[Event]) -> dict[str, Any]:
    """Return the message that tells other processes of `events`; a long text is left for them to fetch."""
    rows = [
        [one.room, one.seq, one.kind, one.text if len(one.text) <= LARGEST_TEXT else ""] for one in events
    ]
    return {"type": "events", "events": rows}


def unpacked(message: dict[str, Any]) -> list[Event]:
    """Return the events of a message made by `packed`; those that were too long have no text."""
    return [Event(*row) for row in message["events"]]
