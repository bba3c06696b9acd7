"""The trace: where an object stands on the chain, what is missing and since when, seen by those who may."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.trace.chain import Mark, attach_traces, link, traces, unlink
from core.trace.models import Link
from core.trace.stops import Stop, register_stop, stops
from library.actions import adoptions, retirement
from library.models import Adoption, BestPractice
from portals.models import User
from tests.builders import make_member
from tests.library.builders import make_draft, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(delegate: User, other_editor: User) -> BestPractice:
    """A practice that was verified just now."""
    return make_published(delegate, other_editor)


def line_of(obj: Any, viewer: Any) -> dict[str, Mark]:
    return {mark.stop.key: mark for mark in traces([obj], viewer)[obj.pk]}


def drawn(template: str, obj: Any, viewer: Any) -> str:
    source = "{% load trace %}" + template
    return " ".join(Template(source).render(Context({"obj": obj, "user": viewer})).split())


def test_the_line_has_the_ten_stops_of_the_product() -> None:
    assert [stop.key for stop in stops()] == [
        "conference",
        "session",
        "problem",
        "solution",
        "assessment",
        "decision",
        "pilot",
        "practice",
        "adoption",
        "outcome",
    ]


def test_two_stops_cannot_stand_at_one_place() -> None:
    with pytest.raises(ValueError, match="collides with practice"):
        register_stop(Stop("twin", 8, "Twin", "", "", BestPractice, lambda obj: None))


def test_an_object_stands_where_it_is(practice: BestPractice, delegate: User) -> None:
    line = line_of(practice, delegate)
    assert [key for key, mark in line.items() if mark.is_reached] == ["practice"]
    assert (line["practice"].is_here, line["practice"].at) == (True, practice.verified_at)


def test_a_draft_has_reached_nothing(delegate: User) -> None:
    assert [mark for mark in line_of(make_draft(delegate), delegate).values() if mark.is_reached] == []


def test_a_gap_says_what_is_missing_and_since_when(practice: BestPractice, delegate: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=94, minutes=1)):
        line = line_of(practice, delegate)
        panel = drawn("{% trace obj %}", practice, delegate)
    assert {key: mark.gap_days for key, mark in line.items() if mark.gap_days is not None} == {"adoption": 94}
    assert "Verified 94 days ago, no portal has adopted it yet" in panel


def test_the_gap_moves_on_with_the_chain(
    practice: BestPractice, delegate: User, other_delegate: User
) -> None:
    mine = adoptions.declare(practice, by=other_delegate, state="in_use")
    assert line_of(practice, delegate)["outcome"].gap_days == 0
    adoptions.report(mine, by=other_delegate, outcome="Twice as fast", usefulness=5)
    line = line_of(practice, delegate)
    assert [mark.gap_days for mark in line.values()] == [None] * 10
    assert line["outcome"].reached[0].obj == mine


def test_the_chain_is_the_same_from_either_end(
    practice: BestPractice, delegate: User, other_delegate: User
) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    ends = [
        {key for key, mark in line_of(obj, delegate).items() if mark.is_reached} for obj in (practice, mine)
    ]
    assert ends == [{"practice", "adoption"}] * 2


def test_a_stop_says_how_many_stand_there(practice: BestPractice, delegate: User) -> None:
    for _ in range(3):
        adoptions.declare(practice, by=make_member())
    assert len(line_of(practice, delegate)["adoption"].reached) == 3
    assert "3 in all" in drawn("{% trace obj %}", practice, delegate)


def test_what_a_reader_may_not_see_is_not_on_the_line(
    practice: BestPractice, delegate: User, other_delegate: User, outsider: User
) -> None:
    hidden = make_draft(delegate)
    BestPractice.objects.filter(pk=hidden.pk).update(verified_at=timezone.now())
    link(practice, hidden)
    adoptions.declare(practice, by=other_delegate)
    seen = {
        user: [key for key, mark in line_of(practice, user).items() if mark.is_reached and not mark.is_here]
        for user in (delegate, other_delegate, outsider, AnonymousUser())
    }
    assert list(seen.values()) == [["adoption"], ["adoption"], [], []]
    assert [len(line_of(practice, user)["practice"].reached) for user in (delegate, other_delegate)] == [2, 1]


def test_a_circle_does_not_hang(practice: BestPractice, delegate: User, other_editor: User) -> None:
    other = make_published(delegate, other_editor)
    link(practice, other)
    link(other, practice)
    assert len(line_of(practice, delegate)["practice"].reached) == 2


def test_a_link_stands_once_and_can_be_taken_back(practice: BestPractice, other_delegate: User) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    assert link(practice, mine) == link(practice, mine)
    row = Link.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    unlink(practice, mine)
    assert Link.objects.count() == 0


def test_the_miniature_says_how_far_in_words(practice: BestPractice, delegate: User) -> None:
    assert "Reached on the chain: Best practice" in drawn("{% trace_mini obj %}", practice, delegate)
    assert "Not yet on the chain" in drawn("{% trace_mini obj %}", make_draft(delegate), delegate)


def test_the_panel_names_and_links_what_stands_there(
    practice: BestPractice, delegate: User, other_delegate: User
) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    panel = drawn("{% trace obj %}", practice, delegate)
    assert 'aria-current="step"' in panel
    assert f'href="{mine.get_absolute_url()}"' in panel
    assert panel.count("(not reached)") == 8


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_one_row_and_for_three(
    delegate: User,
    other_editor: User,
    other_delegate: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    practices = [make_published(delegate, other_editor) for _ in range(rows)]
    for practice in practices:
        adoptions.declare(practice, by=other_delegate)
    viewer = User.objects.get(pk=other_delegate.pk)
    traces(practices, viewer)
    with django_assert_num_queries(3):
        attach_traces(practices, viewer)
    with django_assert_num_queries(0):
        drawn("{% trace_mini obj %}", practices[-1], viewer)


def test_nothing_asked_costs_nothing(
    delegate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert traces([], delegate) == {}


def test_an_adoption_that_was_stopped_still_stands(
    practice: BestPractice, delegate: User, other_delegate: User
) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    adoptions.stop(mine, by=other_delegate, reason="No staff")
    retirement.outdate(practice, by=delegate, reason="The law has changed")
    assert [one.obj for one in line_of(practice, delegate)["adoption"].reached] == [Adoption.objects.get()]
