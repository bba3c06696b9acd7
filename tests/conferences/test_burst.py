"""Never oversold: four hundred people want fifty seats at the same moment, with real connections."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from time import process_time, sleep

import pytest
from django.db import IntegrityError, connection, connections
from django.db.models import F
from django.test import Client
from django.urls import reverse

from conferences.actions import registrations, seats
from conferences.models import Conference, PortalQuota, Registration
from conferences.states import RegistrationState, SeatSource
from portals.models import Membership, Portal, User
from portals.states import MembershipState, Role
from tests.builders import client_of, make_portal
from tests.conferences.books import check_books, confirmed, waiting
from tests.conferences.builders import make_conference, make_quota

PEOPLE, SEATS, THREADS, MOST_SECONDS = 400, 50, 32, 25


def crowd(size: int, portals: list[Portal]) -> list[User]:
    """Make `size` delegates, spread over `portals`."""
    names = [f"crowd-{number:03}@interportal.example" for number in range(size)]
    users = User.objects.bulk_create([User(email=name, name=name, password="!") for name in names])
    Membership.objects.bulk_create(
        Membership(
            user=user,
            portal=portals[at % len(portals)],
            role=Role.DELEGATE,
            state=MembershipState.ACTIVE,
        )
        for at, user in enumerate(users)
    )
    return users


def all_at_once(act: Callable[[User], object], people: list[User]) -> list[object]:
    """Run `act` for everybody on many threads, each with its own connection; return what came of it."""

    def one(user: User) -> object:
        try:
            return act(User.objects.get(pk=user.pk))
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, people))


@pytest.fixture
def quick_timer() -> Iterator[None]:
    """Fail when the burst costs more work than it may; waiting for a busy machine does not count."""
    began = process_time()
    yield
    assert process_time() - began < MOST_SECONDS


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick_timer")
def test_four_hundred_want_fifty_seats() -> None:
    conference = make_conference(seats=SEATS)
    people = crowd(PEOPLE, [make_portal() for _number in range(8)])

    results = all_at_once(lambda user: registrations.register(conference, by=user), people)

    assert [one for one in results if isinstance(one, Exception)] == []
    assert [one.arrival for one in confirmed(conference)] == list(range(1, SEATS + 1))
    assert [one.arrival for one in waiting(conference)] == list(range(SEATS + 1, PEOPLE + 1))
    check_books(conference)
    assert conference.arrivals == PEOPLE


@pytest.mark.django_db(transaction=True)
def test_quotas_fill_from_their_own_people_under_a_burst() -> None:
    small, large = make_portal(), make_portal()
    conference = make_conference(seats=10)
    make_quota(conference, small, 3)
    make_quota(conference, large, 20)
    people = crowd(80, [small, large])

    results = all_at_once(lambda user: registrations.register(conference, by=user), people)

    assert [one for one in results if isinstance(one, Exception)] == []
    check_books(conference)
    assert dict(conference.quotas.values_list("portal", "taken")) == {small.pk: 3, large.pk: 20}
    assert (conference.common_taken, len(waiting(conference))) == (10, 80 - 33)


@pytest.mark.django_db(transaction=True)
def test_withdrawals_and_arrivals_cross_without_losing_a_seat() -> None:
    conference = make_conference(seats=10, offer_hours=0)
    people = crowd(60, [make_portal()])
    all_at_once(lambda user: registrations.register(conference, by=user), people[:30])

    def cross(user: User) -> object:
        own = Registration.objects.filter(user=user).select_related("conference").first()
        if own:
            return registrations.withdraw(own, by=user)
        return registrations.register(conference, by=user)

    results = all_at_once(cross, people)

    assert [one for one in results if isinstance(one, Exception)] == []
    check_books(conference)
    assert len(confirmed(conference)) == 10
    assert len(waiting(conference)) == 20
    assert max(one.arrival for one in confirmed(conference)) < waiting(conference)[0].arrival


@pytest.mark.django_db(transaction=True)
def test_one_person_clicking_thirty_times_registers_once() -> None:
    conference = make_conference(seats=SEATS)
    (person,) = crowd(1, [make_portal()])

    results = all_at_once(lambda user: registrations.register(conference, by=user), [person] * 30)

    assert len([one for one in results if isinstance(one, Registration)]) == 1
    check_books(conference)
    assert conference.seats_taken == 1


@pytest.mark.django_db(transaction=True)
def test_a_burst_through_the_pages() -> None:
    conference = make_conference(seats=5)
    people = crowd(40, [make_portal(), make_portal()])
    signed_in = {user.pk: client_of(user) for user in people}
    address = reverse("conferences:register", args=[conference.slug])

    def send(user: User) -> int:
        client: Client = signed_in[user.pk]
        return client.post(address, {"category": "delegate", "listing": "nobody"}).status_code

    assert set(all_at_once(send, people)) == {302}
    assert [one.arrival for one in confirmed(conference)] == [1, 2, 3, 4, 5]
    assert len(waiting(conference)) == 35
    check_books(conference)


def careless_claim(conference: Conference) -> bool:
    """Take a seat the way one must not: look first, write later, without a condition."""
    taken, pool = Conference.objects.values_list("common_taken", "common_pool").get(pk=conference.pk)
    if taken >= pool:
        return False
    sleep(0.02)
    Conference.objects.filter(pk=conference.pk).update(common_taken=taken + 1, seats_taken=taken + 1)
    return True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_this_test_would_see_an_oversold_conference(monkeypatch: pytest.MonkeyPatch) -> None:
    conference = make_conference(seats=5)
    people = crowd(40, [make_portal()])
    monkeypatch.setattr(seats, "claim_common", careless_claim)
    monkeypatch.setattr(seats, "lock", lambda one: Conference.objects.get(pk=one.pk))
    numbers = count(1)
    monkeypatch.setattr(seats, "next_arrival", lambda one: next(numbers))

    all_at_once(lambda user: registrations.register(conference, by=user), people)

    assert len(confirmed(conference)) > 5
    with pytest.raises(AssertionError):
        check_books(conference)


@pytest.mark.django_db(transaction=True)
def test_without_its_condition_the_update_hits_the_constraint(monkeypatch: pytest.MonkeyPatch) -> None:
    conference = make_conference(seats=5)
    people = crowd(12, [make_portal()])

    def unconditional(one: Conference) -> bool:
        row = Conference.objects.filter(pk=one.pk)
        return bool(row.update(common_taken=F("common_taken") + 1, seats_taken=F("seats_taken") + 1))

    monkeypatch.setattr(seats, "claim_common", unconditional)
    results = all_at_once(lambda user: registrations.register(conference, by=user), people)

    refused = [one for one in results if isinstance(one, IntegrityError)]
    assert len(refused) == 7
    check_books(conference)


@pytest.mark.django_db(transaction=True)
def test_without_condition_and_constraint_it_would_oversell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The burst test can fail: take condition and constraints away, and the books do not agree."""
    conference = make_conference(seats=5)
    people = crowd(12, [make_portal()])
    monkeypatch.setattr(seats, "claim_common", lambda one: True)

    all_at_once(lambda user: registrations.register(conference, by=user), people)

    assert len(confirmed(conference)) == 12
    with pytest.raises(AssertionError):
        check_books(conference)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"common_taken": 3},
        {"seats_taken": 3},
        {"common_pool": 3},
        {"ends_on": "2001-01-01"},
        {"state": "sold_out"},
        {"approval": "dice"},
    ],
)
def test_the_database_refuses_wrong_books(change: dict[str, object]) -> None:
    conference = make_conference(seats=2)
    with pytest.raises(IntegrityError):
        Conference.objects.filter(pk=conference.pk).update(**change)


@pytest.mark.django_db
def test_the_database_refuses_an_oversold_quota(portal: Portal) -> None:
    quota = make_quota(make_conference(), portal, 2)
    with pytest.raises(IntegrityError):
        PortalQuota.objects.filter(pk=quota.pk).update(taken=3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"state": RegistrationState.CONFIRMED, "seat_source": ""},
        {"state": RegistrationState.WAITING, "seat_source": SeatSource.COMMON},
        {"seat_source": SeatSource.PORTAL, "portal": None},
        {"state": RegistrationState.OFFERED, "offered_until": None},
        {"state": "seated"},
        {"category": "king"},
        {"listing": "world"},
    ],
)
def test_the_database_refuses_a_wrong_registration(delegate: User, change: dict[str, object]) -> None:
    registration = registrations.register(make_conference(), by=delegate)
    with pytest.raises(IntegrityError):
        Registration.objects.filter(pk=registration.pk).update(**change)


@pytest.mark.django_db
def test_the_database_refuses_a_second_live_registration(delegate: User) -> None:
    first = registrations.register(make_conference(), by=delegate)
    with pytest.raises(IntegrityError):
        Registration.objects.create(
            conference=first.conference, user=delegate, state=RegistrationState.WAITING, arrival=99
        )


def test_the_engine_is_a_file_or_a_server() -> None:
    assert ":memory:" not in str(connection.settings_dict["NAME"])
