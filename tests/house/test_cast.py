"""The cast is who the tests take it for."""

import pytest
from django.test import Client

from portals.models import Portal, User
from tests.builders import PASSWORD, client_of


def test_members_act_for_their_portal(
    host: Portal, portal: Portal, other_portal: Portal, organiser: User, delegate: User, other_lead: User
) -> None:
    assert [organiser.portal, delegate.portal, other_lead.portal] == [host, portal, other_portal]
    assert other_lead.leads(other_portal)
    assert not other_lead.leads(portal)


def test_strangers_act_for_nobody(admin: User, outsider: User) -> None:
    assert admin.is_superuser
    assert (admin.portal, outsider.portal) == (None, None)
    assert not outsider.is_member


def test_a_client_is_signed_in_as_its_user(delegate: User) -> None:
    assert client_of(delegate).session["_auth_user_id"] == str(delegate.pk)
    assert "_auth_user_id" not in client_of(None).session


@pytest.mark.django_db
def test_everybody_knows_the_password(delegate: User) -> None:
    assert Client().login(username=delegate.email, password=PASSWORD)
