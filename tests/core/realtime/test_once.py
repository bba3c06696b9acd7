"""However many listen, an event is rendered and encoded once and the same text goes to all."""

from typing import Any
from uuid import uuid4

import pytest

from core.realtime import wire
from core.realtime.door import ask
from forums.actions import changes, posts
from portals.models import User
from tests.core.realtime.builders import HALL, append, let_in
from tests.forums.builders import make_thread


class Counter:
    """Counts the calls of a function that go on as before."""

    def __init__(self, function: Any) -> None:
        self.function, self.seen = function, list[Any]()

    def __call__(self, first: Any, *rest: Any, **words: Any) -> Any:
        """Note the first argument and go on."""
        self.seen.append(first)
        return self.function(first, *rest, **words)


async def test_an_event_is_encoded_once_for_all_who_hear_it(
    browse: Any, guest: User, outsider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(let_in, outsider)
    browsers = [await browse(user) for user in (guest, outsider) for _window in range(8)]
    for browser in browsers:
        await browser.enter()
    dump = Counter(wire.dump)
    monkeypatch.setattr(wire, "dump", dump)
    for number in (1, 2):
        await append(HALL, n=number)
    for browser in browsers:
        assert await browser.numbers(2) == [1, 2]
    assert [one["payload"]["n"] for one in dump.seen if one["type"] == "event"] == [1, 2]


@pytest.mark.django_db
def test_a_post_is_drawn_once_for_all_readers(
    delegate: User, lead: User, other_delegate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = make_thread(delegate)
    for by in (delegate, lead, other_delegate):
        posts.publish(thread, body="I watch this.", by=by, client_id=uuid4())
    draw = Counter(changes.neutral)
    monkeypatch.setattr(changes, "neutral", draw)
    posts.publish(thread, body="New.", by=delegate, client_id=uuid4())
    assert draw.seen == ["forums/_post.html"]
