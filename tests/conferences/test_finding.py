"""Conferences in the API, in search and on the chain; figures and desks of other pages."""

import pytest
from django.contrib.auth.models import AnonymousUser

from conferences.actions import conferences
from conferences.manage_desks import desks
from conferences.models import Conference
from conferences.portal_figures import figures
from conferences.searchables import document, parties
from conferences.states import Approval, ConferenceState
from core.search.indexing import settle
from core.search.querying import search
from core.trace.chain import traces
from portals.models import Portal, User
from tests.builders import client_of
from tests.conferences.builders import make_conference, make_registration, make_team

pytestmark = pytest.mark.django_db


def test_the_api_shows_what_the_page_shows(delegate: User) -> None:
    make_conference("open")
    make_conference("inside", is_public=False)
    make_conference("draft", state=ConferenceState.DRAFT)

    def slugs(user: User | None) -> set[str]:
        answer = client_of(user).get("/api/v1/conferences/").json()
        return {one["slug"] for one in answer["results"]}

    assert (slugs(None), slugs(delegate)) == ({"open"}, {"open", "inside"})
    assert client_of(None).get("/api/v1/conferences/inside/").status_code == 404
    one = client_of(delegate).get("/api/v1/conferences/inside/").json()
    assert (one["title"], one["seats_left"], one["state"]) == ("Inside", 10, "published")


def test_the_api_is_read_only_and_filters(delegate: User) -> None:
    make_conference("open")
    client = client_of(delegate)
    assert client.post("/api/v1/conferences/", {"slug": "mine"}).status_code in {403, 405}
    assert client.get("/api/v1/conferences/?q=nothing").json()["count"] == 0


def test_announced_conferences_are_found_in_every_language(organiser: User) -> None:
    conference = make_conference(
        state=ConferenceState.DRAFT,
        organiser=organiser,
        title_vi="Hội nghị các cổng thông tin",
        title_de="Konferenz der Portale",
    )
    assert document(conference) is None
    conferences.publish(conference, by=organiser)
    settle()
    for words in ("hoi nghi cac cong", "Konferenz"):
        assert [hit.url for hit in search(words, viewer=None).hits] == [conference.get_absolute_url()]


@pytest.mark.parametrize(("is_public", "reach"), [(True, {"public"}), (False, {"members"})])
def test_search_reaches_whom_the_page_reaches(is_public: bool, reach: set[str]) -> None:
    assert document(make_conference(is_public=is_public)).reach == reach


def test_parties_hold_the_token_of_their_conference(delegate: User, chair: User, lead: User) -> None:
    conference = make_conference()
    make_registration(conference, delegate)
    make_team(conference, chair, "chair")
    token = f"conference:{conference.pk}"
    assert (parties(delegate), parties(chair), parties(lead)) == ([token], [token], [])


@pytest.mark.parametrize(
    ("state", "reached"), [(ConferenceState.PUBLISHED, False), (ConferenceState.RUNNING, True)]
)
def test_the_chain_begins_with_the_conference(delegate: User, state: str, reached: bool) -> None:
    conference = make_conference(state=state)
    (first, *_others) = traces([conference], delegate)[conference.pk]
    assert (first.stop.key, first.is_reached) == ("conference", reached)


def test_organisers_find_their_desk(organiser: User, delegate: User) -> None:
    conference = make_conference("spring", approval=Approval.ORGANISER, organiser=organiser)
    make_registration(conference, delegate)
    make_conference("old", state=ConferenceState.ARCHIVED, organiser=organiser)
    assert [(one.label, one.waiting) for one in desks(organiser)] == [("Spring", 1)]
    assert list(desks(delegate)) == []


def test_a_portals_page_counts_its_conferences(host: Portal, portal: Portal, delegate: User) -> None:
    conference = make_conference(host=host)
    make_registration(conference, delegate)
    assert [(one.value, one.label) for one in figures(host, delegate)] == [(1, "conference hosted")]
    assert [(one.value, one.label) for one in figures(portal, delegate)] == [(1, "conference attended")]
    Conference.objects.update(is_public=False)
    assert list(figures(host, AnonymousUser())) == []
