"""Scores: once per assessor, blind until one's own is in, never for the own portal."""

import pytest
from django.db import IntegrityError, transaction

from conferences.models import TeamMember
from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from portals.models import Portal, User
from proposals import policies
from proposals.actions import assessments, co_authors
from proposals.actions import solution_moves as moves
from proposals.models import Assessment, Problem, Solution
from proposals.words import Criterion
from tests.builders import make_member
from tests.proposals.builders import assess, in_assessment, make_solution, scores


@pytest.fixture
def judged(solution: Solution, organiser: User) -> Solution:
    """A solution in assessment."""
    return in_assessment(solution, by=organiser)


def test_an_assessor_scores_every_criterion(judged: Solution, assessor: User) -> None:
    given = scores(4, effect=5)
    row = assessments.give(judged, by=assessor, scores=given, comment="Convincing")
    assert {name: getattr(row, name) for name in Criterion.values} == given
    assert (row.mean, row.portal) == (4.2, assessor.portal)
    event = AuditEvent.objects.about(judged).first()
    assert (event.fact, event.detail) == ("solution.assessed", {})


def test_an_assessment_stands(judged: Solution, assessor: User) -> None:
    assess(judged, by=assessor)
    with pytest.raises(Refused, match="already"):
        assess(judged, by=assessor, value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(solution=judged, assessor=assessor, **scores())


@pytest.mark.parametrize(
    "who", ["organiser", "chair", "delegate", "other_delegate", "lead", "admin", "outsider"]
)
def test_only_assessors_score(judged: Solution, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        assess(judged, by=request.getfixturevalue(who))
    assert not Assessment.objects.exists()


def test_the_own_portal_is_barred(problem: Problem, assessor: User, organiser: User) -> None:
    own = in_assessment(make_solution(assessor, problem), by=organiser)
    with pytest.raises(NotAllowed, match="own portal"):
        assess(own, by=assessor)


def test_the_portal_of_a_co_author_is_barred(
    solution: Solution, other_delegate: User, assessor: User, organiser: User, host: Portal
) -> None:
    writer = make_member(portal=host)
    co_authors.invite(solution, writer, by=other_delegate)
    co_authors.confirm(solution, by=writer)
    with pytest.raises(NotAllowed, match="own portal"):
        assess(in_assessment(solution, by=organiser), by=assessor)


def test_nothing_is_scored_before_or_after(solution: Solution, assessor: User, organiser: User) -> None:
    with pytest.raises(Refused):
        assess(solution, by=assessor)
    judged = in_assessment(solution, by=organiser)
    TeamMember.objects.create(conference=solution.conference, user=make_member("late"), role="assessor")
    assess(judged, by=assessor)
    moves.recommend(judged, by=assessor, reason="Good")
    with pytest.raises(Refused):
        assess(judged, by=type(assessor).objects.get(email="late@interportal.example"))


def test_scores_are_blind_until_ones_own_is_in(
    judged: Solution, assessor: User, organiser: User, delegate: User
) -> None:
    second = make_member("second")
    TeamMember.objects.create(conference=judged.conference, user=second, role="assessor")
    assess(judged, by=assessor)
    sees = policies.can_see_assessments
    assert [sees(one, judged) for one in (assessor, second, organiser, delegate)] == [
        True,
        False,
        True,
        False,
    ]
    assert list(Assessment.objects.visible_to(second)) == []
    assess(judged, by=second)
    assert sees(second, judged)
    moves.recommend(judged, by=organiser, reason="Good")
    judged.refresh_from_db()
    assert sees(delegate, judged)
    assert Assessment.objects.visible_to(delegate).count() == 2


@pytest.mark.parametrize("value", [0, 6])
def test_scores_are_from_one_to_five(judged: Solution, assessor: User, value: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        assess(judged, by=assessor, value=value)
