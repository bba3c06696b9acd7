"""Say why a discussion is missing on the page of an object."""

from typing import Any

from django.db import models
from django.template import Library

from forums.models import Board, Thread

register = Library()


@register.inclusion_tag("forums/_closed_door.html", takes_context=True)
def closed_door(context: dict[str, Any], obj: models.Model) -> dict[str, Any]:
    """Tell readers of `obj` who may discuss it, when they are not admitted; nothing to everybody else.

    Only boards that belong to something say so, and only by its name: what has been written stays unseen.
    """
    seen = Board.objects.visible_to(context["request"].user)
    thread = Thread.objects.about(obj).exclude(board__in=seen).select_related("board").first()
    host = thread.board.subject if thread else None
    return {"host": host, "door": door_to(host) if host else ""}


def door_to(host: Any) -> str:
    """Return where one asks for admission: the address the host names, or its own page."""
    ask = getattr(host, "get_admission_url", host.get_absolute_url)
    return str(ask())
