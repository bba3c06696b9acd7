"""Graphs refuse what makes no sense, and two clicks cannot both win."""

import pytest
from django.db import models

from core.errors import Refused, StaleState
from core.transitions import Edge, Graph
from portals.models import Membership
from portals.states import MEMBERSHIP, MembershipState
from tests.builders import make_membership, make_portal, make_user


class Light(models.TextChoices):
    """States of a lamp."""

    OFF = "off"
    ON = "on"


def test_an_edge_to_an_unknown_state_is_refused_at_import() -> None:
    with pytest.raises(ValueError, match="unknown states"):
        Graph("Lamp", Light, "off", (Edge("break", ("on",), "broken", "Break"),))


def test_a_state_nobody_can_reach_is_refused_at_import() -> None:
    with pytest.raises(ValueError, match="no edge leads"):
        Graph("Lamp", Light, "off", (Edge("stay", ("off",), "off", "Stay"),))


def test_two_edges_of_one_name_are_refused_at_import() -> None:
    edges = (Edge("switch", ("off",), "on", "Switch"), Edge("switch", ("on",), "off", "Switch"))
    with pytest.raises(ValueError, match="share a name"):
        Graph("Lamp", Light, "off", edges)


@pytest.mark.django_db
def test_the_second_of_two_clicks_loses() -> None:
    membership = make_membership(make_user(), make_portal(), state=MembershipState.PROPOSED)
    twin = Membership.objects.get(pk=membership.pk)
    assert MEMBERSHIP.move(membership, "approve") == MembershipState.PROPOSED
    with pytest.raises(StaleState):
        MEMBERSHIP.move(twin, "decline", reason="No")
    twin.refresh_from_db()
    assert twin.state == MembershipState.ACTIVE


@pytest.mark.django_db
def test_an_edge_that_needs_a_reason_is_refused_without() -> None:
    membership = make_membership(make_user(), make_portal(), state=MembershipState.PROPOSED)
    with pytest.raises(Refused) as refusal:
        MEMBERSHIP.move(membership, "decline", reason="  ")
    assert refusal.value.field == "reason"
    membership.refresh_from_db()
    assert membership.state == MembershipState.PROPOSED
