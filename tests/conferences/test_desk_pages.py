"""The pages of those who prepare and run a conference."""

import csv
from io import StringIO
from typing import Any

import pytest

from conferences.models import Conference, Question
from conferences.states import Approval, ConferenceState, RegistrationState
from core.audit.models import AuditEvent
from portals.models import Portal, User
from tests.builders import client_of, make_member, make_portal
from tests.conferences.books import check_books
from tests.conferences.builders import (
    make_board,
    make_conference,
    make_question,
    make_quota,
    make_registration,
)
from tests.conferences.pages import page, send

pytestmark = pytest.mark.django_db
DELEGATE = {"category": "delegate", "listing": "nobody"}


def test_the_desk_decides_in_bulk(organiser: User) -> None:
    conference = make_conference(seats=2, approval=Approval.ORGANISER, organiser=organiser)
    chosen = [make_registration(conference).pk for _number in range(3)]
    answer = send(organiser, conference, "decide", pk=chosen, decision="confirm", query="state=requested")
    assert "3 registrations were decided." in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("?state=requested")
    states = [one.state for one in conference.registrations.order_by("arrival")]
    assert states == ["confirmed", "confirmed", "waiting"]

    answer = send(organiser, conference, "decide", pk=chosen, decision="decline", reason="")
    assert "Give a reason" in answer.content.decode()
    send(organiser, conference, "decide", pk=chosen, decision="decline", reason="Called off.")
    assert {one.state for one in conference.registrations.all()} == {"declined"}
    check_books(conference)


def test_the_desk_never_decides_on_other_conferences(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    other = make_registration(make_conference(approval=Approval.ORGANISER))
    answer = send(organiser, conference, "decide", pk=[other.pk], decision="confirm")
    assert "Tick at least one" in answer.content.decode()
    other.refresh_from_db()
    assert other.state == RegistrationState.REQUESTED
    assert (
        client_of(organiser)
        .get(f"/conferences/{conference.slug}/manage/registrations/{other.pk}/")
        .status_code
        == 404
    )


def test_one_registration_on_the_desk(organiser: User) -> None:
    conference = make_conference(approval=Approval.ORGANISER, organiser=organiser)
    one = make_registration(conference)
    assert "asks to take part" in page(organiser, conference, "desk_registration", one.pk)
    send(organiser, conference, "move_registration", one.pk, "confirm")
    send(organiser, conference, "move_registration", one.pk, "decline", reason="A mistake.")
    one.refresh_from_db()
    assert (one.state, one.reason) == (RegistrationState.DECLINED, "A mistake.")
    send(organiser, conference, "move_registration", one.pk, "reconsider")
    one.refresh_from_db()
    assert one.state == RegistrationState.REQUESTED
    assert send(organiser, conference, "move_registration", one.pk, "crown").status_code == 404


def test_the_table_is_neutral_complete_and_on_record(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    question = make_question(conference, "=SUM(A1)")
    evil = make_member("evil")
    User.objects.filter(pk=evil.pk).update(name="=HYPERLINK(1)")
    make_registration(conference, evil, answers={question.pk: "@cmd"})

    answer = client_of(organiser).get(f"/conferences/{conference.slug}/manage/registrations.csv")

    head, row = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert (head[-1], row[1], row[-1]) == ("'=SUM(A1)", "'=HYPERLINK(1)", "'@cmd")
    event = AuditEvent.objects.about(conference).first()
    assert (event.fact, event.detail, event.actor) == ("conference.exported", {"rows": 1}, organiser)


def new_conference(**more: Any) -> dict[str, Any]:
    """Return what the form for a new conference sends."""
    return {
        "title_en": "Autumn meeting",
        "starts_on": "2027-10-01",
        "ends_on": "2027-10-02",
        "time_zone": "Europe/Berlin",
        "approval": "automatic",
        "offer_hours": "24",
        "seats_in_all": "30",
        "is_public": "on",
    } | more


def test_a_conference_is_created_in_its_own_zone(organiser: User, host: Portal) -> None:
    fields = new_conference(host=host.pk, registration_opens_at="2027-09-01T09:00", state="running")
    answer = client_of(organiser).post("/conferences/new/", fields)
    conference = Conference.objects.get()
    assert answer["Location"] == "/conferences/autumn-meeting/"
    assert conference.registration_opens_at.isoformat() == "2027-09-01T07:00:00+00:00"
    assert (conference.state, conference.capacity) == (ConferenceState.DRAFT, 30)
    form = client_of(organiser).get("/conferences/autumn-meeting/edit/").context["form"]
    assert form["registration_opens_at"].value().isoformat() == "2027-09-01T09:00:00"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"ends_on": "2027-09-30"}, "ends_on"),
        ({"ends_on": "2027-02-30"}, "ends_on"),
        ({"starts_on": "0000-01-01"}, "starts_on"),
        ({"title_en": "  "}, "title_vi"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"registration_opens_at": "2027-03-28T02:30"}, "registration_opens_at"),
        (
            {"registration_opens_at": "2027-09-02T09:00", "registration_closes_at": "2027-09-01T09:00"},
            "registration_closes_at",
        ),
        ({"seats_in_all": "-1"}, "seats_in_all"),
        ({"host": "0"}, "host"),
    ],
)
def test_a_new_conference_with_a_mistake_names_it(
    organiser: User, host: Portal, fields: dict[str, str], wrong: str
) -> None:
    answer = client_of(organiser).post("/conferences/new/", new_conference(host=host.pk) | fields)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert not Conference.objects.exists()


def test_nobody_creates_for_a_portal_that_is_not_theirs(organiser: User, other_portal: Portal) -> None:
    answer = client_of(organiser).post("/conferences/new/", new_conference(host=other_portal.pk))
    assert "host" in answer.context["form"].errors


def test_editing_cannot_touch_counters(organiser: User) -> None:
    conference = make_conference("spring", seats=4, organiser=organiser)
    fields = new_conference(title_en="Late spring", capacity=999, common_pool=999, seats_taken=3)
    answer = client_of(organiser).post("/conferences/spring/edit/", fields)
    assert answer.status_code == 302
    conference.refresh_from_db()
    assert (conference.title, conference.capacity, conference.seats_taken) == ("Late spring", 4, 0)


def test_the_state_moves_by_buttons_with_reasons(organiser: User) -> None:
    conference = make_conference("spring", organiser=organiser)
    assert "Call the conference off" in page(organiser, conference)
    assert "Give a reason" in send(organiser, conference, "move", "call_off").content.decode()
    send(organiser, conference, "move", "call_off", reason="A storm.")
    conference.refresh_from_db()
    assert conference.state == ConferenceState.CLOSED
    assert send(organiser, conference, "move", "explode").status_code == 404


def test_strangers_cannot_push_the_buttons(delegate: User, organiser: User) -> None:
    conference = make_conference("spring", organiser=organiser)
    assert "Only the organisers" in send(delegate, conference, "move", "run").content.decode()
    conference.refresh_from_db()
    assert conference.state == ConferenceState.PUBLISHED


def test_seats_are_set_on_a_page(organiser: User, portal: Portal, other_portal: Portal) -> None:
    conference = make_conference(seats=5, organiser=organiser)
    make_quota(conference, portal, 2)
    own = {f"portal_{portal.pk}": 3, "capacity": 20}
    send(organiser, conference, "seats", **own, new_portal_1=other_portal.pk, new_seats_1=4)
    check_books(conference)
    assert dict(conference.quotas.values_list("portal__slug", "seats")) == {"finance": 3, "health": 4}

    twice = {"new_portal_1": make_portal().pk, "new_seats_1": ""}
    answer = send(organiser, conference, "seats", **own, **{f"portal_{other_portal.pk}": 4}, **twice)
    assert "new_seats_1" in answer.context["form"].errors
    answer = send(
        organiser,
        conference,
        "seats",
        capacity=2,
        **{f"portal_{portal.pk}": 3},
        **{f"portal_{other_portal.pk}": 4},
    )
    assert "capacity" in answer.context["form"].errors


def test_questions_are_asked_changed_moved_and_removed_on_pages(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    choice = {"kind": "choice", "prompt_en": "Which meal?", "options_en": "A\nB"}
    send(organiser, conference, "question_new", **choice)
    send(organiser, conference, "question_new", kind="text", prompt_vi="Ghi chú")
    first, second = conference.questions.all()
    assert "Which meal?" in page(organiser, conference, "questions")

    send(organiser, conference, "question", first.pk, **choice | {"prompt_en": "Which dish?"})
    send(organiser, conference, "question_verb", second.pk, "up")
    assert [one.pk for one in Question.objects.all()] == [second.pk, first.pk]
    send(organiser, conference, "question_verb", second.pk, "remove")
    assert [one.prompt for one in conference.questions.all()] == ["Which dish?"]
    assert send(organiser, conference, "question_verb", first.pk, "burn").status_code == 404
    answer = send(organiser, conference, "question_new", kind="text")
    assert "prompt_vi" in answer.context["form"].errors


def test_the_team_is_kept_on_a_page(organiser: User, delegate: User) -> None:
    conference = make_conference(organiser=organiser)
    make_board(conference)
    send(organiser, conference, "team", email=delegate.email.upper(), role="assessor")
    member = conference.team.get(user=delegate)
    answer = send(organiser, conference, "team", email="nobody@example.org", role="chair")
    assert "email" in answer.context["form"].errors
    send(organiser, conference, "release", member.pk)
    assert not conference.team.filter(user=delegate).exists()
