"""Registering, confirming, declining, withdrawing: one person at a time."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from conferences.actions import registrations
from conferences.models import Conference, Registration
from conferences.states import (
    Approval,
    Category,
    ConferenceState,
    Listing,
    QuestionKind,
    RegistrationState,
    SeatSource,
)
from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification, OutgoingMail
from portals.models import Portal, User
from tests.builders import make_member
from tests.conferences.books import check_books
from tests.conferences.builders import (
    make_board,
    make_conference,
    make_question,
    make_quota,
    make_registration,
)

pytestmark = pytest.mark.django_db
R = RegistrationState


def asked(conference: Conference | None = None, **words: Any) -> Registration:
    """Register somebody where organisers confirm."""
    return make_registration(conference or make_conference(approval=Approval.ORGANISER), **words)


def facts_about(registration: Registration) -> list[str]:
    """Return what was announced, the first first."""
    return [one.fact for one in AuditEvent.objects.about(registration).order_by("pk")]


def test_a_delegate_gets_a_common_seat_at_once(delegate: User, portal: Portal) -> None:
    conference = make_conference()
    registration = registrations.register(conference, by=delegate, listing=Listing.ALL)

    assert (registration.state, registration.seat_source) == (R.CONFIRMED, SeatSource.COMMON)
    assert (registration.portal, registration.arrival, registration.listing) == (portal, 1, Listing.ALL)
    assert registration.confirmed_at is not None
    assert facts_about(registration) == ["registration.confirmed"]
    check_books(conference)


def test_the_seats_of_the_own_portal_come_first(delegate: User, portal: Portal) -> None:
    conference = make_conference()
    make_quota(conference, portal, 1)
    first = registrations.register(conference, by=delegate)
    second = make_registration(conference, portal=portal)

    assert (first.seat_source, second.seat_source) == (SeatSource.PORTAL, SeatSource.COMMON)
    check_books(conference)


def test_seats_of_other_portals_are_not_taken(delegate: User, other_portal: Portal) -> None:
    conference = make_conference(seats=0)
    make_quota(conference, other_portal, 3)
    assert registrations.register(conference, by=delegate).state == R.WAITING
    check_books(conference)


def test_confirmation_admits_to_the_board(delegate: User) -> None:
    conference = make_conference()
    board = make_board(conference)
    registrations.register(conference, by=delegate)
    assert [one.user for one in board.memberships.all()] == [delegate]


def test_waiting_admits_nowhere(delegate: User) -> None:
    conference = make_conference(seats=0)
    board = make_board(conference)
    registrations.register(conference, by=delegate)
    assert not board.memberships.exists()


def test_confirmation_mails_the_ticket_with_code_and_calendar(
    delegate: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        registration = registrations.register(make_conference("autumn"), by=delegate)

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([delegate.email], "Your ticket: Autumn")
    assert registration.typed_ticket in letter.body
    html = letter.alternatives[0][0]
    assert html.count('bgcolor="#000000"') > 200
    (name, content, media_type) = letter.attachments[0]
    assert (name, media_type) == ("autumn.ics", "text/calendar")
    assert "SUMMARY:Autumn" in str(content)


@pytest.mark.parametrize("state", [ConferenceState.DRAFT, ConferenceState.CLOSED, ConferenceState.ARCHIVED])
def test_nobody_registers_outside_announced_and_running(delegate: User, state: str) -> None:
    with pytest.raises(Refused):
        registrations.register(make_conference(state=state), by=delegate)


def test_one_may_still_register_while_it_runs(delegate: User) -> None:
    conference = make_conference(state=ConferenceState.RUNNING)
    assert registrations.register(conference, by=delegate).is_confirmed


@pytest.mark.parametrize(
    "times",
    [
        {"registration_opens_at": timedelta(minutes=1)},
        {"registration_closes_at": timedelta(minutes=-1)},
        {"registration_opens_at": timedelta(days=-2), "registration_closes_at": timedelta(0)},
    ],
)
def test_nobody_registers_outside_the_opening_times(delegate: User, times: dict[str, timedelta]) -> None:
    moments = {name: timezone.now() + away for name, away in times.items()}
    with pytest.raises(Refused):
        registrations.register(make_conference(**moments), by=delegate)


def test_registering_twice_is_refused(delegate: User) -> None:
    conference = make_conference()
    registrations.register(conference, by=delegate)
    with pytest.raises(Refused):
        registrations.register(conference, by=delegate)
    conference.refresh_from_db()
    assert conference.arrivals == 1


def test_after_withdrawing_one_registers_anew_at_the_end(delegate: User) -> None:
    conference = make_conference()
    registrations.withdraw(registrations.register(conference, by=delegate), by=delegate)
    again = registrations.register(conference, by=delegate)
    assert (again.arrival, again.state) == (2, R.CONFIRMED)
    check_books(conference)


def test_after_being_declined_one_cannot_slip_in_again(delegate: User, organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    first = registrations.register(conference, by=delegate)
    registrations.decline(first, by=organiser, reason="Your portal sends nobody.")
    with pytest.raises(Refused):
        registrations.register(conference, by=delegate)


def test_a_delegate_needs_a_portal(outsider: User) -> None:
    with pytest.raises(NotAllowed):
        registrations.register(make_conference(), by=outsider)


@pytest.mark.parametrize("category", [Category.SPEAKER, Category.OBSERVER, Category.PRESS, Category.SUPPORT])
def test_guests_need_none(outsider: User, category: str) -> None:
    registration = registrations.register(make_conference(), by=outsider, category=category)
    assert (registration.portal, registration.seat_source) == (None, SeatSource.COMMON)


def test_tickets_are_long_random_and_different() -> None:
    conference = make_conference()
    tickets = [make_registration(conference).ticket for _number in range(3)]
    assert len(set(tickets)) == 3
    assert all(len(one) == 32 and one.isalnum() for one in tickets)


def test_where_organisers_confirm_a_request_takes_no_seat_and_tells_them(
    delegate: User, organiser: User
) -> None:
    conference = make_conference(approval=Approval.ORGANISER, organiser=organiser)
    registration = registrations.register(conference, by=delegate)

    assert (registration.state, registration.seat_source) == (R.REQUESTED, "")
    assert facts_about(registration) == ["registration.requested"]
    assert [one.recipient for one in Notification.objects.all()] == [organiser]
    check_books(conference)
    assert conference.seats_taken == 0


def test_an_organiser_confirms_a_request(organiser: User) -> None:
    conference = make_conference(approval=Approval.ORGANISER, organiser=organiser)
    registration = registrations.confirm(asked(conference), by=organiser)

    assert (registration.state, registration.seat_source) == (R.CONFIRMED, SeatSource.COMMON)
    assert facts_about(registration) == ["registration.requested", "registration.confirmed"]
    told = Notification.objects.filter(recipient=registration.user)
    assert [one.event.fact for one in told] == ["registration.confirmed"]
    assert OutgoingMail.objects.filter(to=registration.user.email).count() == 1
    check_books(conference)


def test_confirming_without_a_free_seat_puts_on_the_waiting_list(organiser: User) -> None:
    conference = make_conference(approval=Approval.ORGANISER, organiser=organiser, seats=1)
    first, second = asked(conference), asked(conference)
    registrations.confirm(first, by=organiser)
    waiting = registrations.confirm(second, by=organiser)

    assert (waiting.state, waiting.seat_source) == (R.WAITING, "")
    with pytest.raises(Refused, match="No seat is free"):
        registrations.confirm(waiting, by=organiser)
    check_books(conference)


@pytest.mark.parametrize("who", ["delegate", "lead", "chair", "assessor", "editor", "outsider"])
def test_nobody_else_confirms_declines_or_reconsiders(request: pytest.FixtureRequest, who: str) -> None:
    registration, by = asked(), request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        registrations.confirm(registration, by=by)
    with pytest.raises(NotAllowed):
        registrations.decline(registration, by=by, reason="No.")
    with pytest.raises(NotAllowed):
        registrations.reconsider(registration, by=by)


def test_confirming_twice_is_stale_and_takes_one_seat(organiser: User) -> None:
    conference = make_conference(approval=Approval.ORGANISER, organiser=organiser)
    registration = asked(conference)
    registrations.confirm(registration, by=organiser)
    with pytest.raises(StaleState):
        registrations.confirm(registration, by=organiser)
    check_books(conference)
    assert conference.seats_taken == 1


def test_a_withdrawn_registration_is_not_confirmed(organiser: User) -> None:
    conference = make_conference(approval=Approval.ORGANISER, organiser=organiser)
    registration = asked(conference)
    registrations.withdraw(registration, by=registration.user)
    with pytest.raises(StaleState):
        registrations.confirm(registration, by=organiser)
    check_books(conference)


def test_declining_needs_a_reason_and_tells_it(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    board = make_board(conference)
    registration = make_registration(conference)
    with pytest.raises(Refused) as refusal:
        registrations.decline(registration, by=organiser, reason="  ")
    assert refusal.value.field == "reason"

    declined = registrations.decline(registration, by=organiser, reason="The delegation is full.")

    declined.refresh_from_db()
    assert (declined.state, declined.seat_source) == (R.DECLINED, "")
    assert declined.reason == "The delegation is full."
    note = Notification.objects.get(recipient=declined.user, event__fact="registration.declined")
    assert (note.event.reason, note.mails.count()) == ("The delegation is full.", 1)
    assert not board.memberships.exists()
    check_books(conference)


def test_a_declined_registration_can_be_taken_up_again(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    registration = make_registration(conference)
    registrations.decline(registration, by=organiser, reason="Full.")
    again = registrations.reconsider(registration, by=organiser)
    assert (again.state, again.reason) == (R.REQUESTED, "")
    assert registrations.confirm(again, by=organiser).is_confirmed
    check_books(conference)


def test_withdrawing_frees_the_seat_and_leaves_the_board(delegate: User) -> None:
    conference = make_conference()
    board = make_board(conference)
    registration = registrations.register(conference, by=delegate)
    registrations.withdraw(registration, by=delegate)

    registration.refresh_from_db()
    assert (registration.state, registration.seat_source) == (R.WITHDRAWN, "")
    assert facts_about(registration)[-1] == "registration.withdrawn"
    assert not board.memberships.exists()
    check_books(conference)
    with pytest.raises(StaleState):
        registrations.withdraw(registration, by=delegate)


def test_team_members_stay_on_the_board_when_they_withdraw(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    board = make_board(conference)
    registrations.withdraw(registrations.register(conference, by=organiser), by=organiser)
    assert [one.user for one in board.memberships.all()] == [organiser]


def test_the_lead_withdraws_people_of_the_portal_and_they_are_told(delegate: User, lead: User) -> None:
    registration = registrations.register(make_conference(), by=delegate)
    registrations.withdraw(registration, by=lead, reason="Replaced by a colleague.")
    note = Notification.objects.get(recipient=delegate)
    assert (note.event.fact, note.event.reason) == ("registration.withdrawn", "Replaced by a colleague.")


@pytest.mark.parametrize("who", ["other_lead", "other_delegate", "editor", "outsider"])
def test_nobody_else_withdraws_somebody(request: pytest.FixtureRequest, who: str, delegate: User) -> None:
    registration = registrations.register(make_conference(), by=delegate)
    with pytest.raises(NotAllowed):
        registrations.withdraw(registration, by=request.getfixturevalue(who))


def test_nobody_withdraws_from_a_closed_conference(delegate: User) -> None:
    conference = make_conference()
    registration = registrations.register(conference, by=delegate)
    Conference.objects.update(state=ConferenceState.CLOSED)
    with pytest.raises(NotAllowed):
        registrations.withdraw(registration, by=delegate)


def test_answers_are_kept_with_their_kinds(delegate: User) -> None:
    conference = make_conference()
    diet = make_question(
        conference,
        kind=QuestionKind.CHOICE,
        options_vi="Thường\nChay",
        options_en="Standard\nVegetarian",
        is_required=True,
    )
    nights = make_question(conference, "Nights", QuestionKind.NUMBER)
    consent = make_question(conference, "Photos", QuestionKind.CONSENT)

    registration = registrations.register(conference, by=delegate, answers={diet.pk: "Chay", nights.pk: 0})

    shown = {one.question_id: one.shown for one in registration.answers.select_related("question")}
    assert shown == {diet.pk: "Vegetarian", nights.pk: "0", consent.pk: "No"}


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (QuestionKind.TEXT, None),
        (QuestionKind.TEXT, ""),
        (QuestionKind.CONSENT, False),
        (QuestionKind.MULTIPLE, []),
        (QuestionKind.CHOICE, "Caviar"),
        (QuestionKind.MULTIPLE, ["Chay", "Caviar"]),
    ],
)
def test_missing_and_unknown_answers_are_refused_and_take_no_seat(
    delegate: User, kind: str, answer: Any
) -> None:
    conference = make_conference()
    question = make_question(conference, kind=kind, options_vi="Thường\nChay", is_required=True)
    with pytest.raises(Refused) as refusal:
        registrations.register(conference, by=delegate, answers={question.pk: answer})
    assert refusal.value.field == question.field_name
    check_books(conference)
    assert not conference.registrations.exists()


def test_own_answers_can_be_changed_while_registration_is_open(delegate: User, lead: User) -> None:
    conference = make_conference()
    question = make_question(conference, is_required=True)
    registration = registrations.register(conference, by=delegate, answers={question.pk: "None"})
    changed = {"listing": Listing.PARTICIPANTS, "answers": {question.pk: "Vegan"}}

    registrations.edit_answers(registration, by=delegate, **changed)
    registration.refresh_from_db()
    assert (registration.listing, registration.answers.get().value) == (Listing.PARTICIPANTS, "Vegan")

    with pytest.raises(NotAllowed):
        registrations.edit_answers(registration, by=lead, **changed)
    Conference.objects.update(registration_closes_at=timezone.now())
    with pytest.raises(NotAllowed):
        registrations.edit_answers(registration, by=delegate, **changed)


def test_new_people_are_counted_from_one_in_each_conference() -> None:
    for _number in range(2):
        conference = make_conference()
        assert [make_registration(conference, make_member()).arrival for _n in range(2)] == [1, 2]
