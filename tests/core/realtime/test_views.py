"""The same events over plain HTTP."""

import json
from typing import Any

import pytest
from django.test import Client

from core.realtime import log
from portals.models import User
from tests.builders import client_of
from tests.core.realtime.builders import HALL, let_in

pytestmark = pytest.mark.django_db
ADDRESS = f"/live/{HALL}/events"


@pytest.fixture
def client(delegate: User) -> Client:
    """A browser of somebody who may enter."""
    return client_of(let_in(delegate))


def read(client: Client, address: str) -> tuple[int, Any]:
    """Return status and content."""
    answer = client.get(address)
    return answer.status_code, json.loads(answer.content)


def test_the_rest_after_a_cursor(client: Client) -> None:
    for number in (1, 2, 3):
        log.append(HALL, "said", {"n": number})
    event = {"type": "event", "room": HALL, "seq": 3, "kind": "said", "payload": {"n": 3}}
    assert read(client, f"{ADDRESS}?after=2") == (200, {"type": "events", "events": [event]})
    assert read(client, f"{ADDRESS}?after=3") == (200, {"type": "events", "events": []})


def test_a_cursor_that_cannot_be_served_loads_anew(client: Client) -> None:
    log.append_all([log.Change(HALL, "said")] * 501)
    for after in (0, 999):
        assert read(client, f"{ADDRESS}?after={after}") == (200, {"type": "reset", "room": HALL, "seq": 501})


@pytest.mark.parametrize("after", ["", "-1", "x", "1.5", "١", "1" * 17, "9" * 16, "1&after="])
def test_an_unusable_cursor_is_refused(client: Client, after: str) -> None:
    status, answer = read(client, f"{ADDRESS}?after={after}")
    assert (status, answer["type"], answer["code"]) == (400, "error", "fields")


def test_only_members_read(client: Client, outsider: User) -> None:
    log.append(HALL, "said", {})
    assert read(Client(), f"{ADDRESS}?after=0")[0] == 401
    assert read(client_of(outsider), f"{ADDRESS}?after=0")[0] == 404
    assert read(client, "/live/hall:2/events?after=0")[0] == 404
    assert read(client, "/live/%00/events?after=0")[0] == 404
    assert read(client, f"{ADDRESS}?after=0")[0] == 200


def test_answers_are_not_kept_and_cost_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    log.append_all([log.Change(HALL, "said")] * 100)
    with django_assert_max_num_queries(12):
        answer = client.get(f"{ADDRESS}?after=0")
    assert "no-store" in answer["Cache-Control"]
    assert client.post(ADDRESS).status_code == 405
