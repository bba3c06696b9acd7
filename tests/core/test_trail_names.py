"""The trail is read in the reader's language, whoever wrote it in whichever."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from core.announcing import announce
from core.audit import names
from core.audit.models import AuditEvent, name_all
from core.facts import Fact
from core.notifications.models import Notification
from portals.actions import memberships, portals
from portals.models import Portal, Theme, User
from tests.builders import client_of, make_theme

pytestmark = pytest.mark.django_db
NAMES = {"name_vi": "Bộ Tài chính", "name_en": "Ministry of Finance", "name_de": "Finanzministerium"}
PRAISED = Fact("tests.praised", "{actor} ({portal}) praised {about}")


@pytest.fixture
def ministry(portal: Portal) -> Portal:
    Portal.objects.filter(pk=portal.pk).update(**NAMES)
    portal.refresh_from_db()
    return portal


def praise(by: User, about: Any, **more: Any) -> AuditEvent:
    """Announce in Vietnamese, whoever will read it."""
    with translation.override("vi"), transaction.atomic():
        return announce(PRAISED, by=by, acting_for=by.portal, about=about, **more)


def fresh(event: AuditEvent) -> AuditEvent:
    return AuditEvent.objects.get(pk=event.pk)


@pytest.mark.parametrize(("language", "said"), [("en", "Ministry of Finance"), ("de", "Finanzministerium")])
def test_portals_are_named_in_the_language_of_the_reader(
    language: str, said: str, ministry: Portal, delegate: User, outsider: User, lead: User
) -> None:
    event = fresh(praise(delegate, ministry))
    asked = memberships.propose(ministry, by=outsider)
    approved = AuditEvent.objects.latest("pk")
    with translation.override(language):
        assert event.sentence == f"Delegate ({said}) praised {said}"
        assert event.body_name == said
        assert said in approved.sentence
    assert (asked.portal, event.acting_for_label) == (ministry, "Bộ Tài chính")


def test_each_recipient_is_told_in_the_own_language(ministry: Portal, delegate: User, lead: User) -> None:
    User.objects.filter(pk=lead.pk).update(language="de")
    lead.refresh_from_db()
    praise(delegate, ministry, to=[lead])
    row = Notification.objects.get(recipient=lead)
    page = client_of(lead).get(reverse("notifications:inbox"))
    assert "Delegate (Finanzministerium) praised Finanzministerium" in page.content.decode()
    assert row.event.about_label == "Bộ Tài chính"


def test_what_is_gone_keeps_the_name_it_had(delegate: User) -> None:
    theme = make_theme(name_vi="Dữ liệu")
    event = praise(delegate, theme)
    Theme.objects.all().delete()
    assert fresh(event).about_name == "Dữ liệu"


def test_the_trail_costs_the_same_for_one_row_and_for_three(
    ministry: Portal, delegate: User, other_delegate: User, lead: User, django_assert_num_queries: Any
) -> None:
    for number, person in enumerate((delegate, other_delegate, lead)):
        praise(person, ministry)
        praise(person, person)
        rows = list(AuditEvent.objects.with_people())
        with django_assert_num_queries(3):
            name_all(rows)
            assert all("…" not in one.sentence for one in rows), number


def test_a_history_and_the_trail_show_words_in_place_of_codes(
    ministry: Portal, admin: User, delegate: User
) -> None:
    portals.change(ministry, by=admin, website="https://mof.example")
    User.objects.filter(pk=admin.pk).update(language="de")
    page = client_of(admin).get(reverse("audit:trail")).content.decode()
    assert "Finanzministerium" in page
    assert "Bộ Tài chính" not in page
    assert "portal.changed</code>" not in page


def test_a_fact_that_the_code_has_forgotten_is_still_a_sentence(portal: Portal) -> None:
    event = AuditEvent.objects.create(fact="gone.away", about=portal)
    assert event.sentence == "Something this version no longer has words for"
    assert event.label == "gone.away"


def test_people_act_for_one_kind_of_body() -> None:
    with pytest.raises(ValueError, match="Portal"):
        names.register_bodies(Theme)
    names.register_bodies(Portal)
