"""Portals stand behind a solution or against it."""

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from core.notifications.models import Notification
from portals.models import User
from portals.states import Role
from proposals.actions import solutions, support
from proposals.models import Endorsement, Solution, Sponsorship
from proposals.states import SolutionState
from proposals.words import Stance
from tests.builders import make_member


def test_enough_sponsors_open_the_discussion(solution: Solution, lead: User) -> None:
    support.sponsor(solution, by=lead)
    solution.refresh_from_db()
    assert solution.state == SolutionState.SUBMITTED
    support.sponsor(solution, by=make_member(role=Role.LEAD))
    solution.refresh_from_db()
    assert solution.state == SolutionState.IN_DISCUSSION
    facts = AuditEvent.objects.about(solution).values_list("fact", flat=True)
    assert list(facts[:3]) == ["solution.in_discussion", "solution.sponsored", "solution.sponsored"]


def test_sponsoring_twice_counts_once(solution: Solution, lead: User) -> None:
    support.sponsor(solution, by=lead)
    support.sponsor(solution, by=lead)
    assert Sponsorship.objects.count() == 1
    assert AuditEvent.objects.about(solution).filter(fact="solution.sponsored").count() == 1


def test_a_sponsor_may_stop(solution: Solution, lead: User) -> None:
    support.sponsor(solution, by=lead)
    support.withdraw_sponsorship(solution, by=lead)
    assert not Sponsorship.objects.exists()
    with pytest.raises(Refused):
        support.withdraw_sponsorship(solution, by=lead)


@pytest.mark.parametrize(
    "who", ["delegate", "editor", "observer", "organiser", "other_lead", "admin", "outsider"]
)
def test_only_leads_of_other_portals_commit_them(
    solution: Solution, who: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        support.sponsor(solution, by=user)
    with pytest.raises(NotAllowed):
        support.endorse(solution, by=user, stance=Stance.ENDORSE)
    assert not Sponsorship.objects.exists()
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize("state", ["draft", "rejected", "implemented", "abandoned", "withdrawn"])
def test_nobody_speaks_up_about_what_is_over(solution: Solution, lead: User, state: str) -> None:
    Solution.objects.filter(pk=solution.pk).update(state=state)
    with pytest.raises(NotAllowed):
        support.endorse(solution, by=lead, stance=Stance.ENDORSE)


@pytest.mark.parametrize("stance", [Stance.RESERVATIONS, Stance.OBJECT])
def test_doubts_need_a_reason(solution: Solution, lead: User, stance: str) -> None:
    with pytest.raises(Refused) as refusal:
        support.endorse(solution, by=lead, stance=stance, reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.create(solution=solution, portal=lead.portal, stance=stance, by=lead)


@pytest.mark.parametrize(
    ("stance", "fact"),
    [
        ("endorse", "solution.endorsed"),
        ("reservations", "solution.reserved"),
        ("object", "solution.objected"),
    ],
)
def test_each_stance_is_announced(
    solution: Solution, lead: User, other_delegate: User, stance: str, fact: str
) -> None:
    row = support.endorse(solution, by=lead, stance=stance, reason="Because")
    event = AuditEvent.objects.about(solution).first()
    assert (row.stance, row.version, event.fact, event.reason) == (stance, solution.version, fact, "Because")
    assert Notification.objects.filter(event=event, recipient=other_delegate).exists()


def test_a_portal_changes_its_mind_and_the_trail_remembers(solution: Solution, lead: User) -> None:
    support.endorse(solution, by=lead, stance=Stance.OBJECT, reason="Too dear")
    support.endorse(solution, by=lead, stance=Stance.ENDORSE)
    assert Endorsement.objects.get().stance == Stance.ENDORSE
    newest, before = AuditEvent.objects.about(solution)[:2]
    assert newest.detail == {"from": "object", "to": "endorse"}
    assert before.detail == {"to": "object", "reason": "Too dear"}


def test_one_row_per_portal_is_a_constraint(solution: Solution, lead: User) -> None:
    support.endorse(solution, by=lead, stance=Stance.ENDORSE)
    support.sponsor(solution, by=lead)
    for model, words in ((Endorsement, {"stance": Stance.ENDORSE}), (Sponsorship, {})):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(solution=solution, portal=lead.portal, by=lead, **words)


def test_a_stance_stays_with_its_version(solution: Solution, lead: User, other_delegate: User) -> None:
    row = support.endorse(solution, by=lead, stance=Stance.ENDORSE)
    saved = solutions.save(solution, {"cost": "Twice as much"}, by=other_delegate)
    row.refresh_from_db()
    assert row.version == saved.version - 1
    assert Notification.objects.filter(recipient=lead, event__fact="solution.edited").exists()
