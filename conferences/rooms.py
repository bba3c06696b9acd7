"""Who hears what changes in a conference: whoever may open its page."""

from typing import Any

from conferences.models import Conference
from core.realtime import rooms


def may_hear(user: Any, key: str) -> bool:
    """Tell whether `user` may see the conference `key`."""
    return Conference.objects.visible_to(user).filter(pk=int(key)).exists()


def open_rooms() -> None:
    """Open the rooms of conferences."""
    rooms.register("conference", may_hear, tells={"state": ("state",), "session": ("pk", "state", "at")})
