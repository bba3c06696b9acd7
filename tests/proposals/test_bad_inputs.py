"""Bad inputs: script, NUL, odd numbers and dates, foreign fields, other people's ids."""

import unicodedata
from typing import Any

import pytest
from django.urls import reverse

from portals.models import User
from proposals.models import AffectedPortal, Problem
from tests.builders import client_of
from tests.proposals.builders import make_draft
from tests.proposals.test_writing_pages import NEW, filled

SCRIPT = "<img src=x onerror=alert(1)>"


def test_script_is_shown_as_typed(delegate: User) -> None:
    text = f"{SCRIPT}\n\n[x](javascript:alert(1)) {{{{7*7}}}} {{% debug %}}"
    client_of(delegate).post(NEW, filled(title=SCRIPT, what_happens=text, effect=text))
    problem = Problem.objects.get()
    client = client_of(delegate)
    for url in (problem.get_absolute_url(), reverse("proposals:problem_list")):
        page = client.get(url).content.decode()
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert "&lt;img src=x" in page
    assert "{{7*7}}" in client.get(problem.get_absolute_url()).content.decode()


@pytest.mark.parametrize("field", ["title", "what_happens", "effect", "services"])
def test_nul_is_an_error_at_its_field(delegate: User, field: str) -> None:
    response = client_of(delegate).post(NEW, filled(**{field: "a\x00b"}))
    assert response.status_code == 422
    assert field in response.context["form"].errors


@pytest.mark.parametrize("nothing", ["   ", "\u200b\u200d\ufeff", "\u2003\u00a0", "\u3164"])
def test_a_title_nobody_can_see_is_empty(delegate: User, nothing: str) -> None:
    response = client_of(delegate).post(NEW, filled(title=nothing))
    assert response.status_code == 422
    assert "title" in response.context["form"].errors


def test_titles_are_one_line_in_one_form_without_turns(delegate: User) -> None:
    decomposed = unicodedata.normalize("NFD", "Vấn đề") + "\nexe.\u202efdp"
    client_of(delegate).post(NEW, filled(title=decomposed, then="draft"))
    title = Problem.objects.get().title
    assert "\n" not in title
    assert "\u202e" not in title
    assert title == "Vấn đề exe.fdp"


def test_long_things_are_refused_in_words(delegate: User) -> None:
    response = client_of(delegate).post(NEW, filled(title="x" * 161, what_happens="y" * 20_001))
    assert set(response.context["form"].errors) == {"title", "what_happens"}
    crowded = client_of(delegate).post(NEW, filled(title="e" + "\u0301" * 1000, then="draft"))
    assert crowded.status_code == 302
    assert len(Problem.objects.get().title) <= 5


@pytest.mark.parametrize("value", ["-1", "0", "5", "1e309", "NaN", "9" * 31, "1,5", "", "high"])
def test_odd_severities(delegate: User, value: str) -> None:
    response = client_of(delegate).post(NEW, filled(severity=value))
    assert (response.status_code, Problem.objects.exists()) == (422, False)


@pytest.mark.parametrize("value", ["2026-02-30", "0001-01-01", "9999-12-31", "yesterday", "1944-12-31"])
def test_odd_dates(delegate: User, value: str) -> None:
    response = client_of(delegate).post(NEW, filled(since_on=value))
    assert "since_on" in response.context["form"].errors
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("themes", ["99999"]),
        ("themes", ["x"]),
        ("conference", "99999"),
        ("frequency", "never"),
        ("urgency", ["1", "9"]),
    ],
)
def test_unknown_options(delegate: User, field: str, value: Any) -> None:
    assert client_of(delegate).post(NEW, filled(**{field: value})).status_code == 422


def test_fields_that_are_not_in_the_form_change_nothing(
    delegate: User, lead: User, other_delegate: User
) -> None:
    sly = {
        "state": "resolved",
        "author": lead.pk,
        "portal": other_delegate.portal.pk,
        "number": 7,
        "is_staff": "on",
    }
    client_of(delegate).post(NEW, filled(**sly))
    problem = Problem.objects.get()
    assert (problem.state, problem.author, problem.portal) == ("submitted", delegate, delegate.portal)
    assert problem.number == 1
    delegate.refresh_from_db()
    assert not delegate.is_staff


def test_we_have_this_too_speaks_for_the_own_portal_only(
    problem: Problem, other_delegate: User, host: Any
) -> None:
    url = reverse("proposals:affected", args=[problem.number])
    client_of(other_delegate).post(url, {"severity": "1", "portal": host.pk, "by": problem.author_id})
    row = AffectedPortal.objects.exclude(portal=problem.portal).get()
    assert (row.portal, row.by) == (other_delegate.portal, other_delegate)


@pytest.mark.parametrize(
    "path",
    [
        "/problems/0/",
        "/problems/99999999999999999999/",
        "/problems/-1/",
        "/problems/%00/",
        "/problems/../",
        "/solutions/9223372036854775808/",
    ],
)
def test_odd_addresses_are_absent(problem: Problem, delegate: User, path: str) -> None:
    assert client_of(delegate).get(path).status_code in (404, 301)


def test_anothers_draft_is_absent_for_reading_and_writing(delegate: User, lead: User) -> None:
    draft, client = make_draft(delegate), client_of(lead)
    for name in ("problem_detail", "problem_edit", "problem_status", "compare", "affected"):
        assert client.get(reverse(f"proposals:{name}", args=[draft.number])).status_code == 404
    for name in ("problem_discard", "affected", "affected_withdraw"):
        assert client.post(reverse(f"proposals:{name}", args=[draft.number])).status_code == 404
    assert Problem.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    "query",
    [
        "state=lost",
        "severity=x",
        "portal=none",
        "page=-1",
        "page=zzz",
        "text=%27%3B+DROP",
        "text=%00",
        "text=%25_",
        "sort=%00",
        "state=submitted&state=lost",
        "conference=%00",
        "theme=nothing",
        "show=nothing",
        "text=P-99999999999999999999",
    ],
)
def test_odd_filters_never_fail(problem: Problem, delegate: User, query: str) -> None:
    for name in ("problem_list", "solution_list"):
        assert client_of(delegate).get(f"{reverse(f'proposals:{name}')}?{query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["?problem=99999999999", "?problem=%00", "?problem=-1", "?conference=1.5", "?session=x"]
)
def test_odd_beginnings_of_a_form(delegate: User, query: str) -> None:
    for name in ("problem_new", "solution_new"):
        assert client_of(delegate).get(f"{reverse(f'proposals:{name}')}{query}").status_code == 200


def test_a_form_sent_from_another_site_is_refused(problem: Problem, organiser: User) -> None:
    client = client_of(organiser)
    client.handler.enforce_csrf_checks = True
    url = reverse("proposals:problem_move", args=[problem.number, "open"])
    assert client.post(url).status_code == 403
    problem.refresh_from_db()
    assert problem.state == "submitted"


@pytest.mark.parametrize(
    "there", ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/"]
)
def test_next_stays_on_the_site(problem: Problem, organiser: User, there: str) -> None:
    url = reverse("proposals:problem_move", args=[problem.number, "open"])
    assert client_of(organiser).post(url, {"next": there})["Location"] == problem.get_absolute_url()
