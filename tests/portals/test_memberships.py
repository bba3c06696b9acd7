"""Verbs of a membership: allowed, refused, done twice, announced."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import Notification
from portals.actions import memberships
from portals.models import Membership, Portal, PortalDomain, User
from portals.states import MembershipState, Role
from tests.builders import client_of, make_membership, make_user

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return [row.event.fact for row in Notification.objects.filter(recipient=user).select_related("event")]


def newest() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def test_asking_waits_for_the_lead_who_is_told(outsider: User, portal: Portal, lead: User) -> None:
    membership = memberships.propose(portal, by=outsider)
    assert (membership.state, membership.role) == (MembershipState.PROPOSED, Role.DELEGATE)
    assert told(lead) == ["membership.proposed"]
    assert newest().sentence == "Outsider asks to act for Finance"
    assert not outsider.is_member


def test_without_a_lead_the_admins_are_told(outsider: User, portal: Portal, admin: User) -> None:
    memberships.propose(portal, by=outsider)
    assert told(admin) == ["membership.proposed"]


def test_asking_twice_is_refused(outsider: User, portal: Portal) -> None:
    memberships.propose(portal, by=outsider)
    with pytest.raises(Refused):
        memberships.propose(portal, by=outsider)
    assert outsider.memberships.count() == 1


def test_members_do_not_ask_again(delegate: User, portal: Portal) -> None:
    with pytest.raises(Refused):
        memberships.propose(portal, by=delegate)


def test_nobody_asks_for_a_portal_that_takes_no_part(outsider: User, portal: Portal) -> None:
    portal.is_active = False
    portal.save()
    with pytest.raises(NotAllowed):
        memberships.propose(portal, by=outsider)


def test_the_database_keeps_one_live_membership(delegate: User, portal: Portal) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(delegate, portal)
    make_membership(delegate, portal, state=MembershipState.ENDED)


def test_the_database_knows_no_other_state_or_role(outsider: User, portal: Portal) -> None:
    for odd in ({"state": "invited"}, {"role": "minister"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_membership(outsider, portal, **odd)


def test_a_verified_domain_proposes_its_portal(outsider: User, portal: Portal, lead: User) -> None:
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    membership = memberships.propose_by_domain(outsider, "an@Finance.Example")
    assert membership is not None
    assert (membership.portal, membership.state) == (portal, MembershipState.PROPOSED)
    assert told(lead) == ["membership.proposed"]


def test_a_look_alike_domain_proposes_nothing(outsider: User, portal: Portal) -> None:
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    for address in ("an@notfinance.example", "an@finance.example.evil.example", "an@sub.finance.example"):
        assert memberships.propose_by_domain(outsider, address) is None
    assert not outsider.memberships.exists()


def test_the_domain_does_not_bring_back_who_was_declined(outsider: User, portal: Portal) -> None:
    PortalDomain.objects.create(portal=portal, domain="finance.example")
    make_membership(outsider, portal, state=MembershipState.DECLINED)
    assert memberships.propose_by_domain(outsider, "an@finance.example") is None


def test_the_lead_approves_in_a_role(outsider: User, portal: Portal, lead: User) -> None:
    waiting = memberships.propose(portal, by=outsider)
    memberships.approve(waiting, by=lead, role=Role.OBSERVER)
    assert (waiting.state, waiting.role, waiting.from_on) == ("active", "observer", timezone.localdate())
    assert told(outsider) == ["membership.approved"]
    assert User.objects.get(pk=outsider.pk).portal == portal


@pytest.mark.parametrize("who", ["delegate", "observer", "editor", "organiser", "other_lead", "outsider"])
def test_others_do_not_decide(who: str, request: Any, portal: Portal) -> None:
    waiting = memberships.propose(portal, by=make_user("newcomer"))
    by = request.getfixturevalue(who)
    for verb, words in ((memberships.approve, {}), (memberships.decline, {"reason": "no"})):
        with pytest.raises(NotAllowed):
            verb(waiting, by=by, **words)
    assert Membership.objects.get(pk=waiting.pk).state == MembershipState.PROPOSED


def test_a_lead_of_another_portal_does_not_approve_the_own_request(portal: Portal, other_lead: User) -> None:
    waiting = memberships.propose(portal, by=other_lead)
    with pytest.raises(NotAllowed):
        memberships.approve(waiting, by=other_lead)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ORGANISER])
def test_leads_do_not_name_editors_and_organisers(
    role: str, outsider: User, portal: Portal, lead: User, admin: User
) -> None:
    waiting = memberships.propose(portal, by=outsider)
    with pytest.raises(NotAllowed):
        memberships.approve(waiting, by=lead, role=role)
    assert memberships.approve(waiting, by=admin, role=role).role == role


def test_unknown_roles_are_refused(outsider: User, portal: Portal, lead: User) -> None:
    waiting = memberships.propose(portal, by=outsider)
    with pytest.raises(NotAllowed):
        memberships.approve(waiting, by=lead, role="minister")


def test_approving_twice_is_stale(outsider: User, portal: Portal, lead: User) -> None:
    waiting = memberships.propose(portal, by=outsider)
    stale = Membership.objects.get(pk=waiting.pk)
    memberships.approve(waiting, by=lead)
    with pytest.raises(StaleState):
        memberships.approve(stale, by=lead)
    assert told(outsider) == ["membership.approved"]


def test_leads_read_the_page_of_whoever_asks_for_their_portal(
    outsider: User, portal: Portal, lead: User, other_lead: User, delegate: User
) -> None:
    memberships.propose(portal, by=outsider)
    page = outsider.get_absolute_url()
    assert page in client_of(lead).get(reverse("portals:people", args=[portal.slug])).content.decode()
    assert [client_of(one).get(page).status_code for one in (lead, other_lead, delegate)] == [200, 404, 404]


def test_the_desk_names_closed_accounts_without_a_link(portal: Portal, lead: User, delegate: User) -> None:
    User.objects.filter(pk=delegate.pk).update(is_active=False, closed_at=timezone.now())
    desk = client_of(lead).get(reverse("portals:people", args=[portal.slug])).content.decode()
    assert "Former delegate" in desk
    assert delegate.get_absolute_url() not in desk
    assert client_of(lead).get(delegate.get_absolute_url()).status_code == 404


def test_declining_needs_a_reason_and_tells_it(outsider: User, portal: Portal, lead: User) -> None:
    waiting = memberships.propose(portal, by=outsider)
    with pytest.raises(Refused):
        memberships.decline(waiting, by=lead, reason="  ")
    memberships.decline(waiting, by=lead, reason="You work elsewhere.")
    assert waiting.state == MembershipState.DECLINED
    assert told(outsider) == ["membership.declined"]
    assert newest().reason == "You work elsewhere."


def test_who_was_declined_may_ask_again_by_hand(outsider: User, portal: Portal, lead: User) -> None:
    memberships.decline(memberships.propose(portal, by=outsider), by=lead, reason="Not yet.")
    assert memberships.propose(portal, by=outsider).state == MembershipState.PROPOSED
    assert outsider.memberships.count() == 2


def test_only_the_person_takes_a_request_back(outsider: User, portal: Portal, lead: User) -> None:
    waiting = memberships.propose(portal, by=outsider)
    with pytest.raises(NotAllowed):
        memberships.withdraw(waiting, by=lead)
    memberships.withdraw(waiting, by=outsider)
    assert waiting.state == MembershipState.WITHDRAWN
    with pytest.raises(StaleState):
        memberships.approve(waiting, by=lead)


def test_appointing_begins_at_once_or_approves(outsider: User, portal: Portal, lead: User) -> None:
    memberships.propose(portal, by=outsider)
    membership = memberships.appoint(outsider, portal, by=lead)
    assert membership.state == MembershipState.ACTIVE
    assert outsider.memberships.count() == 1
    newcomer = make_user("newcomer")
    assert memberships.appoint(newcomer, portal, by=lead, role=Role.OBSERVER).role == Role.OBSERVER
    assert told(newcomer) == ["membership.appointed"]


def test_nobody_appoints_themselves_or_elsewhere(lead: User, other_portal: Portal, outsider: User) -> None:
    for who in (lead, outsider):
        with pytest.raises(NotAllowed):
            memberships.appoint(who, other_portal, by=lead)


def test_changing_role_and_dates(delegate: User, lead: User) -> None:
    membership = delegate.memberships.get()
    until = timezone.localdate() + timedelta(days=30)
    memberships.change(membership, by=lead, role=Role.OBSERVER, from_on=membership.from_on, until_on=until)
    membership.refresh_from_db()
    assert (membership.role, membership.until_on) == ("observer", until)
    assert newest().detail["from"] == "delegate"
    assert told(delegate) == ["membership.changed"]


def test_changes_are_refused(delegate: User, lead: User, other_lead: User) -> None:
    membership = delegate.memberships.get()
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        memberships.change(membership, by=other_lead, role=Role.LEAD, from_on=today)
    with pytest.raises(NotAllowed):
        memberships.change(membership, by=lead, role=Role.EDITOR, from_on=today)
    with pytest.raises(NotAllowed):
        memberships.change(lead.memberships.get(), by=lead, role=Role.DELEGATE, from_on=today)
    with pytest.raises(Refused) as refusal:
        memberships.change(
            membership, by=lead, role=Role.DELEGATE, from_on=today, until_on=today - timedelta(days=1)
        )
    assert refusal.value.field == "until_on"


def test_an_editor_keeps_the_role_when_a_lead_changes_the_dates(editor: User, lead: User) -> None:
    membership = editor.memberships.get()
    until = timezone.localdate() + timedelta(days=9)
    memberships.change(membership, by=lead, role=Role.EDITOR, from_on=membership.from_on, until_on=until)
    assert (membership.role, membership.until_on) == (Role.EDITOR, until)


def test_an_ended_membership_is_not_changed(delegate: User, lead: User) -> None:
    membership = delegate.memberships.get()
    memberships.end(membership, by=lead, reason="Moved.")
    with pytest.raises(StaleState):
        memberships.change(membership, by=lead, role=Role.LEAD, from_on=membership.from_on)


def test_ending_takes_access_at_once(delegate: User, lead: User) -> None:
    membership = delegate.memberships.get()
    memberships.end(membership, by=lead, reason="Moved to another ministry.")
    assert (membership.state, membership.until_on) == (MembershipState.ENDED, timezone.localdate())
    assert not User.objects.get(pk=delegate.pk).is_member
    assert told(delegate) == ["membership.ended"]


def test_leaving_tells_the_lead(delegate: User, lead: User) -> None:
    memberships.end(delegate.memberships.get(), by=delegate, reason="Retiring.")
    assert told(lead) == ["membership.ended"]


def test_ending_is_refused(delegate: User, lead: User, other_lead: User, observer: User) -> None:
    membership = delegate.memberships.get()
    for by in (other_lead, observer):
        with pytest.raises(NotAllowed):
            memberships.end(membership, by=by, reason="Go.")
    with pytest.raises(Refused):
        memberships.end(membership, by=lead, reason="")
    stale = Membership.objects.get(pk=membership.pk)
    memberships.end(membership, by=lead, reason="Moved.")
    with pytest.raises(StaleState):
        memberships.end(stale, by=lead, reason="Moved.")


def test_the_only_lead_stays_until_there_is_another(lead: User, delegate: User, admin: User) -> None:
    own = lead.memberships.get()
    with pytest.raises(Refused, match="only lead"):
        memberships.end(own, by=lead, reason="Tired.")
    memberships.change(delegate.memberships.get(), by=lead, role=Role.LEAD, from_on=own.from_on)
    assert memberships.end(own, by=lead, reason="Tired.").state == MembershipState.ENDED
    last = delegate.memberships.get()
    assert memberships.end(last, by=admin, reason="Portal merged.").state == MembershipState.ENDED


def test_a_membership_that_begins_later_ends_on_its_first_day(delegate: User, lead: User) -> None:
    membership = delegate.memberships.get()
    later = timezone.localdate() + timedelta(days=10)
    memberships.change(membership, by=lead, role=Role.DELEGATE, from_on=later)
    assert not User.objects.get(pk=delegate.pk).is_member
    memberships.end(membership, by=lead, reason="Will not come.")
    assert membership.until_on == later


def test_what_has_run_out_is_ended_by_the_system(delegate: User, lead: User) -> None:
    Membership.objects.filter(user=delegate).update(from_on=date(2026, 1, 1), until_on=date(2026, 3, 1))
    assert memberships.expire_due() == 1
    assert memberships.expire_due() == 0
    membership = delegate.memberships.get()
    assert (membership.state, membership.until_on) == (MembershipState.ENDED, date(2026, 3, 1))
    assert newest().actor is None
    assert told(delegate) == ["membership.expired"]


def test_the_portals_sign_in_confirms(outsider: User, portal: Portal) -> None:
    membership = memberships.join_by_sign_in(outsider, portal)
    assert (membership.state, membership.is_sso) == (MembershipState.ACTIVE, True)
    assert memberships.join_by_sign_in(outsider, portal).pk == membership.pk
    assert newest().fact == "membership.joined"


def test_the_portals_sign_in_does_not_bring_back_who_was_sent_away(
    delegate: User, portal: Portal, lead: User
) -> None:
    memberships.end(delegate.memberships.get(), by=lead, reason="Moved.")
    assert memberships.join_by_sign_in(delegate, portal).state == MembershipState.PROPOSED


def test_switching_between_own_portals(delegate: User, other_portal: Portal, portal: Portal) -> None:
    make_membership(delegate, other_portal)
    assert delegate.portal == portal
    memberships.switch(other_portal, by=delegate)
    assert User.objects.get(pk=delegate.pk).portal == other_portal
    assert newest().fact == "membership.switched"


def test_nobody_switches_to_a_foreign_portal(delegate: User, other_portal: Portal) -> None:
    with pytest.raises(Refused):
        memberships.switch(other_portal, by=delegate)
    assert User.objects.get(pk=delegate.pk).acting_for is None


def test_the_trail_stores_no_name_of_a_person(outsider: User, portal: Portal, lead: User) -> None:
    memberships.approve(memberships.propose(portal, by=outsider), by=lead)
    assert set(AuditEvent.objects.values_list("about_label", flat=True)) == {""}
    assert newest().sentence == "Lead approved Outsider for Finance"
