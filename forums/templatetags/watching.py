"""Choose how much one is told of a thread or a board, with what each level means beside it."""

from typing import Any

from django.template import Library
from django.urls import reverse

from core.notifications.quiet import unsubscribe_address, wish_about
from forums.levels import level_in, level_on
from forums.models import Board, Thread
from forums.states import BOARD_WATCH_MEANINGS, WATCH_MEANINGS, WatchLevel

register = Library()


@register.inclusion_tag("forums/_watch_form.html", takes_context=True)
def watch_thread(context: dict[str, Any], thread: Thread) -> dict[str, Any]:
    """Draw the choice for `thread`, and whether mails about it have been ended."""
    reader = context["request"].user
    wish = wish_about(reader, thread)
    return _shared(context) | {
        "action": reverse("forums:watch", args=[thread.pk]),
        "levels": _rows(WATCH_MEANINGS, level_in(thread, reader)),
        "mails_url": unsubscribe_address(wish) if wish.is_granted else "",
    }


@register.inclusion_tag("forums/_watch_form.html", takes_context=True)
def watch_board(context: dict[str, Any], board: Board) -> dict[str, Any]:
    """Draw the choice for the threads of `board`."""
    return _shared(context) | {
        "action": reverse("forums:watch_board", args=[board.slug]),
        "levels": _rows(BOARD_WATCH_MEANINGS, level_on(board, context["request"].user)),
    }


def _shared(context: dict[str, Any]) -> dict[str, Any]:
    return {"request": context["request"], "csrf_token": context.get("csrf_token")}


def _rows(meanings: dict[WatchLevel, Any], chosen: str) -> list[tuple[str, Any, Any, bool]]:
    return [(level.value, level.label, words, level == chosen) for level, words in meanings.items()]
