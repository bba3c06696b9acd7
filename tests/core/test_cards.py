"""Cards tell each reader no more than the page they lead to."""

from typing import Any

import pytest

from core.cards import card_at
from forums.states import BoardKind
from portals.models import Portal, User
from tests.builders import client_of
from tests.conferences.builders import make_conference, make_session
from tests.forums.builders import make_board, make_post, make_thread
from tests.library.builders import make_draft, make_published
from tests.proposals.builders import make_problem, make_solution


def asked(user: User | None, *addresses: str) -> dict[str, str]:
    query = "&".join(f"u={address}" for address in addresses)
    return client_of(user).get(f"/cards/?{query}").json()["cards"]


def title(address: str, user: Any) -> str | None:
    card = card_at(address, user)
    return card.title if card else None


def test_every_kind_has_a_card(delegate: User, other_editor: User, portal: Portal) -> None:
    problem, solution = make_problem(delegate), make_solution(delegate)
    practice, session = make_published(delegate, other_editor), make_session(make_conference())
    thread = make_thread(delegate)
    things = [problem, solution, practice, session, session.conference, thread, thread.board, portal]
    titles = [title(thing.get_absolute_url().partition("#")[0], delegate) for thing in things]
    assert titles == [getattr(thing, "title", None) or thing.name for thing in things]


def test_a_post_in_a_thread_is_named_with_its_words(delegate: User) -> None:
    post = make_post(make_thread(delegate), delegate, "Some **strong** words")
    for address in (post.get_absolute_url(), f"/forums/posts/{post.pk}/"):
        card = card_at(address, delegate)
        assert card is not None
        assert (card.title, card.line) == (f"{delegate} #1 · {post.thread}", "Some strong words")


def test_who_may_not_see_a_thing_gets_no_card(delegate: User, lead: User, outsider: User) -> None:
    closed = make_thread(delegate, make_board(BoardKind.CLOSED))
    draft = make_draft(delegate)
    addresses = [
        closed.get_absolute_url(),
        draft.get_absolute_url(),
        make_problem(delegate).get_absolute_url(),
    ]
    assert len(asked(lead, *addresses)) == 2
    assert asked(outsider, *addresses) == {}
    assert asked(None, *addresses) == {}


def test_a_hidden_post_is_not_told_by_its_card(delegate: User, lead: User, other_delegate: User) -> None:
    thread = make_thread(delegate)
    hidden = {"hidden_at": thread.created_at, "hidden_by": lead, "hidden_reason": "No."}
    post = make_post(thread, delegate, "Secret words", **hidden)
    (card,) = asked(other_delegate, post.get_absolute_url().partition("#")[0]).values()
    assert "Secret" not in card
    assert thread.title in card


def test_hostile_titles_are_words_and_foreign_addresses_nothing(delegate: User) -> None:
    thread = make_thread(delegate, title="<img src=x onerror=alert(1)>")
    (card,) = asked(delegate, thread.get_absolute_url()).values()
    assert "<img src=x" not in card
    assert asked(delegate, "https://evil.example/", "//evil.example/", "/nowhere/", "") == {}


@pytest.mark.parametrize("number", [13, 40])
def test_at_most_twelve_at_once(delegate: User, number: int) -> None:
    threads = [make_thread(delegate).get_absolute_url() for _ in range(number)]
    assert len(asked(delegate, *threads)) == 12
