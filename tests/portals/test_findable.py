"""Portals in the search and over the API; what memberships let one find."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from core.search.indexing import settle
from core.search.querying import search
from core.search.reach import tokens_for
from core.search.results import Filters
from portals.actions import portals
from portals.models import Portal, User
from tests.builders import client_of, make_portal

pytestmark = pytest.mark.django_db


def found(words: str, viewer: object = None) -> list[str]:
    settle()
    hits = search(words, Filters(), viewer=viewer or AnonymousUser(), page=1).hits
    return [hit.url for hit in hits if hit.kind == "portal"]


def test_portals_are_found_in_every_language_and_without_marks(admin: User) -> None:
    portal = portals.create(
        "mof", by=admin, name_vi="Bộ Tài chính", name_en="Ministry of Finance", short_name="BTC"
    )
    for words in ("bo tai chinh", "Ministry of Finance", "BTC"):
        assert found(words) == [portal.get_absolute_url()]
    portals.change(portal, by=admin, is_active=False)
    assert found("bo tai chinh") == []


def test_members_find_what_is_for_members(
    delegate: User, portal: Portal, outsider: User, admin: User
) -> None:
    assert tokens_for(delegate) == {"public", "members", f"user:{delegate.pk}", f"portal:{portal.pk}"}
    assert tokens_for(outsider) == {"public", f"user:{outsider.pk}"}
    assert "members" in tokens_for(admin)
    assert tokens_for(AnonymousUser()) == {"public"}


def test_the_api_shows_what_the_pages_show(portal: Portal, delegate: User, admin: User) -> None:
    make_portal("hidden", is_active=False)
    make_portal("treasury", parent=portal)
    answer = Client().get("/api/v1/portals/").json()
    assert [(one["slug"], one["parent"], one["member_count"]) for one in answer["results"]] == [
        ("finance", None, 1),
        ("treasury", "finance", 0),
    ]
    assert Client().get("/api/v1/portals/hidden/").status_code == 404
    assert client_of(admin).get("/api/v1/portals/hidden/").status_code == 200
    assert "member" not in str(Client().get("/api/v1/portals/finance/").json().get("people", ""))


def test_the_api_is_read_only_and_filters(portal: Portal, admin: User) -> None:
    make_portal("province", kind="province")
    answer = Client().get("/api/v1/portals/", {"kind": "province"}).json()
    assert [one["slug"] for one in answer["results"]] == ["province"]
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client_of(admin), method)("/api/v1/portals/finance/").status_code == 405
