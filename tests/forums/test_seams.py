"""What other parts of the product use: the embedded thread, search, the API, the words of live posts."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory

from core.search.indexing import settle
from core.search.querying import search
from core.search.results import Filters
from forums.actions import threads
from forums.models import Thread
from forums.searchables import tokens
from forums.states import BoardKind, ThreadKind
from forums.templatetags.forums import thread_of
from portals.models import Portal, User
from tests.builders import client_of
from tests.forums.builders import make_admission, make_board, make_post, make_thread

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "forums"


def drawn(user: object, subject: object) -> str:
    request = RequestFactory().get("/somewhere/")
    request.user = user
    words = Context({"request": request, "subject": subject, "csrf_token": "token"})
    return Template("{% load forums %}{% thread_about subject %}").render(words).strip()


def test_a_page_shows_the_thread_of_its_object(delegate: User, lead: User, portal: Portal) -> None:
    thread = threads.open_about(portal, board=make_board(), title="About finance", by=delegate)
    for number in range(1, 13):
        make_post(thread, delegate, f"Post {number}.")
    shown = drawn(lead, portal)
    assert re.findall(r"Post (\d+)\.", shown) == [str(number) for number in range(3, 13)]
    assert "Read from the beginning" in shown
    assert 'name="body"' in shown
    assert thread_of(portal, lead) == thread


@pytest.mark.parametrize("who", ["anonymous", "outsider", "observer"])
def test_a_page_shows_nothing_to_those_who_may_not_read(
    request: pytest.FixtureRequest, delegate: User, portal: Portal, who: str
) -> None:
    person = AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)
    board = make_board(BoardKind.CLOSED)
    make_admission(board, delegate)
    threads.open_about(portal, board=board, title="Between us", by=delegate)
    assert drawn(person, portal) == ""
    assert "Nobody has written here yet." in drawn(delegate, portal)


def test_an_object_without_a_thread_shows_nothing(delegate: User, portal: Portal) -> None:
    assert drawn(delegate, portal) == ""


def test_threads_are_found_by_what_was_said_in_them(delegate: User, lead: User, outsider: User) -> None:
    thread = make_thread(delegate, make_board(BoardKind.MEMBERS), title="Who answers first?")
    make_post(thread, delegate, "One desk for **everything**.")
    threads.pin(thread, by=moderator_of(thread, lead))
    settle()
    for words in ("answers first", "desk everything"):
        hits = search(words, Filters(kind=("thread",)), viewer=lead, page=1).hits
        assert [hit.url for hit in hits] == [thread.get_absolute_url()]
    assert search("desk", Filters(), viewer=outsider, page=1).total == 0


def test_threads_of_closed_boards_are_found_by_the_admitted_only(
    delegate: User, admin: User, lead: User
) -> None:
    board = make_board(BoardKind.CLOSED)
    make_admission(board, delegate)
    thread = make_thread(delegate, board, title="Quarantine of the desk")
    make_post(thread, delegate)
    threads.pin(thread, by=moderator_of(thread, lead))
    settle()
    found = {
        person: search("quarantine", Filters(), viewer=person, page=1).total for person in (delegate, admin)
    }
    assert found == {delegate: 1, admin: 0}
    assert list(tokens(admin)) == []


def moderator_of(thread: Thread, person: User) -> User:
    make_admission(thread.board, person, "moderator")
    return person


def test_the_api_shows_what_the_pages_show(delegate: User, outsider: User, admin: User) -> None:
    thread = make_thread(delegate, make_board(BoardKind.MEMBERS), kind=ThreadKind.QUESTION)
    make_admission(thread.board, delegate)
    make_post(thread, delegate, "Shown.")
    make_post(thread, delegate, "Secret.", hidden_at=thread.created_at, hidden_by=admin, hidden_reason="No.")
    client = client_of(delegate)
    assert client.get("/api/v1/threads/").json()["count"] == 1
    assert client.get(f"/api/v1/threads/{thread.pk}/").json()["last_number"] == 2
    found = client.get(f"/api/v1/threads/{thread.pk}/posts/").json()["results"]
    assert [(post["number"], post["body"], post["is_hidden"]) for post in found] == [
        (1, "Shown.", False),
        (2, "", True),
    ]
    assert client.get(f"/api/v1/boards/{thread.board.slug}/").status_code == 200
    for stranger in (client_of(None), client_of(outsider)):
        assert stranger.get("/api/v1/threads/").json()["count"] == 0
        for path in (f"threads/{thread.pk}/", f"threads/{thread.pk}/posts/", f"boards/{thread.board.slug}/"):
            assert stranger.get(f"/api/v1/{path}").status_code == 404


def test_the_api_only_reads(delegate: User) -> None:
    client = client_of(delegate)
    thread = make_thread(delegate)
    for path in ("threads/", f"threads/{thread.pk}/", f"threads/{thread.pk}/posts/", "boards/"):
        assert client.post(f"/api/v1/{path}", {"title": "x"}).status_code == 405


def test_live_posts_find_all_their_words_on_the_page() -> None:
    used = set()
    for name in ("_post.html", "_reactions.html"):
        used |= set(re.findall(r'data-word="([a-z_]+)"', (TEMPLATES / name).read_text(encoding="utf-8")))
    offered = set(
        re.findall(r'data-key="([a-z_]+)"', (TEMPLATES / "_words.html").read_text(encoding="utf-8"))
    )
    assert used
    assert used - offered == set()
