"""The same events over plain HTTP: for gaps, and for places where sockets are blocked."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.realtime import log, rooms, wire
from core.realtime.log import Reset


@never_cache
@require_safe
def events(request: HttpRequest, room: str) -> HttpResponse:
    """Answer the events of `room` after `?after=`, or `reset` when they are too many or no longer kept.

    401 without sign-in, 404 for a room that is closed to the reader or does not exist, 400 for an
    unusable cursor.
    """
    if not request.user.is_authenticated:
        return _answer(wire.error("signed_out"), 401)
    if not wire.is_room(room) or not rooms.may_enter(request.user, room):
        return _answer(wire.error("forbidden"), 404)
    after = _cursor(request)
    if after is None:
        return _answer(wire.error("fields"), 400)
    return _answer(_page(room, log.after(room, after)))


def _cursor(request: HttpRequest) -> int | None:
    text = request.GET.get("after", "")
    seq = int(text) if text.isascii() and text.isdigit() and len(text) < 17 else None
    return seq if wire.is_seq(seq) else None


def _page(room: str, found: list[wire.Event] | Reset) -> str:
    if isinstance(found, Reset):
        return wire.encode("reset", room=room, seq=found.newest)
    return wire.page(found)


def _answer(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="application/json")
