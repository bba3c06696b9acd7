"""Portals: added, changed, given a logo, shown."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from core.audit.models import AuditEvent
from core.errors import NotAllowed, Refused
from portals.actions import portals
from portals.models import Portal, PortalDomain, User
from tests.builders import client_of, make_member, make_portal

pytestmark = pytest.mark.django_db


def picture(
    name: str = "logo.png", kind: str = "PNG", size: tuple[int, int] = (900, 600)
) -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, kind)
    return SimpleUploadedFile(name, target.getvalue())


def test_an_admin_adds_a_portal(admin: User, host: Portal) -> None:
    portal = portals.create(
        "mof", by=admin, name_vi="Bộ Tài chính", name_en="Ministry of Finance", kind="ministry", parent=host,
        domains=["mof.gov.example"],
    )  # fmt: skip
    assert (portal.name_vi, portal.parent, portal.domains.get().domain) == (
        "Bộ Tài chính",
        host,
        "mof.gov.example",
    )
    assert AuditEvent.objects.get().fact == "portal.created"


@pytest.mark.parametrize("who", ["lead", "delegate", "organiser", "editor", "outsider"])
def test_others_add_none(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        portals.create("new-one", by=request.getfixturevalue(who), name_vi="Mới")


@pytest.mark.parametrize(
    ("slug", "values", "field"),
    [
        ("finance", {"name_vi": "Again"}, "slug"),
        ("tree", {"name_vi": "Reserved"}, "slug"),
        ("Ă b", {"name_vi": "Bad"}, "slug"),
        ("fresh", {"name_vi": "X", "kind": "kingdom"}, "kind"),
        ("fresh", {"name_vi": "X", "website": "javascript:alert(1)"}, "website"),
        ("fresh", {"name_vi": "X", "domains": ["-no.example"]}, "domains"),
        ("fresh", {"name_vi": "X", "domains": ["taken.example"]}, "domains"),
    ],
)
def test_bad_values_name_their_field(
    slug: str, values: dict[str, object], field: str, admin: User, portal: Portal
) -> None:
    PortalDomain.objects.create(portal=portal, domain="taken.example")
    with pytest.raises(Refused) as refusal:
        portals.create(slug, by=admin, **values)
    assert refusal.value.field == field
    assert Portal.objects.count() == 1


def test_a_lead_changes_texts_but_not_the_place(lead: User, portal: Portal, host: Portal) -> None:
    assert portals.change(portal, by=lead, short_name="MoF", website="https://mof.example") == [
        "short_name",
        "website",
    ]
    for values in ({"parent": host}, {"kind": "other"}, {"domains": ["x.example"]}, {"is_active": False}):
        with pytest.raises(NotAllowed):
            portals.change(portal, by=lead, **values)
    portal.refresh_from_db()
    assert (portal.short_name, portal.parent) == ("MoF", None)
    assert AuditEvent.objects.get().detail == {"changed": ["short_name", "website"]}


def test_nothing_different_is_nothing_done(admin: User, portal: Portal) -> None:
    assert portals.change(portal, by=admin, name_vi=portal.name_vi, short_name="", domains=[]) == []
    assert not AuditEvent.objects.exists()


def test_strangers_change_nothing(other_lead: User, delegate: User, portal: Portal) -> None:
    for by in (other_lead, delegate):
        with pytest.raises(NotAllowed):
            portals.change(portal, by=by, short_name="Mine")


def test_a_portal_does_not_stand_below_itself(admin: User, portal: Portal) -> None:
    child = make_portal("treasury", parent=portal)
    grandchild = make_portal("branch", parent=child)
    for below in (portal, child, grandchild):
        with pytest.raises(Refused) as refusal:
            portals.change(portal, by=admin, parent=below)
        assert refusal.value.field == "parent"
    with pytest.raises(IntegrityError), transaction.atomic():
        Portal.objects.filter(pk=portal.pk).update(parent=portal)


def test_a_logo_is_encoded_anew_and_the_old_one_goes(
    lead: User, portal: Portal, django_capture_on_commit_callbacks: object
) -> None:
    portals.set_logo(portal, picture("photo.jpg", "JPEG"), by=lead)
    first = portal.logo.name
    with portal.logo.open() as stored, Image.open(stored) as image:
        assert (image.format, image.size) == ("PNG", (512, 341))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        portals.set_logo(portal, picture(), by=lead)
    assert not portal.logo.storage.exists(first)
    portals.set_logo(portal, None, by=lead)
    assert portal.logo_url == ""


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>"),
        SimpleUploadedFile("logo.png", b"<?php evil ?>"),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n<?php evil ?>"),
        SimpleUploadedFile("logo.png", b""),
    ],
    ids=["svg", "not a picture", "polyglot", "empty"],
)
def test_what_is_no_picture_is_refused(upload: SimpleUploadedFile, lead: User, portal: Portal) -> None:
    with pytest.raises(Refused) as refusal:
        portals.set_logo(portal, upload, by=lead)
    assert refusal.value.field == "logo"


def test_the_logo_is_served_to_all(lead: User, portal: Portal) -> None:
    assert Client().get(reverse("portals:logo", args=[portal.slug])).status_code == 404
    portals.set_logo(portal, picture(), by=lead)
    answer = Client().get(portal.logo_url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_list_filters_and_counts(portal: Portal, other_portal: Portal, delegate: User) -> None:
    portal.name_vi = "Bộ Tài chính"
    portal.save()
    answer = Client().get(reverse("portals:list"), {"q": "tai chinh"})
    assert [(one.slug, one.member_count) for one in answer.context["rows"]] == [("finance", 1)]
    assert len(Client().get(reverse("portals:list"), {"kind": "province"}).context["rows"]) == 0


def test_hidden_portals_are_absent_for_all_but_admins(portal: Portal, admin: User, other_lead: User) -> None:
    portal.is_active = False
    portal.save()
    for who, status in ((None, 404), (other_lead, 404), (admin, 200)):
        assert client_of(who).get(portal.get_absolute_url()).status_code == status
    slugs = [one.slug for one in client_of(other_lead).get(reverse("portals:list")).context["rows"]]
    assert slugs == ["health"]


def test_the_tree_nests_and_keeps_children_of_hidden_parents(portal: Portal, other_portal: Portal) -> None:
    make_portal("treasury", parent=portal)
    make_portal("orphan", parent=make_portal("gone", is_active=False))
    roots = Client().get(reverse("portals:tree")).context["roots"]
    assert sorted((one.slug, [child.slug for child in one.below]) for one in roots) == [
        ("finance", ["treasury"]),
        ("health", []),
        ("orphan", []),
    ]


def test_people_are_shown_to_members_only(
    delegate: User, outsider: User, other_delegate: User, portal: Portal
) -> None:
    url = portal.get_absolute_url()
    for who, seen in ((None, False), (outsider, False), (other_delegate, True)):
        assert (b"Delegate</a>" in client_of(who).get(url).content) is seen


def test_lists_cost_the_same_for_one_row_and_for_three(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(30) as counted:
            Client().get(reverse("portals:list"))
            Client().get(reverse("portals:tree"))
        return len(counted)

    one = queries()
    for slug in ("one", "two"):
        make_member(f"of_{slug}", make_portal(slug, parent=portal))
    assert queries() == one


def test_the_form_shows_leads_only_what_they_may_change(lead: User, admin: User, portal: Portal) -> None:
    url = reverse("portals:edit", args=[portal.slug])
    assert "parent" not in client_of(lead).get(url).context["form"].fields
    assert "parent" in client_of(admin).get(url).context["form"].fields
    client_of(lead).post(
        url, {"name_vi": "Tài chính", "kind": "other", "is_active": "", "domains": "x.example"}
    )
    portal.refresh_from_db()
    assert (portal.name_vi, portal.kind, portal.is_active) == ("Tài chính", "ministry", True)
    assert not portal.domains.exists()


def test_an_admin_adds_one_by_the_form(admin: User) -> None:
    values = {
        "slug": "moh",
        "name_vi": "Bộ Y tế",
        "kind": "ministry",
        "is_active": "on",
        "domains": "MOH.example",
    }
    answer = client_of(admin).post(reverse("portals:new"), values | {"logo": picture()})
    portal = Portal.objects.get(slug="moh")
    assert answer.url == portal.get_absolute_url()
    assert (portal.domains.get().domain, bool(portal.logo)) == ("moh.example", True)
