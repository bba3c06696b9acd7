"""Long threads: any post opens at the same cost, blocks come in one by one, days lead to their posts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forums.models import Post, Thread, ThreadRead
from forums.windows import Window, evenly
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_post, make_thread

LENGTH = 230
FIRST_DAY = timezone.now().replace(hour=5) - timedelta(days=300)


@pytest.fixture
def thread(delegate: User) -> Thread:
    """A thread with a post on each of 230 days."""
    thread = make_thread(delegate)
    rows = [
        Post(
            thread=thread,
            number=number,
            author=delegate,
            portal=delegate.portal,
            client_id=uuid4(),
            html=f"<p>{number}</p>",
            created_at=FIRST_DAY + timedelta(days=number),
        )
        for number in range(1, LENGTH + 1)
    ]
    last = Post.objects.bulk_create(rows)[-1]
    columns = {"last_number": LENGTH, "post_count": LENGTH, "last_post": last}
    Thread.objects.filter(pk=thread.pk).update(**columns)
    return Thread.objects.get(pk=thread.pk)


def statements(user: User, url: str) -> list[str]:
    client = client_of(user)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in queries]


def test_every_post_opens_by_as_many_statements_none_of_which_counts_rows_away(
    thread: Thread, lead: User
) -> None:
    page, window = thread.page, reverse("forums:window", args=[thread.pk])
    for url in (page, window):
        first, last = (statements(lead, f"{url}?at={number}") for number in (1, LENGTH - 10))
        assert len(first) == len(last)
        assert not any("OFFSET" in sql for sql in last)


def test_a_block_for_a_script_says_where_it_stands_and_reads_nothing(thread: Thread, lead: User) -> None:
    answer = client_of(lead).get(reverse("forums:window", args=[thread.pk]), {"at": 60, "line": 70}).json()
    html = answer.pop("html")
    assert answer == {
        "first": 51,
        "last": 100,
        "newest": LENGTH,
        "has_earlier": True,
        "has_later": True,
        "after": 0,
    }
    assert html.count("<article") == 50
    assert html.index("first-unread") < html.index('data-number="70"')
    assert not ThreadRead.objects.filter(user=lead).exists()


def test_a_block_shows_a_hidden_post_as_a_stub(thread: Thread, lead: User) -> None:
    hidden = {"hidden_at": timezone.now(), "hidden_by": lead, "hidden_reason": "Off topic.", "html": "secret"}
    thread.posts.filter(number=3).update(**hidden)
    html = client_of(lead).get(reverse("forums:window", args=[thread.pk])).json()["html"]
    assert "secret" not in html
    assert "Off topic." in html


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("at=77", 77),
        ("at=9999", LENGTH),
        ("at=x", 1),
        ("", 1),
        (f"on={(FIRST_DAY + timedelta(days=30)).date()}", 30),
        ("on=1999-12-31", 1),
        ("on=2190-01-01", LENGTH),
        ("on=9999-12-31", 1),
        ("on=0001-01-01", 1),
        ("on=2026-02-31", 1),
    ],
)
def test_a_number_and_a_day_lead_to_a_post(thread: Thread, lead: User, query: str, number: int) -> None:
    answer = client_of(lead).get(f"{reverse('forums:jump', args=[thread.pk])}?{query}")
    assert answer["Location"] == thread.url_at(number)


def test_the_rail_shows_days_and_where_one_is(thread: Thread, lead: User) -> None:
    page = client_of(lead).get(f"{thread.page}?at=120").content.decode()
    assert page.count('class="rail-stops"') == 1
    assert "Post 120 of 230" in page
    rail = page.split('class="rail-stops"')[1].split("</ol>")[0]
    assert rail.count("<li>") == 9
    assert 'data-number="115" aria-current="true"' in rail


def test_a_short_thread_needs_no_rail(delegate: User, lead: User) -> None:
    thread = make_thread(delegate)
    make_post(thread, delegate)
    assert "rail-stops" not in client_of(lead).get(thread.page).content.decode()


@pytest.mark.parametrize(
    ("newest", "numbers"),
    [(0, []), (3, [1, 2, 3]), (9, [1, 3, 5, 7, 9]), (5000, [1, 1250, 2500, 3750, 5000])],
)
def test_stops_are_spread_evenly(newest: int, numbers: list[int]) -> None:
    assert evenly(newest, 5) == numbers


def test_a_block_knows_at_which_post_it_was_opened() -> None:
    assert Window.around(120, 450) == Window(first=101, last=150, newest=450, at=120)
    assert Window.around(999, 450).at == 450
