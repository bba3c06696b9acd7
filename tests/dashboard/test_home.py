"""The home page: the welcome of visitors, the desk of members."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conferences.models import Conference, Session
from library.actions import adoptions, best_practices
from portals.models import User
from tests.builders import client_of, make_member
from tests.library.builders import make_draft, make_published
from tests.proposals.builders import make_draft as make_problem_draft
from tests.proposals.builders import make_problem, make_solution

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


def home(user: User | None) -> str:
    response = client_of(user).get("/", headers={"Accept-Language": "en"})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def hold(conference: Conference, title: str, begins: timedelta, **fields: Any) -> Session:
    """Put a session of an hour into the programme."""
    starts = timezone.now() + begins
    ends = starts + timedelta(hours=1)
    return Session.objects.create(
        conference=conference, title=title, starts_at=starts, ends_at=ends, **fields
    )


def test_visitors_are_told_what_this_is(delegate: User, other_editor: User) -> None:
    make_published(delegate, other_editor, title="One desk", is_public=True)
    make_published(delegate, other_editor, title="For members")
    shown = home(None)
    assert "The portals of government solve problems together" in shown
    assert "One desk" in shown
    assert "For members" not in shown
    assert "What waits for you" not in shown


def test_the_figures_count_what_a_visitor_may_see(
    delegate: User, other_editor: User, other_delegate: User
) -> None:
    public = make_published(delegate, other_editor, is_public=True)
    hidden = make_published(delegate, other_editor)
    for practice in (public, hidden):
        adoptions.declare(practice, by=other_delegate)
    shown = home(None)
    assert "<b>2</b> portals" in shown
    assert "<b>1</b> verified practice<" in shown
    assert "<b>1</b> adoption<" in shown


def test_an_account_without_portal_is_shown_the_way_to_one(outsider: User, delegate: User) -> None:
    assert "You belong to no portal yet" in home(outsider)
    assert "You belong to no portal yet" not in home(delegate)


def test_members_see_for_whom_they_act(delegate: User, admin: User, observer: User) -> None:
    assert "You act for Finance as Delegate" in home(delegate)
    assert "you act for no portal" in home(admin)
    assert "Log a problem" in home(delegate)
    assert "Log a problem" not in home(observer)


def test_what_is_on_now_and_next(conference: Conference, delegate: User) -> None:
    hold(conference, "Opening", timedelta(minutes=-10), state="live")
    hold(conference, "Called off", timedelta(minutes=-10), state="cancelled")
    hold(conference, "Over", timedelta(hours=-3))
    hold(conference, "Results", timedelta(hours=2))
    hold(conference, "Next week", timedelta(days=7))
    shown = home(delegate)
    now, _next, upcoming = shown.partition(">Next</h3>")
    assert ("Opening" in now, "Results" in upcoming, "Next week" in upcoming) == (True, True, True)
    assert "Called off" not in shown
    assert ">Over<" not in shown


def test_news_are_what_one_may_see(delegate: User, other_delegate: User, outsider: User) -> None:
    problem = make_problem(delegate, title="Old forms stay online")
    make_solution(delegate, problem, title="One source of forms")
    make_problem_draft(delegate, title="Not yet said")
    assert "Old forms stay online" in home(other_delegate)
    assert "One source of forms" in home(other_delegate)
    assert "Not yet said" not in home(other_delegate).partition("What waits for you")[2]
    assert "Old forms stay online" not in home(outsider)


def test_a_practice_that_is_being_rewritten_stays_as_it_was_verified(
    delegate: User, other_editor: User, other_delegate: User
) -> None:
    practice = make_published(delegate, other_editor, title="Verified words")
    best_practices.save(best_practices.revise(practice, by=delegate), by=delegate, title="Secret words")
    shown = home(other_delegate)
    assert "Verified words" in shown
    assert "Secret words" not in shown


def test_what_one_was_told_can_be_opened_from_here(delegate: User, lead: User, other_editor: User) -> None:
    make_published(delegate, other_editor, title="One desk")
    assert "verified and published “One desk”" in home(lead)


@pytest.mark.parametrize("role", ["delegate", "lead", "editor", "organiser", "admin", "outsider"])
def test_home_costs_few_queries_however_much_there_is(
    role: str, request: pytest.FixtureRequest, conference: Conference, delegate: User, other_editor: User
) -> None:
    user, costs = request.getfixturevalue(role), []
    for _ in range(2):
        for _ in range(2):
            hold(conference, "Talk", timedelta(hours=1))
            make_draft(make_member())
            practice = make_published(delegate, other_editor, is_public=True)
            adoptions.declare(practice, by=make_member())
            make_solution(make_member(), make_problem(delegate, conference=conference))
        client = client_of(user)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= MOST_QUERIES
