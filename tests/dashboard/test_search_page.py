"""The search page and the suggestions: what one may see, narrowed in the address, safe whatever is typed."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.search.indexing import settle
from dashboard.views.search import parts
from forums.actions import posts
from forums.models import Thread
from library.actions import best_practices, retirement
from portals.models import User
from tests.builders import client_of, make_theme
from tests.library.builders import make_draft, make_published
from tests.proposals.builders import make_problem

ENGLISH = {"Accept-Language": "en"}
pytestmark = pytest.mark.django_db


def found(user: User | None, query: str) -> str:
    settle()
    response = client_of(user).get(f"/search/?{query}", headers=ENGLISH)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def suggested(user: User | None, typed: str) -> list[dict[str, Any]]:
    settle()
    response = client_of(user).get("/search/suggest/", {"q": typed}, headers=ENGLISH)
    assert response["Cache-Control"] == "private, no-store"
    found: list[dict[str, Any]] = response.json()["suggestions"]
    return found


def test_an_empty_box_says_what_can_be_found() -> None:
    assert "best practices come first" in found(None, "")
    assert "best practices come first" in found(None, "q=+++")


def test_words_are_found_with_and_without_accents(delegate: User, other_editor: User) -> None:
    make_published(delegate, other_editor, title="Một đầu mối tiếp nhận", language="vi", is_public=True)
    for query in ("một đầu mối", "mot dau moi"):
        shown = found(None, f"q={query}")
        assert "1 result" in shown
        assert "<mark>đầu mối</mark>" in shown.replace("</mark> <mark>", " ")


def test_nobody_finds_what_they_may_not_see(
    delegate: User, other_editor: User, other_delegate: User, outsider: User
) -> None:
    make_published(delegate, other_editor, title="Umbrella for members")
    make_draft(delegate, title="Umbrella in the making")
    seen = {who: found(who, "q=umbrella").count("Umbrella") for who in (other_delegate, outsider, None)}
    assert list(seen.values()) == [1, 0, 0]
    assert "Nothing that you may see matches" in found(None, "q=umbrella")
    assert [len(suggested(who, "umb")) for who in (other_delegate, outsider, None)] == [1, 0, 0]


def test_the_thread_of_an_object_is_found_once_somebody_wrote(
    delegate: User, other_editor: User, other_delegate: User
) -> None:
    practice = make_published(delegate, other_editor, title="Umbrella")
    assert "1 result" in found(delegate, "q=umbrella")
    posts.publish(
        Thread.objects.about(practice).get(), body="In use here too.", by=other_delegate, client_id=uuid4()
    )
    assert "2 results" in found(delegate, "q=umbrella")


def test_best_practices_come_first(delegate: User, other_editor: User) -> None:
    make_problem(delegate, title="Umbrella lost")
    make_published(delegate, other_editor, title="Umbrella found")
    shown = found(delegate, "q=umbrella")
    assert shown.index("found</a>") < shown.index("lost</a>")


def test_a_number_finds_exactly_what_bears_it_first(
    delegate: User, other_editor: User, outsider: User
) -> None:
    problem = make_problem(delegate, title="Broken umbrellas")
    code = problem.code
    make_published(delegate, other_editor, title=f"Umbrellas that answer {code}", summary=f"{code} {code}")
    make_problem(delegate, title=f"Worse than {code}", what_happens=f"{code} again and again: {code}")
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", "%20")):
        shown = found(delegate, f"q={typed}")
        titles = shown.split('class="hit-title"')
        assert problem.get_absolute_url() in titles[1], typed
        assert suggested(delegate, typed.replace("%20", " "))[0]["url"] == problem.get_absolute_url(), typed
    assert problem.get_absolute_url() not in found(outsider, f"q={code}")
    assert suggested(outsider, code) == []
    assert problem.get_absolute_url() not in found(delegate, f"q={code}&kind=solution")


def test_facets_narrow_and_can_be_taken_away(delegate: User, other_editor: User) -> None:
    theme = make_theme("water")
    make_published(delegate, other_editor, title="Umbrella of water", themes=[theme])
    make_published(delegate, other_editor, title="Umbrella of fire")
    make_problem(delegate, title="Umbrella lost")
    assert "3 results" in found(delegate, "q=umbrella")
    shown = found(delegate, "q=umbrella&kind=practice&theme=water&page=3")
    assert "1 result" in shown
    assert 'href="?q=umbrella&amp;theme=water"' in shown
    assert '<input type="hidden" name="theme" value="water">' in shown


def test_facets_alone_list_the_newest(delegate: User, other_editor: User) -> None:
    make_published(delegate, other_editor, title="Umbrella found")
    assert "1 result" in found(delegate, "kind=practice")


def test_hits_say_how_they_stand(delegate: User, other_editor: User, other_delegate: User) -> None:
    practice = make_published(delegate, other_editor, title="Umbrella")
    assert "tone-gold" in found(other_delegate, "q=umbrella")
    retirement.outdate(practice, by=delegate, reason="The law has changed")
    assert "Outdated" in found(other_delegate, "q=umbrella")


def test_a_new_version_in_the_making_is_not_found(
    delegate: User, other_editor: User, other_delegate: User
) -> None:
    practice = best_practices.revise(make_published(delegate, other_editor, title="Umbrella"), by=delegate)
    best_practices.save(practice, by=delegate, title="Parasol")
    assert "Nothing that you may see" in found(other_delegate, "q=parasol")
    assert "Verified" in found(other_delegate, "q=umbrella")


@pytest.mark.parametrize(
    "query",
    [
        "q=%27%3B+DROP+TABLE+search_entry--",
        "q=%25&page=-1",
        "q=_&page=9999999",
        "q=a&page=%F0%9F%98%80",
        "q=%00umbrella%00",
        "q=" + "x" * 5000,
        "q=a&kind=nonsense&portal=abc&theme=%00&language=xx",
        "q=%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9",
        "q=a&q=b&kind=practice&kind=problem",
        "q=%22unclosed+-+AND+OR+(",
    ],
)
def test_odd_words_break_nothing(delegate: User, query: str) -> None:
    found(delegate, query)
    client_of(delegate).get(f"/search/suggest/?{query}")


def test_typed_markup_stays_text() -> None:
    shown = found(None, "q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_suggestions_come_in_pieces_of_plain_text(delegate: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor, title="Desk <b> & umbrella", is_public=True)
    (line,) = suggested(None, "umb")
    assert line == {
        "parts": [["Desk <b> & ", False], ["umbrella", True]],
        "kind": "Best practices",
        "url": practice.get_absolute_url(),
    }


def test_nothing_typed_suggests_nothing() -> None:
    assert [suggested(None, typed) for typed in ("", "   ")] == [[], []]


@pytest.mark.parametrize(
    ("label", "pieces"),
    [
        ("plain", [("plain", False)]),
        ("<mark>Một</mark> đầu", [("Một", True), (" đầu", False)]),
        ("a &amp; <mark>b</mark>", [("a & ", False), ("b", True)]),
        ("", []),
    ],
)
def test_a_marked_title_is_taken_apart(label: str, pieces: list[tuple[str, bool]]) -> None:
    assert parts(label) == pieces


def test_searching_costs_the_same_for_one_hit_and_for_three(delegate: User, other_editor: User) -> None:
    costs = []
    for count in (1, 2):
        for _ in range(count):
            make_published(delegate, other_editor, title="Umbrella", is_public=True)
        settle()
        client = client_of(delegate)
        client.get("/search/?q=umbrella")
        with CaptureQueriesContext(connection) as queries:
            assert b"Umbrella" in client.get("/search/?q=umbrella").content
        costs.append(len(queries))
    assert costs[0] == costs[1]
