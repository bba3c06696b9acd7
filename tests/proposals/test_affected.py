""" "We have this too", once per portal."""

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from core.notifications.models import Notification
from portals.models import Portal, User
from proposals.actions import affected
from proposals.models import AffectedPortal, Problem
from proposals.words import Severity


def test_a_portal_says_so_for_itself(
    problem: Problem, other_delegate: User, other_portal: Portal, delegate: User
) -> None:
    row = affected.tell(problem, by=other_delegate, severity=Severity.CRITICAL, note="For a month now")
    assert (row.portal, row.severity, row.note, row.by) == (
        other_portal,
        4,
        "For a month now",
        other_delegate,
    )
    event = AuditEvent.objects.about(problem).first()
    assert (event.fact, event.acting_for_id) == ("problem.portal_affected", other_portal.pk)
    assert Notification.objects.filter(event=event, recipient=delegate).exists()


def test_saying_it_again_changes_it(problem: Problem, other_delegate: User, other_lead: User) -> None:
    affected.tell(problem, by=other_delegate, severity=Severity.LOW)
    affected.tell(problem, by=other_lead, severity=Severity.HIGH, note="Worse")
    row = AffectedPortal.objects.get(problem=problem, portal=other_lead.portal)
    assert (row.severity, row.note, row.by) == (3, "Worse", other_lead)
    assert AuditEvent.objects.about(problem).first().fact == "problem.portal_changed"


@pytest.mark.parametrize("who", ["observer", "outsider", "admin"])
def test_who_writes_for_no_portal_says_nothing(
    problem: Problem, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        affected.tell(problem, by=request.getfixturevalue(who), severity=Severity.LOW)


@pytest.mark.parametrize("state", ["draft", "resolved", "closed", "declined", "withdrawn"])
def test_nothing_is_added_to_what_is_settled(problem: Problem, other_delegate: User, state: str) -> None:
    Problem.objects.filter(pk=problem.pk).update(state=state)
    with pytest.raises(NotAllowed):
        affected.tell(problem, by=other_delegate, severity=Severity.LOW)


def test_one_row_per_portal_is_a_constraint(problem: Problem, other_delegate: User) -> None:
    row = affected.tell(problem, by=other_delegate, severity=Severity.LOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AffectedPortal.objects.create(problem=problem, portal=row.portal, by=other_delegate)


def test_a_portal_takes_it_back(problem: Problem, other_delegate: User) -> None:
    affected.tell(problem, by=other_delegate, severity=Severity.LOW)
    affected.withdraw(problem, by=other_delegate)
    assert not problem.affected.filter(portal=other_delegate.portal).exists()
    assert AuditEvent.objects.about(problem).first().fact == "problem.portal_left"


def test_what_was_not_said_is_not_taken_back(problem: Problem, other_delegate: User) -> None:
    with pytest.raises(Refused):
        affected.withdraw(problem, by=other_delegate)


def test_the_reporting_portal_stays(problem: Problem, delegate: User) -> None:
    with pytest.raises(Refused):
        affected.withdraw(problem, by=delegate)
