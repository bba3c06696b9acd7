"""A practice is written by one portal and verified by another."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.models import AppendOnlyError
from core.notifications.models import Notification
from library.actions import best_practices, retirement, translations
from library.actions.dates import months_later
from library.models import BestPractice
from library.states import PracticeState
from portals.models import User
from tests.library.builders import TEXT, make_draft, make_in_review, make_published

pytestmark = pytest.mark.django_db


def facts_about(practice: BestPractice) -> list[str]:
    return list(AuditEvent.objects.about(practice).order_by("pk").values_list("fact", flat=True))


def test_a_draft_belongs_to_the_portal_one_acts_for(delegate: User) -> None:
    practice = make_draft(delegate)
    assert (practice.owner, practice.author, practice.state) == (delegate.portal, delegate, "draft")


def test_observers_and_outsiders_write_nothing(observer: User, outsider: User) -> None:
    for person in (observer, outsider):
        with pytest.raises(NotAllowed):
            make_draft(person)


def test_a_draft_is_seen_by_its_portal_alone(
    delegate: User, lead: User, editor: User, other_editor: User, other_delegate: User, admin: User
) -> None:
    practice = make_draft(delegate)
    seen = {
        user: practice in BestPractice.objects.visible_to(user)
        for user in (delegate, lead, editor, other_editor, other_delegate, admin, AnonymousUser())
    }
    assert list(seen.values()) == [True, True, True, False, False, True, False]


def test_review_needs_the_sections_that_reviewers_need(delegate: User) -> None:
    practice = make_draft(delegate, steps="", results="")
    with pytest.raises(Refused, match="steps, results"):
        best_practices.submit(practice, by=delegate)


def test_editors_of_other_portals_are_told(delegate: User, editor: User, other_editor: User) -> None:
    make_in_review(delegate)
    assert [row.recipient for row in Notification.objects.all()] == [other_editor]


def test_the_author_and_the_owners_editor_cannot_publish(delegate: User, editor: User) -> None:
    practice = make_in_review(delegate)
    for person in (delegate, editor):
        with pytest.raises(NotAllowed):
            best_practices.publish(practice, by=person)


@time_machine.travel("2027-01-31 03:00Z")
def test_publishing_verifies_for_the_interval(
    delegate: User, other_editor: User, other_delegate: User
) -> None:
    practice = make_published(delegate, other_editor, review_interval_months=1)
    assert (practice.state, practice.version, practice.verified_until) == ("published", 1, date(2027, 2, 28))
    assert practice.verified_for == other_editor.portal
    assert practice in BestPractice.objects.visible_to(other_delegate)
    assert facts_about(practice) == ["library.drafted", "library.submitted", "library.published"]


def test_a_decision_on_a_review_is_taken_once(delegate: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor)
    with pytest.raises(StaleState):
        best_practices.request_changes(practice, by=other_editor, reason="Too late")


def test_changes_are_asked_for_with_a_reason(delegate: User, other_editor: User) -> None:
    practice = make_in_review(delegate)
    with pytest.raises(Refused):
        best_practices.request_changes(practice, by=other_editor, reason=" ")
    practice = best_practices.request_changes(practice, by=other_editor, reason="Figures, please")
    assert practice.state == PracticeState.CHANGES_REQUESTED
    assert AuditEvent.objects.about(practice).first().reason == "Figures, please"


def test_a_new_version_keeps_the_old_one_readable(delegate: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor)
    best_practices.revise(practice, by=delegate)
    practice = best_practices.save(practice, by=delegate, steps="Something new")
    assert practice.newest_version().steps == TEXT["steps"]
    best_practices.submit(practice, by=delegate)
    practice = best_practices.publish(practice, by=other_editor, note="Shorter")
    assert [one.steps for one in practice.versions.all()] == ["Something new", TEXT["steps"]]


def test_a_version_is_a_record(delegate: User, other_editor: User) -> None:
    version = make_published(delegate, other_editor).versions.get()
    version.steps = "Changed"
    with pytest.raises(AppendOnlyError):
        version.save()


def test_a_published_text_is_not_edited_in_place(delegate: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor)
    with pytest.raises(NotAllowed):
        best_practices.save(practice, by=delegate, steps="Quietly changed")


def test_verification_that_ran_out_is_noticed_once(delegate: User, lead: User, other_editor: User) -> None:
    with time_machine.travel("2027-01-10 03:00Z"):
        practice = make_published(delegate, other_editor, review_interval_months=6)
    with time_machine.travel("2027-07-11 03:00Z"):
        assert (retirement.mark_due.call(), retirement.mark_due.call()) == (1, 0)
        practice = best_practices.verify(practice, by=other_editor)
    assert (practice.state, practice.verified_until) == ("published", date(2028, 1, 11))


def test_outdated_and_archived_say_why(delegate: User, other_editor: User, other_delegate: User) -> None:
    practice = make_published(delegate, other_editor)
    practice = retirement.outdate(practice, by=delegate, reason="The law has changed")
    assert practice in BestPractice.objects.visible_to(other_delegate)
    practice = retirement.archive(practice, by=delegate, reason="Nobody uses it")
    assert practice not in BestPractice.objects.visible_to(other_delegate)


def test_strangers_retire_nothing(delegate: User, other_editor: User, other_delegate: User) -> None:
    practice = make_published(delegate, other_editor)
    for verb in (retirement.outdate, retirement.archive):
        with pytest.raises(NotAllowed):
            verb(practice, by=other_delegate, reason="Because")


def test_a_successor_must_be_another_verified_one(delegate: User, other_editor: User) -> None:
    practice, draft = make_published(delegate, other_editor), make_draft(delegate)
    for wrong in (practice, draft):
        with pytest.raises(Refused):
            retirement.supersede(practice, by=delegate, successor=wrong, reason="Better")
    successor = make_published(delegate, other_editor)
    practice = retirement.supersede(practice, by=delegate, successor=successor, reason="Better")
    assert (practice.state, practice.superseded_by) == ("superseded", successor)


def test_a_translation_grows_old_with_the_original(delegate: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor)
    german = translations.save(practice, "de", by=other_editor, title="Ein Schalter", summary="Für alle")
    assert german.is_older is False
    best_practices.publish(
        best_practices.submit(best_practices.revise(practice, by=delegate), by=delegate), by=other_editor
    )
    german.practice.refresh_from_db()
    assert german.is_older is True


def test_the_original_is_no_translation(delegate: User, other_editor: User) -> None:
    practice = make_published(delegate, other_editor)
    with pytest.raises(Refused):
        translations.save(practice, "en", by=other_editor, title="x", summary="y")


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "lost"},
        {"title": ""},
        {"state": "published"},
        {"state": "superseded"},
        {"review_interval_months": 0},
    ],
)
def test_the_database_refuses_what_no_verb_writes(delegate: User, broken: dict[str, object]) -> None:
    practice = make_draft(delegate)
    with pytest.raises(IntegrityError), transaction.atomic():
        BestPractice.objects.filter(pk=practice.pk).update(**broken)


def test_the_database_refuses_the_author_as_verifier(delegate: User) -> None:
    practice = make_draft(delegate)
    with pytest.raises(IntegrityError), transaction.atomic():
        BestPractice.objects.filter(pk=practice.pk).update(verified_by=delegate)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 3, 15), 12, date(2026, 3, 15)),
    ],
)
def test_months_end_on_days_that_exist(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
