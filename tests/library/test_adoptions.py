"""A portal says how far it is with a practice, and what came of it."""

import pytest
from django.db import IntegrityError, transaction

from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.trace.chain import traces
from library.actions import adoptions
from library.models import Adoption, BestPractice
from portals.models import User
from tests.library.builders import make_draft, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(delegate: User, other_editor: User) -> BestPractice:
    """A verified practice of the delegate's portal."""
    return make_published(delegate, other_editor)


def test_a_portal_adopts_once(practice: BestPractice, other_delegate: User, delegate: User) -> None:
    first = adoptions.declare(practice, by=other_delegate, state="planned")
    again = adoptions.declare(practice, by=other_delegate, state="in_use")
    assert (again.pk, again.state) == (first.pk, "planned")
    assert (
        Notification.objects.filter(recipient=delegate, event__fact="library.adoption_planned").count() == 1
    )


def test_the_owner_and_observers_adopt_nothing(
    practice: BestPractice, delegate: User, observer: User, outsider: User
) -> None:
    for person in (delegate, observer, outsider):
        with pytest.raises(NotAllowed):
            adoptions.declare(practice, by=person)


def test_a_draft_cannot_be_adopted(delegate: User, other_delegate: User) -> None:
    with pytest.raises(NotAllowed):
        adoptions.declare(make_draft(delegate), by=other_delegate)


def test_the_way_to_an_outcome(practice: BestPractice, other_delegate: User) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    mine = adoptions.advance(mine, "plan", by=other_delegate)
    mine = adoptions.advance(mine, "use", by=other_delegate)
    mine = adoptions.report(mine, by=other_delegate, outcome="Twice as fast", usefulness=5)
    assert (mine.state, mine.usefulness, mine.outcome) == ("outcome_reported", 5, "Twice as fast")
    line = {mark.stop.key: mark.is_reached for mark in traces([practice], other_delegate)[practice.pk]}
    assert (line["practice"], line["adoption"], line["outcome"]) == (True, True, True)


def test_adopters_are_counted_once_and_without_those_who_stopped(
    practice: BestPractice, delegate: User, other_delegate: User, other_editor: User
) -> None:
    counted = BestPractice.objects.with_counts().with_parties()
    unused = make_published(delegate, other_editor, title="Nobody's")
    adoptions.declare(practice, by=other_delegate)
    assert {one.pk: one.adoption_count for one in counted} == {practice.pk: 1, unused.pk: 0}
    Adoption.objects.update(state="stopped")
    assert {one.pk: one.adoption_count for one in counted.all()} == {practice.pk: 0, unused.pk: 0}


def test_an_outcome_before_use_is_refused(practice: BestPractice, other_delegate: User) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    with pytest.raises(StaleState):
        adoptions.report(mine, by=other_delegate, outcome="Fast", usefulness=5)


@pytest.mark.parametrize(("outcome", "usefulness", "field"), [(" ", 3, "outcome"), ("Good", 6, "usefulness")])
def test_a_bad_report_names_its_field(
    practice: BestPractice, other_delegate: User, outcome: str, usefulness: int, field: str
) -> None:
    mine = adoptions.declare(practice, by=other_delegate, state="in_use")
    with pytest.raises(Refused) as refusal:
        adoptions.report(mine, by=other_delegate, outcome=outcome, usefulness=usefulness)
    assert refusal.value.field == field


def test_others_cannot_move_it(practice: BestPractice, other_delegate: User, delegate: User) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    with pytest.raises(NotAllowed):
        adoptions.advance(mine, "plan", by=delegate)


def test_stopping_says_why(practice: BestPractice, other_delegate: User) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    with pytest.raises(Refused):
        adoptions.stop(mine, by=other_delegate, reason="")
    assert adoptions.stop(mine, by=other_delegate, reason="No staff").state == "stopped"


@pytest.mark.parametrize("broken", [{"usefulness": 9}, {"state": "outcome_reported"}, {"state": "lost"}])
def test_the_database_refuses_what_no_verb_writes(
    practice: BestPractice, other_delegate: User, broken: dict[str, object]
) -> None:
    mine = adoptions.declare(practice, by=other_delegate)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.filter(pk=mine.pk).update(**broken)


def test_the_database_refuses_a_second_adoption(practice: BestPractice, other_delegate: User) -> None:
    adoptions.declare(practice, by=other_delegate)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(practice=practice, portal=other_delegate.portal, declared_by=other_delegate)
