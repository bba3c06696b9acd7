"""Invitations: sent, taken back, accepted by whoever owns the address."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused, StaleState
from core.notifications.models import OutgoingMail
from portals.actions import invitations, memberships
from portals.models import Invitation, Portal, User
from portals.states import InvitationState, Role
from tests.builders import client_of, make_user

pytestmark = pytest.mark.django_db


def link(text: str) -> str:
    found = re.search(r"/invitations/[^\s<>\"]+/", text)
    assert found
    return found[0]


def test_an_invitation_is_mailed_and_its_token_not_stored(lead: User, portal: Portal) -> None:
    invitation = invitations.send("An@Finance.example", portal, by=lead, role=Role.OBSERVER)
    sent = OutgoingMail.objects.get()
    token = link(sent.text).split("/")[2]
    assert (sent.to, invitation.email) == ("an@finance.example", "an@finance.example")
    assert token not in str(Invitation.objects.values_list())
    assert Invitation.objects.with_token(token).get() == invitation
    assert AuditEvent.objects.get(fact="invitation.sent").about == portal


def test_leads_invite_to_their_own_portal_within_their_roles(
    lead: User, other_portal: Portal, portal: Portal, delegate: User
) -> None:
    refused = (
        (lead, other_portal, Role.DELEGATE),
        (lead, portal, Role.EDITOR),
        (delegate, portal, Role.DELEGATE),
    )
    for by, where, role in refused:
        with pytest.raises(NotAllowed):
            invitations.send("an@finance.example", where, by=by, role=role)
    assert not OutgoingMail.objects.exists()


def test_a_second_invitation_replaces_the_first(lead: User, portal: Portal) -> None:
    first = invitations.send("an@finance.example", portal, by=lead)
    second = invitations.send("an@finance.example", portal, by=lead)
    first.refresh_from_db()
    assert (first.state, second.state) == (InvitationState.REVOKED, InvitationState.OPEN)


def test_the_database_keeps_one_open_invitation(lead: User, portal: Portal) -> None:
    first = invitations.send("an@finance.example", portal, by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            portal=portal,
            email=first.email,
            invited_by=lead,
            expires_at=first.expires_at,
            token_fingerprint="x",
        )


def test_the_owner_of_the_address_accepts(lead: User, portal: Portal) -> None:
    an = make_user("an", email="an@finance.example", verified=True)
    invitation = invitations.send("an@finance.example", portal, by=lead, role=Role.LEAD)
    membership = invitations.accept(invitation, by=an)
    assert (membership.portal, membership.role, membership.state) == (portal, Role.LEAD, "active")
    assert lead.notifications.get().event.sentence == "An accepted the invitation to Finance"
    with pytest.raises(StaleState):
        invitations.accept(invitation, by=an)


def test_accepting_approves_a_waiting_request(lead: User, portal: Portal) -> None:
    an = make_user("an", email="an@finance.example", verified=True)
    memberships.propose(portal, by=an)
    invitations.accept(invitations.send("an@finance.example", portal, by=lead), by=an)
    assert [one.state for one in an.memberships.all()] == ["active"]


def test_accepting_keeps_the_role_one_has(lead: User, portal: Portal, editor: User) -> None:
    editor.emailaddress_set.create(email=editor.email, verified=True, primary=True)
    membership = invitations.accept(invitations.send(editor.email, portal, by=lead), by=editor)
    assert membership.role == Role.EDITOR


def test_a_forwarded_or_unverified_address_does_not_accept(
    lead: User, portal: Portal, outsider: User
) -> None:
    invitation = invitations.send("an@finance.example", portal, by=lead)
    unverified = make_user("an", email="an@finance.example")
    for by in (outsider, unverified):
        with pytest.raises(NotAllowed):
            invitations.accept(invitation, by=by)
    assert not outsider.memberships.exists()


def test_old_and_revoked_ones_are_refused(lead: User, portal: Portal) -> None:
    an = make_user("an", email="an@finance.example", verified=True)
    invitation = invitations.send("an@finance.example", portal, by=lead)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    invitation.refresh_from_db()
    with pytest.raises(Refused, match="run out"):
        invitations.accept(invitation, by=an)
    invitations.revoke(invitation, by=lead)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    invitation.refresh_from_db()
    with pytest.raises(StaleState):
        invitations.accept(invitation, by=an)


def test_others_do_not_revoke(lead: User, portal: Portal, other_lead: User, delegate: User) -> None:
    invitation = invitations.send("an@finance.example", portal, by=lead)
    for by in (other_lead, delegate):
        with pytest.raises(NotAllowed):
            invitations.revoke(invitation, by=by)


def test_the_page_only_shows_and_the_button_accepts(lead: User, portal: Portal) -> None:
    an = make_user("an", email="an@finance.example", verified=True)
    client_of(lead).post(
        reverse("portals:invite", args=[portal.slug]), {"addresses": "an@finance.example", "role": "delegate"}
    )
    address = link(OutgoingMail.objects.get().text)
    client = client_of(an)
    assert b"Accept" in client.get(address).content
    assert not an.memberships.exists()
    assert client.post(address).url == portal.get_absolute_url()
    assert an.memberships.get().portal == portal


def test_strangers_are_led_to_an_account_and_signed_in_ones_told(
    lead: User, portal: Portal, outsider: User
) -> None:
    invitations.send("an@finance.example", portal, by=lead)
    address = link(OutgoingMail.objects.get().text)
    assert b"Make an account" in Client(headers={"accept-language": "en"}).get(address).content
    assert Client().post(address).status_code == 302
    assert b"went to another address" in client_of(outsider).get(address).content
    client_of(outsider).post(address)
    assert not outsider.memberships.exists()


def test_a_guessed_token_leads_nowhere(lead: User, portal: Portal) -> None:
    invitations.send("an@finance.example", portal, by=lead)
    assert Client().get(reverse("portals:invitation", args=["x" * 43])).status_code == 404


def test_bad_addresses_are_named_and_nothing_is_sent(lead: User, portal: Portal) -> None:
    url = reverse("portals:invite", args=[portal.slug])
    answer = client_of(lead).post(url, {"addresses": "an@finance.example, nonsense", "role": "delegate"})
    assert (answer.status_code, b"nonsense" in answer.content) == (422, True)
    many = "\n".join(f"p{count}@finance.example" for count in range(51))
    assert client_of(lead).post(url, {"addresses": many, "role": "delegate"}).status_code == 422
    assert not Invitation.objects.exists()
    assert not mail.outbox
