"""Who sees which conference and which registration, beyond the table of addresses."""

import pytest

from conferences.models import Conference, Registration
from conferences.states import ConferenceState
from portals.models import Portal, User
from tests.builders import client_of
from tests.conferences.builders import make_conference, make_registration, make_team

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("outsider", {"open"}),
        ("delegate", {"open", "inner"}),
        ("chair", {"open", "inner", "draft"}),
        ("organiser", {"open", "inner", "draft", "colleague"}),
        ("admin", {"open", "inner", "draft", "colleague", "foreign"}),
    ],
)
def test_list_page_and_single_pages_agree(
    request: pytest.FixtureRequest, who: str, seen: set[str], host: Portal, chair: User
) -> None:
    make_conference("open")
    make_conference("inner", is_public=False)
    make_team(make_conference("draft", state=ConferenceState.DRAFT, host=host), chair, "chair")
    make_conference("colleague", state=ConferenceState.DRAFT, host=host)
    make_conference("foreign", state=ConferenceState.DRAFT)
    client = client_of(request.getfixturevalue(who))

    listed = {one.slug for one in client.get("/conferences/").context["rows"]}
    opened = {
        slug
        for slug in Conference.objects.values_list("slug", flat=True)
        if client.get(f"/conferences/{slug}/").status_code == 200
    }

    assert listed == opened == seen


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("outsider", set()),
        ("delegate", {"delegate"}),
        ("lead", {"delegate", "editor"}),
        ("other_lead", {"other_delegate"}),
        ("chair", set()),
        ("organiser", {"delegate", "editor", "other_delegate"}),
        ("admin", {"delegate", "editor", "other_delegate", "elsewhere"}),
    ],
)
def test_registrations_are_seen_by_their_person_the_lead_and_the_organisers(
    request: pytest.FixtureRequest,
    who: str,
    seen: set[str],
    organiser: User,
    chair: User,
    delegate: User,
    editor: User,
    other_delegate: User,
) -> None:
    conference = make_conference(organiser=organiser)
    make_team(conference, chair, "chair")
    for user in (delegate, editor, other_delegate):
        make_registration(conference, user)
    elsewhere = make_registration(make_conference())
    found = Registration.objects.visible_to(request.getfixturevalue(who))
    names = {"elsewhere" if one == elsewhere else one.user.email.partition("@")[0] for one in found}
    assert names == seen
