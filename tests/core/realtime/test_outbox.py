"""Sending without waiting: in order, bounded, cut off when too slow."""

import asyncio
from functools import partial
from typing import Any

import pytest

from core.realtime.outbox import MOST_BYTES, MOST_EVENTS, Outbox
from core.realtime.step import step


class Wire:
    """A socket whose send waits while `is_open` is not set."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.ends: list[str] = []
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.fault: Exception | None = None

    async def send(self, message: dict[str, Any]) -> None:
        """Send, wait, or fail."""
        await self.is_open.wait()
        if self.fault is not None:
            raise self.fault
        self.sent.append(message["text"])

    def outbox(self, send: Any = None) -> Outbox:
        """Make an outbox on this wire."""
        return Outbox(
            send or self.send, partial(self.ends.append, "slow"), partial(self.ends.append, "broken")
        )


class Transport:
    """A transport like Twisted's, with some bytes it has not got rid of."""

    def __init__(self, pending: int) -> None:
        self.dataBuffer, self.offset, self._tempDataLen = b"x" * 10, 10, pending
        self.transport = self


async def test_a_step_ends_at_once_or_can_be_awaited() -> None:
    gate = asyncio.get_running_loop().create_future()

    async def wait() -> str:
        return await gate

    async def go() -> None:
        return None

    assert step(go()) is None
    rest = step(wait())
    assert rest is not None
    gate.set_result("done")
    assert await rest == "done"


async def test_what_is_cancelled_or_fails_while_waiting_reaches_the_coroutine() -> None:
    seen: list[str] = []
    gate = asyncio.get_running_loop().create_future()

    async def wait() -> None:
        try:
            await gate
        except ValueError:
            seen.append("failed")
            await asyncio.sleep(60)

    async def finish(rest: Any) -> None:
        await rest

    task = asyncio.create_task(finish(step(wait())))
    gate.set_exception(ValueError())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert seen == ["failed"]


async def test_a_free_socket_gets_everything_before_put_returns() -> None:
    wire = Wire()
    outbox = wire.outbox()
    for text in "abc":
        outbox.put(text)
    assert wire.sent == ["a", "b", "c"]
    assert outbox.is_idle


async def test_a_full_socket_gets_the_rest_later_in_order() -> None:
    wire = Wire()
    wire.is_open.clear()
    outbox = wire.outbox()
    for text in "abc":
        outbox.put(text)
    assert wire.sent == []
    assert not outbox.is_idle
    wire.is_open.set()
    await asyncio.sleep(0.01)
    outbox.put("d")
    assert wire.sent == ["a", "b", "c", "d"]
    assert outbox.is_idle


@pytest.mark.parametrize(("text", "count"), [("x", MOST_EVENTS), ("x" * 100_000, MOST_BYTES // 100_000)])
async def test_a_reader_who_lags_too_far_is_cut_off_once(text: str, count: int) -> None:
    wire = Wire()
    wire.is_open.clear()
    outbox = wire.outbox()
    for _turn in range(1 + count):
        outbox.put(text)
    assert wire.ends == []
    for _turn in range(5):
        outbox.put(text)
    assert wire.ends == ["slow"]
    wire.is_open.set()
    await asyncio.sleep(0.01)
    assert wire.sent == []


async def test_a_socket_that_is_gone_is_told_once() -> None:
    wire = Wire()
    wire.fault = OSError("gone")
    outbox = wire.outbox()
    for _turn in range(3):
        outbox.put("x")
    assert wire.ends == ["broken"]
    wire.ends.clear()
    outbox = wire.outbox()
    wire.is_open.clear()
    outbox.put("x")
    wire.is_open.set()
    await asyncio.sleep(0.01)
    assert wire.ends == ["broken"]
    await outbox.put_patiently("y")
    assert wire.ends == ["broken"]


async def test_the_transport_of_a_server_that_never_waits_is_asked() -> None:
    wire = Wire()

    async def send(_transport: Transport, message: dict[str, Any]) -> None:
        await wire.send(message)

    outbox = wire.outbox(partial(send, Transport(10)))
    outbox.put("x")
    assert wire.sent == ["x"]
    assert not outbox.is_idle
    full = wire.outbox(partial(send, Transport(MOST_BYTES + 1)))
    full.put("y")
    assert (wire.sent, wire.ends) == (["x"], ["slow"])


async def test_catching_up_goes_at_the_readers_pace() -> None:
    wire = Wire()
    transport = Transport(MOST_BYTES)

    async def send(_transport: Transport, message: dict[str, Any]) -> None:
        await wire.send(message)

    task = asyncio.create_task(wire.outbox(partial(send, transport)).put_patiently("x"))
    await asyncio.sleep(0.03)
    assert (wire.sent, task.done()) == (["x"], False)
    transport._tempDataLen = 0
    await task


async def test_who_takes_nothing_while_catching_up_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.realtime.outbox.PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr("core.realtime.outbox.range", lambda turns: [1, 2], raising=False)
    wire = Wire()

    async def send(_transport: Transport, message: dict[str, Any]) -> None:
        await wire.send(message)

    await wire.outbox(partial(send, Transport(MOST_BYTES))).put_patiently("x")
    assert wire.ends == ["slow"]
