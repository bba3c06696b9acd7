"""What waits for whom: each line counts what is there, and leads to a page that shows it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from conferences.actions import registrations
from conferences.models import Conference
from dashboard.waiting import waiting_for
from forums.states import BoardRole
from library.actions import adoptions
from library.models import BestPractice
from portals.models import User
from portals.states import MembershipState
from proposals.actions import problem_moves
from proposals.models import Pilot, Problem, Solution
from tests.builders import client_of, make_member, make_membership, make_user
from tests.conferences.builders import make_conference, make_registration, make_team
from tests.forums.builders import make_admission, make_post, make_report, make_thread
from tests.library.builders import make_draft as make_practice_draft
from tests.library.builders import make_in_review, make_published
from tests.proposals import builders as proposals

pytestmark = pytest.mark.django_db


def lines(user: User) -> list[str]:
    return [one.words for one in waiting_for(User.objects.get(pk=user.pk))]


def led_to(user: User, words: str) -> str:
    """Return the page that a line leads to."""
    (line,) = [one for one in waiting_for(User.objects.get(pk=user.pk)) if one.words == words]
    response = client_of(user).get(line.url)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_waits_for_newcomers_and_readers(
    outsider: User, observer: User, delegate: User, admin: User
) -> None:
    assert [lines(one) for one in (outsider, observer, delegate, admin)] == [[], [], [], []]


def test_leads_hear_of_people_who_ask_to_join(lead: User) -> None:
    asking = make_user("quiet")
    make_membership(asking, lead.portal, state=MembershipState.PROPOSED)
    assert "Quiet" in led_to(lead, "1 person asks to join your portal")


def test_a_seat_that_is_offered_is_late_and_first(delegate: User) -> None:
    proposals.make_draft(delegate)
    offered = make_conference(seats=1)
    first = make_registration(offered)
    make_registration(offered, delegate)
    registrations.withdraw(first, by=first.user)
    assert [one.is_late for one in waiting_for(delegate)] == [True, False]
    assert str(offered) in led_to(delegate, "1 seat is offered to you")


def test_organisers_decide_on_registrations(organiser: User, delegate: User) -> None:
    asked = make_conference(approval="organiser")
    make_team(asked, organiser)
    make_registration(asked, delegate)
    assert "Delegate" in led_to(organiser, "1 registration to decide")
    assert lines(delegate) == []


def test_organisers_look_at_new_problems(
    organiser: User,
    problem: Problem,
) -> None:
    assert problem.title in led_to(organiser, "1 new problem to look at")


def test_authors_are_asked_for_information(
    organiser: User,
    delegate: User,
    lead: User,
    problem: Problem,
) -> None:
    problem_moves.ask(problem, by=organiser, reason="Since when?")
    assert problem.title in led_to(delegate, "1 problem of yours needs information")
    assert lines(lead) == []


def test_drafts_are_not_forgotten(delegate: User, lead: User) -> None:
    proposals.make_draft(delegate, title="Half a problem")
    proposals.make_solution_draft(delegate, title="Half a solution")
    assert "Half a problem" in led_to(delegate, "1 problem in draft")
    assert "Half a solution" in led_to(delegate, "1 solution in draft")
    assert lines(lead) == []


def test_assessors_assess_what_is_not_their_own(
    conference: Conference,
    solution: Solution,
    organiser: User,
    assessor: User,
    chair: User,
) -> None:
    proposals.in_assessment(solution, by=organiser)
    assert solution.title in led_to(assessor, "1 solution to assess")
    proposals.assess(solution, by=assessor)
    assert lines(assessor) == []
    assert "1 solution to assess" not in lines(chair)


def test_organisers_and_chairs_decide_on_what_was_recommended(
    solution: Solution,
    organiser: User,
    chair: User,
    assessor: User,
) -> None:
    type(solution).objects.filter(pk=solution.pk).update(state="not_recommended")
    for person in (organiser, chair):
        assert solution.title in led_to(person, "1 solution is ready to be decided")
    assert lines(assessor) == []


def test_a_pilot_past_its_end_is_to_be_reported(
    solution: Solution,
    organiser: User,
    other_delegate: User,
) -> None:
    proposals.decide(solution, by=organiser)
    proposals.start_pilot(solution, by=organiser)
    assert lines(other_delegate) == []
    today = timezone.localdate()
    Pilot.objects.update(from_on=today - timedelta(days=9), until_on=today - timedelta(days=1))
    assert solution.title in led_to(other_delegate, "1 pilot is to be reported")


def test_moderators_hear_of_reported_posts(delegate: User, lead: User, observer: User) -> None:
    post = make_post(make_thread(delegate), delegate)
    make_admission(post.thread.board, lead, BoardRole.MODERATOR)
    make_report(post, observer)
    assert post.thread.title in led_to(lead, "1 reported post to decide on")


def test_editors_of_other_portals_review(delegate: User, editor: User, other_editor: User) -> None:
    practice = make_in_review(delegate)
    assert practice.title in led_to(other_editor, "1 practice to review")
    assert lines(editor) == []


def test_the_owner_verifies_anew(delegate: User, lead: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor)
    BestPractice.objects.update(state="review_due", verified_until=timezone.localdate() - timedelta(days=1))
    assert practice.title in led_to(lead, "1 practice to be verified again")
    assert lines(other_editor) == []


def test_adopters_report_what_came_of_it(
    delegate: User, other_editor: User, other_lead: User, other_delegate: User
) -> None:
    practice = make_published(delegate, other_editor)
    mine = adoptions.declare(practice, by=other_delegate, state="in_use")
    assert practice.title in led_to(other_lead, "1 adopted practice without outcome")
    adoptions.report(mine, by=other_delegate, outcome="Faster", usefulness=4)
    assert lines(other_lead) == []


@pytest.mark.parametrize("role", ["delegate", "lead", "editor", "organiser"])
def test_it_costs_the_same_for_one_thing_and_for_three(
    role: str,
    request: pytest.FixtureRequest,
    conference: Conference,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    user = request.getfixturevalue(role)
    for _ in range(3):
        make_in_review(make_member())
        make_practice_draft(make_member())
        proposals.make_problem(make_member(), conference=conference)
        proposals.make_draft(make_member())
    waiting_for(user)
    fresh = User.objects.get(pk=user.pk)
    with django_assert_max_num_queries(10):
        waiting_for(fresh)
