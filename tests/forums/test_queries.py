"""Lists and threads cost the same number of queries however much they show."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forums.models import Reaction, ThreadRead
from forums.states import ReactionKind
from portals.models import User
from tests.builders import client_of, make_member
from tests.forums.builders import make_admission, make_board, make_post, make_thread


def queries_of(user: User, url: str) -> int:
    client = client_of(user)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def fill(board: object, reader: User) -> None:
    author = make_member()
    make_admission(board, author)
    thread = make_thread(author, board)
    ThreadRead.objects.create(user=reader, thread=thread, last_number=1)
    grow(thread)


def grow(thread: object) -> None:
    author, other = make_member(), make_member()
    first = make_post(thread, author)
    make_post(thread, other, reply_to=first)
    for kind in (ReactionKind.AGREE, ReactionKind.SAME):
        Reaction.objects.create(post=first, user=other, kind=kind)


@pytest.mark.parametrize("name", ["list", "threads", "board", "people"])
def test_lists(admin: User, name: str) -> None:
    board = make_board()
    url = reverse(f"forums:{name}", args=[board.slug] if name in {"board", "people"} else [])
    fill(board, admin)
    with_one = queries_of(admin, url)
    for _turn in range(2):
        fill(board, admin)
        fill(make_board(), admin)
    assert queries_of(admin, url) == with_one
    assert with_one <= 20


def test_a_thread(lead: User) -> None:
    thread = make_thread(lead)
    grow(thread)
    with_two = queries_of(lead, thread.get_absolute_url())
    for _turn in range(3):
        grow(thread)
    assert queries_of(lead, thread.get_absolute_url()) == with_two
    assert with_two <= 22


@pytest.mark.parametrize("path", ["boards/", "threads/", "threads/{}/posts/"])
def test_the_api(lead: User, path: str) -> None:
    board = make_board()
    fill(board, lead)
    thread = board.threads.get()
    url = f"/api/v1/{path}".format(thread.pk)
    with_one = queries_of(lead, url)
    for _turn in range(2):
        fill(make_board(), lead)
        grow(thread)
    assert queries_of(lead, url) == with_one


def test_writing_costs_the_same_in_a_long_thread(lead: User) -> None:
    thread = make_thread(lead)
    url = reverse("forums:publish", args=[thread.pk])
    client = client_of(lead)

    def cost(send: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            send()
        return len(queries)

    client.post(url, {"body": "First."})
    short = cost(lambda: client.post(url, {"body": "Second."}))
    for _turn in range(30):
        make_post(thread, lead)
    assert cost(lambda: client.post(url, {"body": "Later."})) == short
