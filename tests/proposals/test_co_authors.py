"""Writing together: nobody is named who has not agreed."""

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from portals.models import User
from proposals.actions import co_authors, support
from proposals.models import CoAuthor, Endorsement, Problem, Solution, Sponsorship
from tests.proposals.builders import make_solution_draft


def test_an_invitation_lets_one_read_the_draft(
    problem: Problem, other_delegate: User, delegate: User
) -> None:
    draft = make_solution_draft(other_delegate, problem)
    assert not Solution.objects.visible_to(delegate).filter(pk=draft.pk).exists()
    co_authors.invite(draft, delegate, by=other_delegate)
    assert Solution.objects.visible_to(delegate).filter(pk=draft.pk).exists()
    assert Notification.objects.get(recipient=delegate, event__fact="solution.coauthor_invited")


def test_agreeing_names_the_portal_acted_for(
    solution: Solution, other_delegate: User, delegate: User
) -> None:
    co_authors.invite(solution, delegate, by=other_delegate)
    row = co_authors.confirm(solution, by=delegate)
    assert (row.portal, row.confirmed_at is not None) == (delegate.portal, True)
    assert Notification.objects.filter(
        recipient=other_delegate, event__fact="solution.coauthor_confirmed"
    ).exists()
    with pytest.raises(StaleState):
        co_authors.confirm(solution, by=delegate)


def test_the_portal_of_a_co_author_no_longer_backs_its_own(
    solution: Solution, other_delegate: User, lead: User
) -> None:
    support.sponsor(solution, by=lead)
    support.endorse(solution, by=lead, stance="endorse")
    co_authors.invite(solution, lead, by=other_delegate)
    co_authors.confirm(solution, by=lead)
    assert not Sponsorship.objects.exists()
    assert not Endorsement.objects.exists()
    with pytest.raises(NotAllowed):
        support.sponsor(solution, by=lead)


def test_declining_and_leaving(solution: Solution, other_delegate: User, delegate: User, lead: User) -> None:
    co_authors.invite(solution, delegate, by=other_delegate)
    co_authors.leave(solution, by=delegate)
    assert not CoAuthor.objects.exists()
    assert AuditEvent.objects.about(solution).first().fact == "solution.coauthor_left"
    with pytest.raises(NotAllowed):
        co_authors.leave(solution, by=delegate)


def test_only_the_invited_agree(solution: Solution, delegate: User) -> None:
    with pytest.raises(NotAllowed):
        co_authors.confirm(solution, by=delegate)


@pytest.mark.parametrize("who", ["delegate", "other_lead", "organiser", "admin"])
def test_only_the_author_invites(
    solution: Solution, editor: User, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        co_authors.invite(solution, editor, by=request.getfixturevalue(who))


@pytest.mark.parametrize("whom", ["observer", "outsider", "other_delegate"])
def test_only_other_writers_are_invited(
    solution: Solution, other_delegate: User, whom: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused) as refusal:
        co_authors.invite(solution, request.getfixturevalue(whom), by=other_delegate)
    assert refusal.value.field == "user"


def test_nobody_is_asked_twice(solution: Solution, other_delegate: User, delegate: User) -> None:
    row = co_authors.invite(solution, delegate, by=other_delegate)
    with pytest.raises(Refused):
        co_authors.invite(solution, delegate, by=other_delegate)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoAuthor.objects.create(
            solution=solution, user=delegate, portal=row.portal, invited_by=other_delegate
        )


def test_nobody_is_invited_once_it_is_judged(
    solution: Solution, other_delegate: User, delegate: User
) -> None:
    Solution.objects.filter(pk=solution.pk).update(state="in_assessment")
    with pytest.raises(NotAllowed):
        co_authors.invite(solution, delegate, by=other_delegate)
