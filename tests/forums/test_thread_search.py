"""Search inside one thread: words without accents, marked passages, rights, hidden posts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forums.finding import numbers_of
from forums.models import Thread
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_post, make_thread

BODIES = (
    "Thủ tục **đất đai** ở xã.",
    "Der Bürger fragt nach der Straße.",
    "The land office answers.",
    "Dat dai without marks, and <script>alert(1)</script>.",
)


@pytest.fixture
def thread(delegate: User) -> Thread:
    """Four posts in three languages."""
    thread = make_thread(delegate)
    for body in BODIES:
        make_post(thread, delegate, body)
    return thread


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("dat dai", [4, 1]),
        ("ĐẤT", [4, 1]),
        ("thu tuc dat", [1]),
        ('"đất đai ở"', [1]),
        ("dat -without", [1]),
        ("burger strasse", [2]),
        ("off", [3]),
        ("ffice", []),
        ("land nobody", []),
        ("", []),
        ("***", []),
        ("漢字", []),
        ("(", []),
    ],
)
def test_every_word_must_begin_a_word(thread: Thread, typed: str, numbers: list[int]) -> None:
    assert numbers_of(thread, typed) == numbers


def test_the_page_marks_what_was_found_and_leads_to_it(thread: Thread, lead: User) -> None:
    page = (
        client_of(lead).get(reverse("forums:thread_search", args=[thread.pk]), {"q": "dat"}).content.decode()
    )
    assert "2 posts found" in page
    assert "<mark>đất</mark>" in page
    assert f'href="{thread.url_at(4).replace("&", "&amp;")}"' in page
    assert "<script>alert" not in page


def test_hidden_posts_are_not_found(thread: Thread, lead: User, admin: User) -> None:
    hidden = {"hidden_at": timezone.now(), "hidden_by": lead, "hidden_reason": "No."}
    thread.posts.filter(number=1).update(**hidden)
    for reader in (lead, admin):
        page = client_of(reader).get(reverse("forums:thread_search", args=[thread.pk]), {"q": "thu tuc"})
        assert "No post here holds all these words" in page.content.decode()


def test_a_page_of_finds_costs_the_same_however_many(thread: Thread, delegate: User, lead: User) -> None:
    client, url = client_of(lead), reverse("forums:thread_search", args=[thread.pk]) + "?q=land"
    costs = []
    for _turn in range(2):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        costs.append(len(queries))
        for _more in range(3):
            make_post(thread, delegate, "More land.")
    assert costs[0] == costs[1]
