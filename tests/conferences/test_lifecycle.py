"""Creating a conference and moving it through its states."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from conferences.actions import conferences
from conferences.models import Conference
from conferences.states import CONFERENCE, ConferenceState, TeamRole
from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from forums.models import Board
from portals.models import Portal, User
from tests.builders import make_member
from tests.conferences.builders import make_conference, make_quota, make_registration, make_team

pytestmark = pytest.mark.django_db


def columns(**more: Any) -> dict[str, Any]:
    """Return what a new conference needs."""
    begins = timezone.localdate() + timedelta(days=30)
    return {
        "title_en": "First conference",
        "starts_on": begins,
        "ends_on": begins + timedelta(days=2),
        "seats_in_all": 40,
    } | more


def test_an_organiser_of_the_host_creates_a_draft(organiser: User, host: Portal) -> None:
    conference = conferences.create(by=organiser, host=host, **columns())

    assert (conference.state, conference.slug) == (ConferenceState.DRAFT, "first-conference")
    assert (conference.capacity, conference.common_pool) == (40, 40)
    assert [(one.user, one.role) for one in conference.team.all()] == [(organiser, TeamRole.ORGANISER)]
    assert [one.fact for one in AuditEvent.objects.about(conference)] == ["conference.created"]


def test_the_short_address_keeps_vietnamese_readable_and_is_never_taken_twice(
    organiser: User, host: Portal
) -> None:
    title = "Hội nghị Đà Nẵng"
    first = conferences.create(by=organiser, host=host, **columns(title_vi=title, title_en=title))
    second = conferences.create(by=organiser, host=host, **columns(title_vi=title, title_en=title))
    reserved = conferences.create(by=organiser, host=host, **columns(title_en="New"))

    assert [one.slug for one in (first, second, reserved)] == [
        "hoi-nghi-da-nang",
        "hoi-nghi-da-nang-2",
        "new-2",
    ]


@pytest.mark.parametrize("who", ["delegate", "editor", "observer", "outsider", "lead", "chair"])
def test_nobody_else_creates_for_that_host(request: pytest.FixtureRequest, who: str, host: Portal) -> None:
    with pytest.raises(NotAllowed):
        conferences.create(by=request.getfixturevalue(who), host=host, **columns())
    assert not Conference.objects.exists()


def test_leads_create_for_their_own_portal_and_admins_for_any(
    lead: User, admin: User, portal: Portal
) -> None:
    for by in (lead, admin):
        assert conferences.create(by=by, host=portal, **columns()).host == portal


def test_days_the_wrong_way_round_are_refused(organiser: User, host: Portal) -> None:
    with pytest.raises(Refused) as refusal:
        conferences.create(by=organiser, host=host, **columns(ends_on=timezone.localdate()))
    assert refusal.value.field == "ends_on"


def test_registration_that_closes_before_it_opens_is_refused(organiser: User, host: Portal) -> None:
    now = timezone.now()
    times = {"registration_opens_at": now, "registration_closes_at": now - timedelta(hours=1)}
    with pytest.raises(Refused) as refusal:
        conferences.create(by=organiser, host=host, **columns(**times))
    assert refusal.value.field == "registration_closes_at"


def test_changing_writes_only_what_changed_and_never_state_or_counters(organiser: User) -> None:
    conference = make_conference(organiser=organiser, seats=5)
    stale = Conference.objects.get(pk=conference.pk)
    make_registration(conference)

    conferences.change(stale, by=organiser, title_en="Better", venue_en="Hue", offer_hours=48)

    conference.refresh_from_db()
    assert (conference.title, conference.venue_en, conference.seats_taken) == ("Better", "Hue", 1)
    event = AuditEvent.objects.about(conference).first()
    assert event.detail == {"columns": ["title_en", "venue_en"]}


def test_changing_nothing_leaves_no_trace(organiser: User) -> None:
    conference = make_conference(organiser=organiser)
    conferences.change(conference, by=organiser, offer_hours=conference.offer_hours)
    assert not AuditEvent.objects.about(conference).exists()


def test_announcing_opens_a_board_with_the_team_inside_and_tells_the_leads(
    organiser: User, assessor: User, lead: User, other_lead: User, portal: Portal
) -> None:
    conference = make_conference(state=ConferenceState.DRAFT, organiser=organiser)
    make_team(conference, assessor, TeamRole.ASSESSOR)
    make_quota(conference, portal, 3)

    conferences.publish(conference, by=organiser)

    conference.refresh_from_db()
    assert conference.state == ConferenceState.PUBLISHED
    assert conference.board.title_en == conference.title_en
    roles = dict(conference.board.memberships.values_list("user", "role"))
    assert roles == {organiser.pk: "moderator", assessor.pk: "member"}
    told = Notification.objects.filter(event__fact="conference.published")
    assert [one.recipient for one in told] == [lead]


def test_without_seats_nothing_is_announced(organiser: User) -> None:
    conference = make_conference(state=ConferenceState.DRAFT, seats=0, organiser=organiser)
    with pytest.raises(Refused):
        conferences.publish(conference, by=organiser)
    assert not Board.objects.exists()


MOVES = {
    "publish": (ConferenceState.DRAFT, ConferenceState.PUBLISHED),
    "run": (ConferenceState.PUBLISHED, ConferenceState.RUNNING),
    "close": (ConferenceState.RUNNING, ConferenceState.CLOSED),
    "call_off": (ConferenceState.PUBLISHED, ConferenceState.CLOSED),
    "reopen": (ConferenceState.CLOSED, ConferenceState.RUNNING),
    "archive": (ConferenceState.CLOSED, ConferenceState.ARCHIVED),
    "restore": (ConferenceState.ARCHIVED, ConferenceState.CLOSED),
}


def move(conference: Conference, name: str, by: User) -> Conference:
    """Run the verb of an edge."""
    reason = {"reason": "Storm"} if CONFERENCE.edge(name).needs_reason else {}
    return getattr(conferences, name)(conference, by=by, **reason)


def test_every_edge_has_its_verb() -> None:
    assert set(MOVES) == {edge.name for edge in CONFERENCE.edges}


@pytest.mark.parametrize("name", MOVES)
def test_organisers_and_admins_move_it(name: str, organiser: User, admin: User) -> None:
    before, after = MOVES[name]
    for by in (organiser, admin):
        conference = make_conference(state=before, organiser=organiser)
        move(conference, name, by)
        conference.refresh_from_db()
        assert conference.state == after
        facts = [one.fact for one in AuditEvent.objects.about(conference)]
        assert len([one for one in facts if one.startswith("conference.")]) == 1


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("who", ["delegate", "lead", "chair", "assessor", "editor", "outsider"])
def test_nobody_else_moves_it(request: pytest.FixtureRequest, name: str, who: str, organiser: User) -> None:
    conference = make_conference(state=MOVES[name][0], organiser=organiser)
    with pytest.raises(NotAllowed):
        move(conference, name, request.getfixturevalue(who))
    conference.refresh_from_db()
    assert conference.state == MOVES[name][0]


@pytest.mark.parametrize("name", MOVES)
def test_done_twice_or_from_elsewhere_is_stale(name: str, organiser: User) -> None:
    conference = make_conference(state=MOVES[name][0], organiser=organiser)
    move(conference, name, organiser)
    with pytest.raises((StaleState, Refused)):
        move(conference, name, organiser)


@pytest.mark.parametrize("name", ["call_off", "reopen"])
def test_some_moves_need_a_reason(name: str, organiser: User) -> None:
    conference = make_conference(state=MOVES[name][0], organiser=organiser)
    with pytest.raises(Refused) as refusal:
        getattr(conferences, name)(conference, by=organiser, reason=" ")
    assert refusal.value.field == "reason"


def test_calling_off_mails_everybody_registered_the_reason(organiser: User) -> None:
    conference = make_conference(seats=1, organiser=organiser)
    people = [make_registration(conference).user for _number in range(2)]

    conferences.call_off(conference, by=organiser, reason="A storm is coming.")

    told = Notification.objects.filter(event__fact="conference.called_off")
    assert {one.recipient for one in told} == set(people)
    assert all(one.mails.count() == 1 for one in told)
    assert told[0].event.reason == "A storm is coming."


def test_the_team_of_another_conference_has_no_say(organiser: User) -> None:
    other = make_member()
    make_team(make_conference(), other)
    with pytest.raises(NotAllowed):
        conferences.run(make_conference(organiser=organiser), by=other)
