"""Questions and team."""

import pytest

from conferences.actions import questions, team
from conferences.models import Question
from conferences.states import QuestionKind, TeamRole
from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from core.notifications.models import Notification
from portals.models import User
from tests.conferences.builders import (
    make_board,
    make_conference,
    make_question,
    make_registration,
    make_team,
)

pytestmark = pytest.mark.django_db


def test_questions_are_added_at_the_end(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    for prompt in ("Diet", "Arrival"):
        questions.add(conference, by=organiser, kind=QuestionKind.TEXT, prompt_en=prompt)
    assert [one.prompt for one in conference.questions.all()] == ["Diet", "Arrival"]
    assert AuditEvent.objects.about(conference).count() == 2


def test_a_choice_needs_two_choices(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    with pytest.raises(Refused) as refusal:
        questions.add(
            conference, by=organiser, kind=QuestionKind.CHOICE, prompt_en="Diet", options_en="Only this"
        )
    assert refusal.value.field == "options"
    assert not conference.questions.exists()


def test_an_answered_question_keeps_its_kind_and_is_hidden_instead_of_deleted(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    question = make_question(conference)
    make_registration(conference, answers={question.pk: "Vegan"})

    with pytest.raises(Refused) as refusal:
        questions.change(question, by=organiser, kind=QuestionKind.NUMBER)
    assert refusal.value.field == "kind"
    questions.remove(question, by=organiser)

    assert not Question.objects.asked().exists()
    assert conference.registrations.get().answers.get().shown == "Vegan"


def test_an_unanswered_question_goes_for_good(organiser: User) -> None:
    question = make_question(make_conference(organiser=organiser))
    questions.remove(question, by=organiser)
    assert not Question.objects.exists()


def test_questions_move_up_and_down_and_stop_at_the_ends(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    first, second = (make_question(conference, prompt, position=1) for prompt in ("A", "B"))

    questions.move(second, by=organiser, up=True)
    assert list(Question.objects.asked()) == [second, first]
    questions.move(second, by=organiser, up=True)
    assert list(Question.objects.asked()) == [second, first]
    questions.move(second, by=organiser, up=False)
    assert list(Question.objects.asked()) == [first, second]


@pytest.mark.parametrize("who", ["delegate", "lead", "chair", "editor", "outsider"])
def test_only_organisers_change_form_and_team(request: pytest.FixtureRequest, who: str) -> None:
    by = request.getfixturevalue(who)
    conference = make_conference()
    question = make_question(conference)
    member = make_team(conference, by, TeamRole.ASSESSOR)
    for act in (
        lambda: questions.add(conference, by=by, kind=QuestionKind.TEXT, prompt_en="Why?"),
        lambda: questions.change(question, by=by, is_required=True),
        lambda: questions.remove(question, by=by),
        lambda: questions.move(question, by=by, up=True),
        lambda: team.add(conference, user=by, role=TeamRole.ORGANISER, by=by),
        lambda: team.remove(member, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_new_team_member_is_told_and_enters_the_board(organiser: User, delegate: User) -> None:
    conference = make_conference(organiser=organiser)
    board = make_board(conference)
    team.add(conference, user=delegate, role=TeamRole.CHAIR, by=organiser)

    note = Notification.objects.get(recipient=delegate)
    assert (note.event.fact, note.mails.count()) == ("conference.team_joined", 1)
    assert board.memberships.get(user=delegate).role == "moderator"
    with pytest.raises(Refused):
        team.add(conference, user=delegate, role=TeamRole.CHAIR, by=organiser)


def test_outsiders_do_not_join(organiser: User, outsider: User) -> None:
    with pytest.raises(Refused):
        team.add(make_conference(organiser=organiser), user=outsider, role=TeamRole.CHAIR, by=organiser)


def test_released_members_leave_the_board_unless_they_take_part(
    organiser: User, delegate: User, editor: User
) -> None:
    conference = make_conference(organiser=organiser)
    board = make_board(conference)
    members = [team.add(conference, user=one, role="chair", by=organiser) for one in (delegate, editor)]
    make_registration(conference, editor)

    for member in members:
        team.remove(member, by=organiser)

    assert set(board.memberships.values_list("user", flat=True)) == {editor.pk}


def test_the_last_organiser_stays(organiser: User, chair: User) -> None:
    conference = make_conference(organiser=organiser)
    with pytest.raises(Refused):
        team.remove(conference.team.get(), by=organiser)
    team.add(conference, user=chair, role=TeamRole.ORGANISER, by=organiser)
    team.remove(conference.team.get(user=organiser), by=organiser)
    assert conference.team.get().user == chair
