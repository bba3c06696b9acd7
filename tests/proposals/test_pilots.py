"""Pilots: tried out once at a time, reported with a result."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from portals.models import User
from proposals.actions import pilots
from proposals.models import Pilot, Problem, Solution
from proposals.states import PilotState, ProblemState, SolutionState
from tests.proposals.builders import decide, start_pilot


@pytest.fixture
def accepted(solution: Solution, organiser: User) -> Solution:
    """An accepted solution."""
    decide(solution, by=organiser)
    solution.refresh_from_db()
    return solution


@pytest.mark.parametrize("who", ["organiser", "chair", "other_delegate", "other_lead"])
def test_team_and_writers_start_pilots(accepted: Solution, who: str, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue(who)
    pilot = start_pilot(accepted, by=by)
    accepted.refresh_from_db()
    assert (pilot.owner, pilot.portal, pilot.state) == (by, by.portal, PilotState.RUNNING)
    assert accepted.state == SolutionState.IN_PILOT
    event = AuditEvent.objects.about(accepted).first()
    assert (event.fact, event.detail["site"]) == ("pilot.started", "Da Nang")


@pytest.mark.parametrize("who", ["assessor", "delegate", "lead", "observer", "admin", "outsider"])
def test_others_start_none(
    accepted: Solution, organiser: User, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        start_pilot(accepted, by=request.getfixturevalue(who), owner=organiser)
    assert not Pilot.objects.exists()


def test_only_what_is_accepted_is_tried_out(solution: Solution, organiser: User) -> None:
    with pytest.raises(StaleState):
        start_pilot(solution, by=organiser)


def test_one_pilot_runs_at_a_time(accepted: Solution, organiser: User) -> None:
    start_pilot(accepted, by=organiser)
    with pytest.raises(StaleState):
        start_pilot(accepted, by=organiser)
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.create(
            solution=accepted,
            portal=organiser.portal,
            owner=organiser,
            site="Hue",
            from_on=today,
            until_on=today,
        )


def test_a_pilot_ends_after_it_starts(accepted: Solution, organiser: User) -> None:
    today = timezone.localdate()
    with pytest.raises(Refused) as refusal:
        pilots.start(
            accepted,
            by=organiser,
            owner=organiser,
            site="Hue",
            from_on=today,
            until_on=today - timedelta(days=1),
        )
    assert refusal.value.field == "until_on"


def test_an_owner_acts_for_a_portal(accepted: Solution, organiser: User, outsider: User) -> None:
    with pytest.raises(Refused) as refusal:
        start_pilot(accepted, by=organiser, owner=outsider)
    assert refusal.value.field == "owner"


def test_success_implements_and_resolves(
    accepted: Solution, problem: Problem, organiser: User, delegate: User
) -> None:
    pilot = start_pilot(accepted, by=organiser, owner=delegate)
    pilots.report(pilot, by=delegate, succeeded=True, result="19 days became 1")
    accepted.refresh_from_db()
    problem.refresh_from_db()
    pilot.refresh_from_db()
    assert (pilot.state, pilot.result) == (PilotState.SUCCEEDED, "19 days became 1")
    assert (accepted.state, problem.state) == (SolutionState.IMPLEMENTED, ProblemState.RESOLVED)
    assert Notification.objects.filter(recipient=delegate, event__fact="problem.resolved").count() == 0
    assert AuditEvent.objects.about(accepted).first().fact == "solution.implemented"


def test_failure_abandons_and_opens_again(accepted: Solution, problem: Problem, organiser: User) -> None:
    pilot = start_pilot(accepted, by=organiser)
    pilots.report(pilot, by=organiser, succeeded=False, result="Nobody used it")
    accepted.refresh_from_db()
    problem.refresh_from_db()
    assert (accepted.state, problem.state) == (SolutionState.ABANDONED, ProblemState.OPEN)
    assert AuditEvent.objects.about(accepted).first().fact == "pilot.failed"


def test_a_report_needs_a_result_and_comes_once(accepted: Solution, organiser: User) -> None:
    pilot = start_pilot(accepted, by=organiser)
    with pytest.raises(Refused) as refusal:
        pilots.report(pilot, by=organiser, succeeded=True, result="  ")
    assert refusal.value.field == "result"
    pilots.report(pilot, by=organiser, succeeded=True, result="Good")
    with pytest.raises(StaleState):
        pilots.report(pilot, by=organiser, succeeded=False, result="Bad")


def test_strangers_report_nothing(accepted: Solution, organiser: User, lead: User, outsider: User) -> None:
    pilot = start_pilot(accepted, by=organiser)
    for user in (lead, outsider):
        with pytest.raises(NotAllowed):
            pilots.report(pilot, by=user, succeeded=True, result="Good")
