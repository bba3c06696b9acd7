"""Registering for a conference, and everything that can become of a registration."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences import facts, policies
from conferences.actions import answering, seats, welcome
from conferences.models import Conference, Registration
from conferences.states import (
    REGISTRATION,
    SEATED,
    Approval,
    Category,
    Listing,
    RegistrationState,
    TeamRole,
)
from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from portals.models import User
from portals.policies import demand_portal


@transaction.atomic
def register(
    conference: Conference,
    *,
    by: User,
    category: str = Category.DELEGATE,
    listing: str = Listing.NOBODY,
    answers: Mapping[int, Any] | None = None,
) -> Registration:
    """Register `by` for `conference`: a seat if one is free, else a place on the waiting list.

    Where organisers confirm, the registration is only requested and holds no seat yet. `answers` maps
    question numbers to values. Locks the conference, so arrivals are numbered in the order of commits.
    Announces `registration.confirmed`, `.waiting` or `.requested`. Raises Refused when registration is
    not open, a live or declined one exists or a required answer is missing; NotAllowed for a delegate
    without a portal.
    """
    conference = seats.lock(conference)
    portal = demand_portal(by) if category == Category.DELEGATE else by.portal
    _refuse_closed(conference)
    _refuse_second(conference, by)
    registration = Registration(
        conference=conference, user=by, portal=portal, category=category, listing=listing
    )
    registration.arrival = seats.next_arrival(conference)
    _place(registration)
    registration.save()
    answering.write(registration, answers or {})
    return _tell_arrival(registration, by)


def _refuse_closed(conference: Conference) -> None:
    if not conference.is_open_for_registration:
        raise Refused(_("Registration for this conference is not open. See its dates on the overview."))


def _refuse_second(conference: Conference, user: User) -> None:
    own = conference.registrations.filter(user=user)
    if own.live().exists():
        raise Refused(_("You are registered for this conference already."))
    if own.filter(state=RegistrationState.DECLINED).exists():
        raise Refused(_("Your registration was declined. Ask the organisers to take it up again."))


def _place(registration: Registration) -> None:
    """Decide the first state: requested, or a seat, or the waiting list."""
    conference = registration.conference
    if conference.approval == Approval.ORGANISER:
        registration.state = RegistrationState.REQUESTED
        return
    registration.seat_source = seats.claim(conference, registration.portal)
    seated = bool(registration.seat_source)
    registration.state = RegistrationState.CONFIRMED if seated else RegistrationState.WAITING
    registration.confirmed_at = timezone.now() if seated else None


def _tell_arrival(registration: Registration, by: User) -> Registration:
    if registration.is_confirmed:
        return welcome.greet(registration, by=by)
    asked = registration.state == RegistrationState.REQUESTED
    organisers = User.objects.active().filter(
        conference_roles__conference=registration.conference, conference_roles__role=TeamRole.ORGANISER
    )
    tell(facts.REQUESTED if asked else facts.PUT_ON_LIST, registration, by, to=organisers if asked else ())
    return registration


@transaction.atomic
def confirm(registration: Registration, *, by: User) -> Registration:
    """Confirm a requested, waiting or offered registration as organiser.

    A request for which no seat is free goes to the waiting list. Announces `registration.confirmed` or
    `.waiting`. Raises NotAllowed, StaleState, and Refused when a waiting person cannot be seated.
    """
    registration = lock(registration)
    _demand(policies.can_manage(by, registration.conference))
    source = registration.seat_source or seats.claim(registration.conference, registration.portal)
    if source:
        return welcome.seat(registration, source, by=by)
    if registration.state == RegistrationState.WAITING:
        raise Refused(_("No seat is free. Raise the seats, or wait until somebody withdraws."))
    REGISTRATION.move(registration, "wait")
    tell(facts.PUT_ON_LIST, registration, by, to=[registration.user])
    return registration


@transaction.atomic
def decline(registration: Registration, *, by: User, reason: str) -> Registration:
    """Decline a live registration as organiser, with the `reason` the person reads.

    A seat it held passes on in the same transaction. Announces `registration.declined`. Raises
    NotAllowed, StaleState, Refused without a reason.
    """
    registration = lock(registration)
    _demand(policies.can_manage(by, registration.conference))
    leave(registration, "decline", reason)
    tell(facts.DECLINED, registration, by, to=[registration.user], reason=reason)
    seats.pass_on(registration.conference)
    return registration


@transaction.atomic
def withdraw(registration: Registration, *, by: User, reason: str = "") -> Registration:
    """Withdraw the own registration, or one of the own portal as its lead.

    A seat it held passes on in the same transaction. Announces `registration.withdrawn` to the person
    when the lead did it. Raises NotAllowed, StaleState.
    """
    registration = lock(registration)
    _demand(policies.can_withdraw(by, registration))
    leave(registration, "withdraw", reason)
    tell(facts.WITHDRAWN, registration, by, to=[registration.user], reason=reason)
    seats.pass_on(registration.conference)
    return registration


@transaction.atomic
def accept_offer(registration: Registration, *, by: User) -> Registration:
    """Take the seat that was offered to `by`.

    Announces `registration.confirmed`. Raises NotAllowed, StaleState, and Refused after the deadline.
    """
    registration = lock(registration)
    _demand(registration.user_id == by.pk)
    if registration.offered_until and registration.offered_until <= timezone.now():
        raise Refused(_("The offer has expired and the seat passes on to the next in line."))
    return welcome.seat(registration, registration.seat_source, by=by, edge="accept")


@transaction.atomic
def reconsider(registration: Registration, *, by: User) -> Registration:
    """Take a declined registration up again: it waits for approval anew, at its old place.

    Announces `registration.reconsidered`. Raises NotAllowed, StaleState, and Refused when the person has
    registered again meanwhile.
    """
    registration = lock(registration)
    _demand(policies.can_manage(by, registration.conference))
    if registration.conference.registrations.live().filter(user=registration.user).exists():
        raise Refused(_("This person has another registration for the conference."))
    REGISTRATION.move(registration, "reconsider")
    _note(registration, "")
    tell(facts.RECONSIDERED, registration, by, to=[registration.user])
    return registration


@transaction.atomic
def edit_answers(
    registration: Registration, *, by: User, listing: str, answers: Mapping[int, Any]
) -> Registration:
    """Change the own answers and who may read the own name, while registration is open.

    Announces `registration.answers_changed`. Raises NotAllowed, Refused for a missing answer.
    """
    registration = lock(registration)
    _demand(policies.can_edit_answers(by, registration))
    registration.listing = listing
    registration.save(update_fields=["listing", "changed_at"])
    answering.write(registration, answers)
    tell(facts.ANSWERS_CHANGED, registration, by)
    return registration


def lock(registration: Registration) -> Registration:
    """Lock the conference, then return the registration as it is now."""
    conference = seats.lock(registration.conference)
    fresh = Registration.objects.select_related("user", "portal").get(pk=registration.pk)
    fresh.conference = conference
    return fresh


def leave(registration: Registration, edge: str, reason: str) -> None:
    """Move along `edge` and give back the seat, if there is one."""
    source, held = registration.seat_source, registration.state in SEATED
    REGISTRATION.move(registration, edge, reason=reason, seat_source="", offered_until=None)
    _note(registration, reason)
    if held:
        seats.give_back(registration.conference, source, registration.portal)
    welcome.see_off(registration)


def _note(registration: Registration, reason: str) -> None:
    registration.reason = reason
    registration.save(update_fields=["reason", "changed_at"])


def _demand(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed


def tell(fact: Fact, registration: Registration, by: User | None, *, to: Any = (), reason: str = "") -> None:
    detail = {"reason": reason} if reason else {}
    portal = by.portal if by else None
    announce(fact, by=by, acting_for=portal, about=registration, to=to, detail=detail)
