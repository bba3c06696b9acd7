"""Reading the library: list, practice, versions, languages, desk, matrix, export."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.audit.models import AuditEvent
from forums.actions import posts
from forums.models import Thread
from library.actions import adoptions, best_practices, retirement, translations
from library.models import BestPractice
from portals.models import User
from tests.builders import client_of, make_member, make_theme
from tests.library.builders import make_draft, make_in_review, make_published

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}
LIST = reverse("library:list")


def page(user: User | None, address: str, status: int = 200) -> str:
    response = client_of(user).get(address, headers=ENGLISH)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def cost(user: User, address: str) -> int:
    client = client_of(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def practice(delegate: User, other_editor: User) -> BestPractice:
    """A verified practice of finance."""
    return make_published(delegate, other_editor, title="Blue desk")


def rewritten(practice: BestPractice, by: User, **fields: Any) -> BestPractice:
    """Begin a new version with other words."""
    return best_practices.save(best_practices.revise(practice, by=by), by=by, **fields)


def test_the_list_shows_what_is_verified(
    practice: BestPractice, delegate: User, other_delegate: User
) -> None:
    make_draft(delegate, title="Half a desk")
    shown = page(other_delegate, LIST)
    assert "Blue desk" in shown
    assert "Half a desk" not in shown
    assert "Blue desk" not in page(None, LIST)


def test_an_empty_library_says_so(delegate: User) -> None:
    assert "Nothing here matches" in page(delegate, LIST)


def test_while_a_new_version_is_written_all_read_the_verified_one(
    practice: BestPractice, delegate: User, other_delegate: User
) -> None:
    practice = rewritten(practice, delegate, title="Secret desk", summary="Secret summary.")
    for address in (LIST, practice.get_absolute_url(), practice.get_absolute_url() + "?draft"):
        shown = page(other_delegate, address)
        assert "Blue desk" in shown
        assert "Secret" not in shown
        assert "Verified" in shown
    assert "Secret desk" not in page(other_delegate, f"{LIST}?q=secret")
    own = page(delegate, practice.get_absolute_url())
    assert "A new version is being written" in own
    assert "Secret desk" in page(delegate, practice.get_absolute_url() + "?draft")


def test_a_state_narrows_as_readers_see_it(practice: BestPractice, delegate: User) -> None:
    rewritten(practice, delegate, title="Secret desk")
    outdated = make_published(delegate, make_member(role="editor"), title="Old desk")
    best_practices.revise(retirement.outdate(outdated, by=delegate, reason="New law"), by=delegate)
    seen = {
        state: page(delegate, f"{LIST}?state={state}") for state in ("published", "review_due", "outdated")
    }
    assert ["Blue desk" in one for one in seen.values()] == [True, False, False]
    assert ["Old desk" in one for one in seen.values()] == [False, False, True]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=blue", True), ("?q=umbrella", False), ("?theme=water", True), ("?owner=finance", True),
        ("?owner=health", False), ("?evidence=reported", True), ("?evidence=measured", False),
        ("?language=en", True), ("?language=de", True), ("?language=vi", False), ("?adopter=health", True),
        ("?adopter=finance", False), ("?sort=adopted", True), ("?sort=nonsense&page=99", True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_and_sorted(
    query: str, found: bool, delegate: User, other_editor: User, other_delegate: User
) -> None:
    practice = make_published(delegate, other_editor, title="Blue desk", themes=[make_theme("water")])
    translations.save(practice, "de", by=other_editor, title="Ein Schalter", summary="Für alle")
    adoptions.declare(practice, by=other_delegate)
    assert (practice.get_absolute_url() in page(delegate, LIST + query)) is found


def test_a_reader_reads_in_the_own_language_where_there_is_one(
    practice: BestPractice, other_editor: User, other_delegate: User
) -> None:
    translations.save(practice, "de", by=other_editor, title="Ein Schalter", summary="Für alle")
    User.objects.filter(pk=other_delegate.pk).update(language="de")
    reader = User.objects.get(pk=other_delegate.pk)
    assert "Ein Schalter" in page(reader, LIST)
    assert '<article class="sheet practice" lang="de">' in page(reader, practice.get_absolute_url())
    assert '<article class="sheet practice" lang="en">' in page(
        reader, practice.get_absolute_url() + "?language=en"
    )


def test_a_language_version_that_grew_old_says_so(
    practice: BestPractice, delegate: User, other_editor: User, other_delegate: User
) -> None:
    translations.save(practice, "de", by=other_editor, title="Ein Schalter", summary="Für alle")
    best_practices.publish(best_practices.submit(rewritten(practice, delegate), by=delegate), by=other_editor)
    assert "older than the original" in page(other_delegate, practice.get_absolute_url())


def test_reading_shows_sections_chain_adoptions_and_discussion(
    practice: BestPractice, other_delegate: User, other_lead: User
) -> None:
    mine = adoptions.declare(practice, by=other_delegate, state="in_use", adaptation="With a **QR code**")
    adoptions.report(mine, by=other_delegate, outcome="Twice as fast", usefulness=4)
    thread = Thread.objects.about(practice).get()
    posts.publish(thread, body="How many people?", by=other_lead, client_id=uuid4())
    shown = page(other_lead, practice.get_absolute_url())
    for words in (
        "Problem solved", "Where this stands", "<strong>QR code</strong>", "Twice as fast",
        "usefulness 4 of 5", "How many people?", "verified by Health until",
    ):  # fmt: skip
        assert words in shown


def test_a_practice_without_a_reader_of_its_language_says_it_is_the_original(
    practice: BestPractice, other_delegate: User
) -> None:
    User.objects.filter(pk=other_delegate.pk).update(language="de")
    words = "Noch nicht in Ihre Sprache"
    assert words in page(User.objects.get(pk=other_delegate.pk), practice.get_absolute_url())


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("outdate", "Outdated: do not rely on it"),
        ("overdue", "Its review is due"),
        ("supersede", "newer practice"),
    ],
)
def test_what_no_longer_holds_says_so(
    verb: str, words: str, practice: BestPractice, delegate: User, other_editor: User, other_delegate: User
) -> None:
    if verb == "outdate":
        retirement.outdate(practice, by=delegate, reason="New law")
    elif verb == "supersede":
        successor = make_published(delegate, other_editor)
        retirement.supersede(practice, by=delegate, successor=successor, reason="Better")
    else:
        BestPractice.objects.update(verified_until="2020-01-01")
    assert words in page(other_delegate, practice.get_absolute_url())


def test_the_trail_of_a_practice_is_for_its_parties(
    practice: BestPractice, delegate: User, other_delegate: User, admin: User
) -> None:
    shown = [
        "History</h2>" in page(one, practice.get_absolute_url()).replace("</svg>", "")
        for one in (delegate, admin, other_delegate, None)
        if one or practice.is_public
    ]
    assert shown == [True, True, False]


def test_versions_are_read_and_compared_word_by_word(
    practice: BestPractice, delegate: User, other_editor: User
) -> None:
    best_practices.publish(
        best_practices.submit(rewritten(practice, delegate, steps="1. Name two desks."), by=delegate),
        by=other_editor,
        note="Two desks",
    )
    former = page(delegate, reverse("library:version", args=[practice.slug, 1]))
    assert "This is a former version" in former
    assert "Name one desk" in former
    compared = page(delegate, reverse("library:compare", args=[practice.slug]))
    assert "<ins>two desks.</ins>" in compared
    assert "<del>" in compared
    assert "<ins>two desks.</ins>" in page(
        delegate, reverse("library:compare", args=[practice.slug]) + "?old=x&new=99"
    )
    assert page(delegate, reverse("library:version", args=[practice.slug, 9]), 404)


def test_with_one_version_there_is_nothing_to_compare(practice: BestPractice, delegate: User) -> None:
    page(delegate, reverse("library:compare", args=[practice.slug]), 404)


def test_the_desk_holds_what_waits_for_whom(
    delegate: User, lead: User, editor: User, other_editor: User, other_delegate: User
) -> None:
    make_draft(delegate, title="Half a desk")
    make_in_review(delegate, title="Desk to review")
    make_published(delegate, other_editor, title="Old desk")
    BestPractice.objects.filter(title="Old desk").update(state="review_due", verified_until="2020-01-01")
    desk = {who: page(who, reverse("library:desk")) for who in (lead, editor, other_editor, other_delegate)}
    seen = [
        [title in one for title in ("Half a desk", "Desk to review", "Old desk")] for one in desk.values()
    ]
    assert seen == [[True, True, True], [True, True, True], [False, True, True], [False, False, False]]


def test_the_matrix_shows_who_is_how_far(
    practice: BestPractice, other_delegate: User, delegate: User, outsider: User
) -> None:
    matrix = reverse("library:matrix")
    assert "No portal has adopted a practice yet" in page(delegate, matrix)
    mine = adoptions.declare(practice, by=other_delegate, state="in_use")
    adoptions.report(mine, by=other_delegate, outcome="Faster", usefulness=5)
    shown = page(delegate, matrix)
    assert "Outcome reported" in shown
    assert "useful 5/5" in shown
    assert "Blue desk" not in page(outsider, matrix)


def test_the_export_holds_what_one_may_see_and_is_recorded(
    practice: BestPractice, delegate: User, other_delegate: User, outsider: User
) -> None:
    rewritten(practice, delegate, title="=SECRET()")
    export = reverse("library:export")
    body = client_of(other_delegate).get(export).content.decode("utf-8-sig")
    assert body.splitlines()[0].startswith("slug,title,summary")
    assert (body.count("Blue desk"), "SECRET" in body) == (1, False)
    assert "Blue desk" not in client_of(outsider).get(export).content.decode("utf-8-sig")
    assert "Blue desk" not in client_of(other_delegate).get(f"{export}?q=umbrella").content.decode()
    event = AuditEvent.objects.filter(fact="library.exported").last()
    assert (event.actor, event.detail) == (other_delegate, {"rows": 1})


@pytest.mark.parametrize("name", ["list", "matrix", "desk", "export"])
def test_a_list_costs_the_same_for_one_row_and_for_three(
    name: str, delegate: User, lead: User, other_editor: User
) -> None:
    costs = []
    for count in (1, 2):
        for _ in range(count):
            adoptions.declare(make_published(delegate, other_editor), by=make_member())
            make_in_review(delegate)
        costs.append(cost(lead, reverse(f"library:{name}")))
    assert costs[0] == costs[1]


def test_a_practice_costs_the_same_for_one_adoption_and_for_three(practice: BestPractice, lead: User) -> None:
    costs = []
    for count in (1, 2):
        for _ in range(count):
            adoptions.declare(practice, by=make_member())
        costs.append(cost(lead, practice.get_absolute_url()))
    assert costs[0] == costs[1]


def test_nothing_typed_runs_as_script(delegate: User, other_editor: User) -> None:
    nasty = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) {{7*7}}"
    practice = make_published(delegate, other_editor, title=nasty, steps=nasty, is_public=True)
    shown = page(None, practice.get_absolute_url()) + page(None, LIST)
    assert "<img src=x" not in shown
    assert "javascript:alert" not in shown.replace("[x](javascript:alert(1))", "")
    assert "{{7*7}}" in shown
