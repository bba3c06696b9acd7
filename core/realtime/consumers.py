"""The socket: one per browser window, many rooms, no database access but at the door."""

import logging
from typing import Any

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http.cookie import parse_cookie

from core.realtime import catchup, station, wire
from core.realtime.door import Person, ask, identify
from core.realtime.limits import Window
from core.realtime.member import Member
from core.realtime.wire import BadFrameError, Frame

logger = logging.getLogger(__name__)
MESSAGES = 20, 10.0
REFUSALS_BEFORE_CLOSING = 40, 10.0
ROOMS_PER_SOCKET = 20


class LiveConsumer(AsyncWebsocketConsumer):
    """Reads frames, answers them through the hub of this process.

    Whatever a browser sends is answered by an error frame or a close code of 4000 and more; a failure of
    ours closes with 4503, and the browser comes back where it was.
    """

    channel_layer_alias = ""  # no channel per socket: the process has one for all
    member: Member | None = None

    async def connect(self) -> None:
        """Refuse whoever has no session, and the eleventh socket of a person."""
        person = await self._person()
        if person is None:
            await self.close()
            return
        await self.accept()
        self.station = station.current()
        self.messages, self.refusals = Window(*MESSAGES), Window(*REFUSALS_BEFORE_CLOSING)
        member = Member(person, self.base_send, self.close)
        if self.station.enter(member):
            self.member = member
        else:
            member.cut(wire.TOO_MANY)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Answer one message of the browser."""
        member = self.member
        if member is None or member.is_gone:
            return
        try:
            await self._answer(member, self._frame(member, text_data, bytes_data))
        except BadFrameError as fault:
            member.refuse(fault.code)
            if fault.closes:
                member.cut(fault.closes)
        except Exception:
            logger.exception("a message of a socket could not be answered")
            member.cut(wire.UNAVAILABLE)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Go to the method for `message` without a visit to the database thread."""
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        """End; `__call__` clears up."""
        raise StopConsumer

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket and leave every room at the end, however it comes."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self.member is not None:
                self.member.is_gone = True
                self.member.outbox.stop()
                self.station.leave(self.member)

    async def _person(self) -> Person | None:
        headers = dict(self.scope["headers"])
        cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin1"))
        key = cookies.get(settings.SESSION_COOKIE_NAME, "")
        try:
            return await ask(identify, key) if key else None
        except Exception:
            logger.exception("nobody could be asked who opens a socket")
            return None

    def _frame(self, member: Member, text: str | None, content: bytes | None) -> Frame:
        """Return the checked message; raise BadFrameError when it breaks a rule."""
        size = len(content or b"") + len((text or "").encode())
        if size > wire.REFUSED_BYTES:
            raise BadFrameError("too_large", closes=wire.TOO_LARGE)
        now = self.station.loop.time()
        if not (self.messages.allows(now) and self.station.allows(member)):
            raise BadFrameError("rate", closes=0 if self.refusals.allows(now) else wire.FLOOD)
        if size > wire.FRAME_BYTES:
            raise BadFrameError("too_large")
        if text is None:
            raise BadFrameError("binary")
        return wire.parse(text)

    async def _answer(self, member: Member, frame: Frame) -> None:
        await ANSWERS[frame.type](self, member, frame)

    async def _subscribe(self, member: Member, frame: Frame) -> None:
        if frame.room not in member.rooms and len(member.rooms) >= ROOMS_PER_SOCKET:
            member.refuse("too_many_rooms", frame.room)
            return
        await catchup.enter(self.station.hub, member, frame.room, frame.after)

    async def _unsubscribe(self, member: Member, frame: Frame) -> None:
        member.entering.pop(frame.room, None)
        self.station.hub.unseat(member, frame.room)

    async def _typing(self, member: Member, frame: Frame) -> None:
        if frame.room not in member.rooms:
            member.refuse("not_joined", frame.room)
            return
        presence = self.station.hub.rooms[frame.room].presence
        if presence is not None and member.person.face is not None:
            presence.types(member.person.face, self.station.loop.time())

    async def _ping(self, member: Member, _frame: Frame) -> None:
        member.put(PONG)


PONG = wire.encode("pong")
ANSWERS = {
    "subscribe": LiveConsumer._subscribe,
    "unsubscribe": LiveConsumer._unsubscribe,
    "typing": LiveConsumer._typing,
    "ping": LiveConsumer._ping,
}
