"""The pages as people use them: forms, buttons, what stands on them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from conferences.actions import registrations
from conferences.models import Registration
from conferences.states import Approval, ConferenceState, Listing, QuestionKind, RegistrationState
from portals.models import Portal, User
from portals.states import Role
from tests.builders import client_of, make_member, make_membership
from tests.conferences.books import check_books
from tests.conferences.builders import (
    make_board,
    make_conference,
    make_question,
    make_quota,
    make_registration,
    make_session,
    on,
)
from tests.conferences.pages import page, send

pytestmark = pytest.mark.django_db
DELEGATE = {"category": "delegate", "listing": "nobody"}


def test_the_list_shows_what_is_under_way_on_top(delegate: User) -> None:
    running = make_conference("spring", state=ConferenceState.RUNNING, starts_on=timezone.localdate())
    make_session(running, "Opening speech", starts_at=timezone.now() - timedelta(minutes=5))
    make_conference("autumn")
    text = client_of(delegate).get("/conferences/").content.decode()
    assert "Under way now" in text
    assert "day 1 of 2" in text
    assert "Opening speech" in text
    assert text.index("Spring") < text.index("Autumn")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=spring", {"spring"}),
        ("?state=closed", {"winter"}),
        ("?state=closed&state=running", {"winter", "spring"}),
        ("?period=coming", {"autumn"}),
        ("?period=past", {"winter"}),
        ("?period=now", {"spring"}),
        ("?sort=title", {"autumn", "spring", "winter"}),
        ("?host=999999", {"autumn", "spring", "winter"}),
    ],
)
def test_the_list_filters(query: str, found: set[str], delegate: User) -> None:
    today = timezone.localdate()
    make_conference("spring", state=ConferenceState.RUNNING, starts_on=today)
    make_conference("autumn")
    make_conference("winter", state=ConferenceState.CLOSED, starts_on=today - timedelta(days=90))
    answer = client_of(delegate).get(f"/conferences/{query}")
    assert {one.slug for one in answer.context["rows"]} == found


def test_registering_through_the_page(delegate: User) -> None:
    conference = make_conference()
    question = make_question(
        conference, kind=QuestionKind.MULTIPLE, options_vi="A\nB\nC", why_en="To plan rooms."
    )
    assert "To plan rooms." in page(delegate, conference, "register")

    answer = send(delegate, conference, "register", **DELEGATE, **{question.field_name: ["A", "C"]})

    assert "Your seat is confirmed" in answer.content.decode()
    registration = conference.registrations.get()
    assert (registration.user, registration.answers.get().value) == (delegate, ["A", "C"])


def test_a_missing_answer_keeps_the_form_and_what_was_typed(delegate: User) -> None:
    conference = make_conference()
    needed = make_question(conference, "Passport", is_required=True)
    other = make_question(conference, "Diet")
    answer = send(delegate, conference, "register", **DELEGATE, **{other.field_name: "Vegan"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="Vegan"' in text
    assert f'href="#id_{needed.field_name}"' in text
    assert not conference.registrations.exists()


def test_extra_fields_change_nothing(delegate: User) -> None:
    conference = make_conference(approval=Approval.ORGANISER)
    send(delegate, conference, "register", **DELEGATE, state="confirmed", arrival=1, seat_source="common")
    assert conference.registrations.get().state == RegistrationState.REQUESTED


@pytest.mark.parametrize("bad", ["-1", "1e309", "NaN", "1,5", "9" * 30, "abc"])
def test_numbers_that_are_none_are_refused(delegate: User, bad: str) -> None:
    conference = make_conference()
    question = make_question(conference, kind=QuestionKind.NUMBER)
    answer = send(delegate, conference, "register", **DELEGATE, **{question.field_name: bad})
    assert answer.status_code == 422


def test_strange_letters_are_refused_or_shown_as_text(delegate: User) -> None:
    conference = make_conference()
    question = make_question(conference)
    refused = send(delegate, conference, "register", **DELEGATE, **{question.field_name: "a\x00b"})
    assert refused.status_code == 422
    shown = send(
        delegate, conference, "register", **DELEGATE, **{question.field_name: "<img src=x onerror=alert(1)>"}
    )
    assert "&lt;img src=x" in shown.content.decode()


def test_the_register_page_shows_seats_deadline_and_portal(delegate: User, portal: Portal) -> None:
    closes = timezone.now() + timedelta(days=3)
    conference = make_conference(seats=7, registration_closes_at=closes)
    make_quota(conference, portal, 2)
    text = page(delegate, conference, "register")
    assert "Seats of Finance" in text
    assert "Common pool" in text
    assert "Registration closes" in text
    assert "You register for Finance" in text


def test_guests_may_not_come_as_delegates(outsider: User) -> None:
    conference = make_conference()
    assert 'value="delegate"' not in page(outsider, conference, "register")
    assert send(outsider, conference, "register", **DELEGATE).status_code == 422
    assert send(outsider, conference, "register", category="press", listing="nobody").status_code == 200
    assert conference.registrations.get().category == "press"


def test_the_waiting_see_their_places_and_can_withdraw(delegate: User, portal: Portal) -> None:
    conference = make_conference(seats=0)
    make_quota(conference, portal, 1)
    make_registration(conference, portal=portal)
    make_registration(conference)
    registrations.register(conference, by=delegate)
    text = page(delegate, conference, "registration")
    assert "in the line of Finance" in text
    assert "<b>1</b>" in text
    assert "<b>2</b>" in text

    answer = send(delegate, conference, "withdraw")
    assert "You have withdrawn" in answer.content.decode()
    assert "You are not registered" in send(delegate, conference, "withdraw").content.decode()


def test_an_offer_is_taken_with_one_button(delegate: User) -> None:
    conference = make_conference(seats=1)
    seated = make_registration(conference)
    registrations.register(conference, by=delegate)
    registrations.withdraw(seated, by=seated.user)
    assert "Take the seat" in page(delegate, conference, "registration")
    answer = send(delegate, conference, "accept_offer")
    assert "Your seat is confirmed" in answer.content.decode()
    check_books(conference)


def test_answers_are_changed_on_their_own_page(delegate: User) -> None:
    conference = make_conference()
    question = make_question(conference)
    registrations.register(conference, by=delegate, answers={question.pk: "Vegan"})
    assert 'value="Vegan"' in page(delegate, conference, "edit_answers")
    send(delegate, conference, "edit_answers", listing="all", **{question.field_name: "Standard"})
    own = conference.registrations.get()
    assert (own.listing, own.answers.get().value) == (Listing.ALL, "Standard")


def test_the_ticket_shows_the_code_twice_and_only_to_the_person(delegate: User, organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    own = registrations.register(conference, by=delegate)
    text = page(delegate, conference, "ticket")
    assert own.typed_ticket in text
    assert '<svg viewBox="0 0 29 29" class="ticket-qr">' in text
    assert own.typed_ticket not in page(organiser, conference, "desk_registration", own.pk)


def test_the_calendar_file_is_whole_days_in_any_zone() -> None:
    conference = make_conference("leap", starts_on=on(2028, 2, 28), ends_on=on(2028, 2, 29), venue_en="Huế")
    answer = client_of(None).get("/conferences/leap/conference.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["uid"]) == f"conference-{conference.pk}@interportal"
    assert event.decoded("dtstart").isoformat() == "2028-02-28"
    assert event.decoded("dtend").isoformat() == "2028-03-01"
    assert (str(event["summary"]), str(event["location"])) == ("Leap", "Huế")


@pytest.mark.parametrize(
    ("listing", "who", "seen"),
    [
        (Listing.ALL, None, True),
        (Listing.ALL, "outsider", True),
        (Listing.PARTICIPANTS, "outsider", False),
        (Listing.PARTICIPANTS, "other_delegate", False),
        (Listing.PARTICIPANTS, "delegate", True),
        (Listing.PARTICIPANTS, "chair", True),
        (Listing.NOBODY, "delegate", False),
        (Listing.NOBODY, "organiser", False),
        (Listing.NOBODY, "hidden", True),
    ],
)
def test_names_are_listed_only_with_consent(
    request: pytest.FixtureRequest,
    listing: str,
    who: str | None,
    seen: bool,
    delegate: User,
    organiser: User,
    chair: User,
) -> None:
    conference = make_conference(organiser=organiser)
    conference.team.create(user=chair, role="chair")
    hidden = make_member("hidden-person")
    make_registration(conference, hidden, listing=listing)
    make_registration(conference, delegate)
    user = hidden if who == "hidden" else request.getfixturevalue(who) if who else None
    rows = client_of(user).get(reverse("conferences:people", args=[conference.slug])).context["rows"]
    assert (hidden.pk in [one.user_id for one in rows]) == seen


def test_waiting_people_are_not_listed(delegate: User) -> None:
    conference = make_conference(seats=0)
    make_registration(conference, listing=Listing.ALL)
    assert not client_of(delegate).get(f"/conferences/{conference.slug}/people/").context["rows"]


def test_the_overview_shows_the_reader_where_they_stand(delegate: User) -> None:
    conference = make_conference(seats=1)
    assert "Register" in page(delegate, conference)
    assert "Show the ticket" not in page(delegate, conference)
    registrations.register(conference, by=delegate)
    assert "Show the ticket" in page(delegate, conference)


def test_the_bar_shows_what_the_reader_may_open(delegate: User, organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    make_board(conference)
    own = page(delegate, conference)
    assert "Discussion" not in own
    assert f"/conferences/{conference.slug}/manage/" not in own
    registrations.register(conference, by=delegate)
    assert "Discussion" in page(delegate, conference)
    assert f"/conferences/{conference.slug}/manage/" in page(organiser, conference)


def test_pages_speak_vietnamese_and_german(delegate: User) -> None:
    conference = make_conference()
    for language, word in (("vi", "Đăng ký"), ("de", "Anmelden")):
        delegate.language = language
        delegate.save()
        assert word in page(delegate, conference, "register")
    translation.activate("en")


def test_a_person_of_two_portals_registers_for_the_one_acted_for(
    delegate: User, other_portal: Portal
) -> None:
    make_membership(delegate, other_portal, Role.DELEGATE)
    delegate.acting_for = other_portal
    delegate.save()
    conference = make_conference()
    send(delegate, conference, "register", **DELEGATE)
    assert Registration.objects.get().portal == other_portal
