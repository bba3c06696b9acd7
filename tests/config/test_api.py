"""The read-only API: the same things as on the pages, for the same people, in pages, by token or session."""

import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.authtoken.models import Token

from config.api import router
from forums.states import BoardKind
from library.actions import best_practices
from portals.models import User
from tests.builders import client_of, make_portal
from tests.conferences.builders import make_conference, make_session
from tests.forums.builders import make_admission, make_board, make_post, make_thread
from tests.library.builders import make_draft, make_published
from tests.proposals.builders import make_draft as make_problem_draft
from tests.proposals.builders import make_problem, make_solution, make_solution_draft

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"
LISTS = [prefix for prefix, _view, _name in router.registry]
LOOKUPS = {prefix: view.lookup_field for prefix, view, _name in router.registry}


def rows(user: User | None, kind: str, query: str = "") -> list[dict[str, Any]]:
    response = client_of(user).get(f"{ROOT}{kind}/{query}")
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["results"]
    return found


def keys(user: User | None, kind: str) -> set[Any]:
    return {row[LOOKUPS[kind] if LOOKUPS[kind] != "pk" else "id"] for row in rows(user, kind)}


@pytest.fixture
def world(delegate: User, other_editor: User, organiser: User) -> dict[str, tuple[Any, Any, Any]]:
    """Of each kind one for everybody, one for members, and one that others may not see."""
    public = make_published(delegate, other_editor, is_public=True)
    closed = make_board(BoardKind.CLOSED)
    make_admission(closed, delegate)
    open_to_all, for_members = make_conference(is_public=True), make_conference(is_public=False)
    hidden = make_conference(state="draft", is_public=True)
    threads = [make_thread(delegate, board) for board in (make_board(is_public=True), make_board(), closed)]
    make_post(threads[1], delegate, "Good morning.")
    problem = make_problem(delegate)
    return {
        "conferences": (open_to_all.slug, for_members.slug, hidden.slug),
        "sessions": tuple(make_session(one).pk for one in (open_to_all, for_members, hidden)),
        "problems": (None, problem.number, make_problem_draft(delegate).number),
        "solutions": (None, make_solution(delegate, problem).number, make_solution_draft(delegate).number),
        "practices": (public.slug, make_published(delegate, other_editor).slug, make_draft(delegate).slug),
        "boards": tuple(thread.board.slug for thread in threads),
        "threads": tuple(thread.pk for thread in threads),
        "portals": (delegate.portal.slug, None, make_portal("asleep", is_active=False).slug),
    }


def test_every_kind_of_the_chain_is_there() -> None:
    assert set(LISTS) == {
        "boards", "conferences", "portals", "practices", "problems", "sessions", "solutions", "threads",
    }  # fmt: skip
    assert set(Client().get(ROOT).json()) == set(LISTS)


@pytest.mark.parametrize("kind", LISTS)
def test_everybody_reads_what_the_pages_show_them(
    kind: str, world: dict[str, tuple[Any, Any, Any]], other_delegate: User, outsider: User
) -> None:
    public, for_members, hidden = world[kind]
    seen = {person: keys(person, kind) for person in (None, outsider, other_delegate)}
    assert [public in seen[one] for one in seen] == [public is not None] * 3
    assert [for_members in seen[one] for one in seen] == [False, False, for_members is not None]
    assert [hidden in seen[one] for one in seen] == [False] * 3
    for person, found in seen.items():
        answers = {
            key: client_of(person).get(f"{ROOT}{kind}/{key}/").status_code for key in world[kind] if key
        }
        assert answers == {key: 200 if key in found else 404 for key in answers}


def test_the_posts_of_a_thread_are_as_visible_as_the_thread(
    world: dict[str, tuple[Any, Any, Any]], other_delegate: User, outsider: User
) -> None:
    _public, members, closed = world["threads"]
    assert [row["body"] for row in rows(other_delegate, f"threads/{members}/posts")] == ["Good morning."]
    for person, thread in ((outsider, members), (None, members), (other_delegate, closed)):
        assert client_of(person).get(f"{ROOT}threads/{thread}/posts/").status_code == 404


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("kind", LISTS)
def test_nothing_is_written_through_it(kind: str, admin: User) -> None:
    client = client_of(admin)
    (row, *_rest) = rows(admin, kind)
    one = f"{ROOT}{kind}/{row[LOOKUPS[kind] if LOOKUPS[kind] != 'pk' else 'id']}/"
    body = {"data": {"state": "published", "owner": 1, "is_staff": True}, "content_type": "application/json"}
    answers = [
        client.post(f"{ROOT}{kind}/", **body).status_code,
        client.put(one, **body).status_code,
        client.patch(one, **body).status_code,
        client.delete(one).status_code,
    ]
    assert answers == [405] * 4


@pytest.mark.usefixtures("world")
def test_a_token_reads_as_its_person(other_delegate: User) -> None:
    token = Token.objects.create(user=other_delegate)
    by_token = Client(headers={"Authorization": f"Token {token.key}"}).get(f"{ROOT}problems/").json()
    assert by_token["count"] == len(rows(other_delegate, "problems")) == 2
    wrong = Client(headers={"Authorization": "Token nonsense"}).get(f"{ROOT}problems/")
    assert wrong.status_code == 401


def test_pages_are_capped(delegate: User) -> None:
    for number in range(102):
        make_portal(f"branch-{number}")
    assert len(rows(delegate, "portals")) == 25
    assert len(rows(delegate, "portals", "?page_size=5000")) == 100
    assert len(rows(delegate, "portals", "?page_size=40&page=2")) == 40
    assert client_of(delegate).get(f"{ROOT}portals/?page=999").status_code == 404


def test_lists_are_narrowed(delegate: User) -> None:
    conference = make_conference("first")
    talk = make_session(conference, "Opening", state="live")
    make_session(make_conference("second"), "Closing")
    narrowed = {
        query: [row["id"] for row in rows(delegate, "sessions", query)]
        for query in ("?conference=first", "?q=open", "?state=live", "?before=2001-01-01T00:00:00Z")
    }
    assert list(narrowed.values()) == [[talk.pk], [talk.pk], [talk.pk], []]
    assert client_of(delegate).get(f"{ROOT}sessions/?state=nonsense").status_code == 400


def test_a_session_says_where_and_when(delegate: User) -> None:
    session = make_session(make_conference("first"), "Opening")
    (row,) = rows(delegate, "sessions")
    shown = ("conference", "title", "minutes", "room", "speakers", "url")
    assert {name: row[name] for name in shown} == {
        "conference": "first",
        "title": "Opening",
        "minutes": 60,
        "room": None,
        "speakers": [],
        "url": session.get_absolute_url(),
    }


def test_a_practice_is_read_as_it_was_verified(
    delegate: User, other_editor: User, other_delegate: User
) -> None:
    practice = make_published(delegate, other_editor, title="Verified words")
    best_practices.save(best_practices.revise(practice, by=delegate), by=delegate, title="Secret words")
    (row,) = rows(other_delegate, "practices")
    assert (row["state"], row["text"]["title"]) == ("published", "Verified words")


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("key", ["-1", "0", str(2**63), "..%2f", "%00", "nothing-like-it"])
def test_keys_of_nothing_find_nothing(kind: str, key: str, delegate: User) -> None:
    assert client_of(delegate).get(f"{ROOT}{kind}/{key}/").status_code == 404


@pytest.mark.parametrize("kind", LISTS)
def test_nul_in_a_filter_never_fails(kind: str, delegate: User) -> None:
    answer = client_of(delegate).get(
        f"{ROOT}{kind}/?search=%00&conference=%00&theme=%00&state=%00&portal=%00"
    )
    assert answer.status_code in {200, 400}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_costs_the_same_for_few_and_for_many(
    kind: str, delegate: User, other_editor: User, organiser: User
) -> None:
    costs = []
    for _ in range(2):
        for _ in range(2):
            make_session(make_conference())
            make_solution(delegate, make_problem(delegate))
            make_published(delegate, other_editor)
            make_post(make_thread(delegate), delegate)
        client = client_of(delegate)
        client.get(f"{ROOT}{kind}/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{ROOT}{kind}/").json()["count"] >= 2
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_description_is_whole_and_valid() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=(out := io.StringIO()))
    paths = [line.strip().rstrip(":") for line in out.getvalue().splitlines() if line.startswith("  /api/")]
    assert {path.split("/")[3] for path in paths} == set(LISTS)
    served = [Client().get(f"{ROOT}schema/?lang={language}").content for language in ("en", "de", "en")]
    assert served[0].decode().strip() == out.getvalue().strip()
    assert served[1] != served[0] == served[2]
