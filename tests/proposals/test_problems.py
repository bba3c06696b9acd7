"""Writing a problem: draft, save, discard, submit."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from conferences.models import Conference, Session
from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from core.realtime.models import RoomEvent
from core.trace.models import Link
from forums.models import Thread
from portals.models import Portal, User
from proposals.actions import problems
from proposals.actions.edits import EditedMeanwhile
from proposals.models import Problem
from proposals.states import ProblemState
from tests.builders import make_theme
from tests.proposals.builders import PROBLEM, make_conference, make_draft, make_problem


def test_a_draft_belongs_to_the_portal_acted_for(delegate: User, portal: Portal) -> None:
    draft = make_draft(delegate)
    assert (draft.state, draft.portal, draft.author, draft.language) == ("draft", portal, delegate, "en")
    assert draft.submitted_at is None
    assert not Thread.objects.about(draft).exists()


def test_numbers_count_up(delegate: User, other_delegate: User) -> None:
    drafts = [make_draft(delegate), make_draft(other_delegate), make_draft(delegate)]
    assert [one.code for one in drafts] == ["P-1", "P-2", "P-3"]


@pytest.mark.parametrize("who", ["observer", "outsider", "admin"])
def test_who_writes_for_no_portal_drafts_nothing(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        make_draft(request.getfixturevalue(who))
    assert not Problem.objects.exists()


def test_the_same_request_twice_makes_one_draft(delegate: User) -> None:
    key = uuid4()
    first = problems.draft(by=delegate, client_id=key, title="Once")
    again = problems.draft(by=delegate, client_id=key, title="Twice")
    assert (first.pk, again.title) == (again.pk, "Twice")
    assert Problem.objects.count() == 1


def test_the_same_request_changes_nothing_after_submission(delegate: User) -> None:
    key = uuid4()
    fields = {**PROBLEM, "themes": [make_theme()]}
    submitted = problems.submit(problems.draft(by=delegate, client_id=key, **fields), by=delegate)
    again = problems.draft(by=delegate, client_id=key, title="Other")
    assert (again.pk, again.title) == (submitted.pk, PROBLEM["title"])


def test_saving_raises_the_version(delegate: User) -> None:
    draft = make_draft(delegate)
    saved = problems.save(draft, {"title": "Better"}, by=delegate, version=draft.version)
    assert (saved.title, saved.version, saved.changed_by) == ("Better", draft.version + 1, delegate)
    assert not AuditEvent.objects.about(draft).exists()


def test_the_second_of_two_editors_is_told(delegate: User) -> None:
    draft = make_draft(delegate)
    problems.save(draft, {"title": "First"}, by=delegate, version=draft.version)
    with pytest.raises(EditedMeanwhile) as clash:
        problems.save(draft, {"title": "Second"}, by=delegate, version=draft.version)
    assert clash.value.current.title == "First"
    draft.refresh_from_db()
    assert draft.title == "First"


@pytest.mark.parametrize("who", ["other_delegate", "lead", "organiser", "admin", "observer", "outsider"])
def test_others_save_nothing(problem: Problem, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        problems.save(problem, {"title": "Mine now"}, by=request.getfixturevalue(who))


def test_an_edit_after_submission_is_announced(problem: Problem, delegate: User, other_lead: User) -> None:
    saved = problems.save(problem, {"title": "Better"}, by=delegate, version=problem.version)
    event = AuditEvent.objects.about(problem).first()
    assert (event.fact, event.actor, event.detail) == ("problem.edited", delegate, {"version": saved.version})


@pytest.mark.parametrize("field", ["title", "what_happens", "effect"])
def test_what_is_submitted_stays_complete(problem: Problem, delegate: User, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        problems.save(problem, {field: ""}, by=delegate)
    assert refusal.value.field == field


def test_nobody_edits_once_it_is_being_solved(problem: Problem, delegate: User) -> None:
    Problem.objects.filter(pk=problem.pk).update(state=ProblemState.BEING_SOLVED)
    with pytest.raises(NotAllowed):
        problems.save(problem, {"title": "Late"}, by=delegate)


def test_a_session_must_be_of_the_conference(conference: Conference, host: Portal, delegate: User) -> None:
    now = timezone.now()
    session = Session.objects.create(
        conference=make_conference(host), title="Elsewhere", starts_at=now, ends_at=now + timedelta(hours=1)
    )
    with pytest.raises(Refused) as refusal:
        make_draft(delegate, conference=conference, session=session)
    assert refusal.value.field == "session"


def test_submitting_tells_everybody_once(
    conference: Conference, delegate: User, organiser: User, chair: User, portal: Portal, lead: User
) -> None:
    problem = make_problem(delegate, conference=conference, severity=4)
    event = AuditEvent.objects.about(problem).get()
    assert (event.fact, event.actor, event.acting_for_id) == ("problem.submitted", delegate, portal.pk)
    told = set(Notification.objects.filter(event=event).values_list("recipient__name", flat=True))
    assert told == {organiser.name, chair.name, lead.name}
    assert Thread.objects.about(problem).count() == 1
    assert list(problem.affected.values_list("portal", "severity")) == [(portal.pk, 4)]
    assert Link.objects.get().upstream == conference
    change = RoomEvent.objects.get(room__name=problem.room)
    assert (change.kind, change.payload["state"]) == ("state", "submitted")


def test_only_the_author_submits(delegate: User, lead: User, organiser: User) -> None:
    draft = make_draft(delegate)
    for other in (lead, organiser):
        with pytest.raises(NotAllowed):
            problems.submit(draft, by=other)


def test_submitting_twice_is_refused(problem: Problem, delegate: User) -> None:
    with pytest.raises(StaleState):
        problems.submit(problem, by=delegate)
    assert Thread.objects.about(problem).count() == 1


@pytest.mark.parametrize("field", ["title", "what_happens", "effect"])
def test_a_gap_is_named_at_submission(delegate: User, field: str) -> None:
    draft = make_draft(delegate, **{field: ""})
    with pytest.raises(Refused) as refusal:
        problems.submit(draft, by=delegate)
    assert refusal.value.field == field


def test_a_theme_is_needed_at_submission(delegate: User) -> None:
    draft = problems.draft(by=delegate, **PROBLEM)
    with pytest.raises(Refused) as refusal:
        problems.submit(draft, by=delegate)
    assert refusal.value.field == "themes"


def test_a_draft_is_discarded_by_its_author_alone(delegate: User, lead: User) -> None:
    draft = make_draft(delegate)
    with pytest.raises(NotAllowed):
        problems.discard(draft, by=lead)
    problems.discard(draft, by=delegate)
    assert not Problem.objects.exists()


def test_what_is_submitted_is_not_discarded(problem: Problem, delegate: User) -> None:
    with pytest.raises(StaleState):
        problems.discard(problem, by=delegate)
