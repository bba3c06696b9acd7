"""The forms: drafts, submission, autosave, and two people editing at once."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portals.models import User
from proposals.actions import co_authors, problems, solutions
from proposals.models import Problem, Solution
from tests.builders import client_of, make_theme
from tests.proposals.builders import PROBLEM, SOLUTION, make_draft, make_solution_draft

NEW = reverse("proposals:problem_new")
NEW_SOLUTION = reverse("proposals:solution_new")


def filled(**others: Any) -> dict[str, Any]:
    """Return what a complete form of a problem sends."""
    theme = make_theme()
    return {**PROBLEM, "severity": "3", "urgency": "1", "themes": [theme.pk], "then": "submit", **others}


def proposed(problem: Problem, **others: Any) -> dict[str, Any]:
    """Return what a complete form of a solution sends."""
    return {**SOLUTION, "problems": problem.code, "then": "submit", **others}


def test_a_problem_is_submitted_with_evidence(delegate: User) -> None:
    evidence = SimpleUploadedFile("calls.txt", b"Monday 60\nTuesday 70", "text/plain")
    response = client_of(delegate).post(
        NEW, filled(files=evidence, frequency="weekly", since_on="2026-01-05")
    )
    problem = Problem.objects.get()
    assert (response.status_code, response["Location"]) == (302, problem.get_absolute_url())
    assert (problem.state, problem.severity, problem.frequency) == ("submitted", 3, "weekly")
    assert [file.name for file in problem.attachments.all()] == ["calls.txt"]


def test_half_a_problem_is_kept_as_a_draft(delegate: User) -> None:
    response = client_of(delegate).post(
        NEW, {"title": "Half", "severity": "2", "urgency": "1", "then": "draft"}
    )
    draft = Problem.objects.get()
    assert (response.status_code, draft.state, draft.title) == (302, "draft", "Half")


def test_errors_stand_beside_their_fields_and_nothing_is_lost(delegate: User) -> None:
    response = client_of(delegate).post(NEW, filled(title="", effect="Only this is kept"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Only this is kept" in page
    assert 'href="#id_title"' in page
    assert 'aria-invalid="true"' in page
    assert not Problem.objects.exists()


def test_a_file_that_is_refused_leaves_nothing_behind(delegate: User) -> None:
    bad = SimpleUploadedFile("run.exe", b"MZ", "application/octet-stream")
    response = client_of(delegate).post(NEW, filled(files=bad))
    assert response.status_code == 422
    assert "run.exe" in response.content.decode()
    assert not Problem.objects.exists()


def test_a_double_click_submits_once(delegate: User) -> None:
    client, sent = client_of(delegate), filled(client_id=str(uuid4()))
    pages = {client.post(NEW, sent)["Location"] for _ in range(2)}
    assert pages == {Problem.objects.get().get_absolute_url()}


def test_the_form_begins_at_the_conference(problem: Problem, delegate: User) -> None:
    response = client_of(delegate).get(NEW, {"conference": problem.conference_id})
    assert response.context["form"].initial["conference"] == problem.conference
    assert "session" in response.context["form"].fields


@pytest.mark.parametrize("who", ["observer", "outsider", "admin"])
def test_who_writes_for_no_portal_gets_no_form(who: str, request: pytest.FixtureRequest) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, filled()).status_code in (302, 403)
    assert not Problem.objects.exists()


def test_an_edit_after_submission_must_be_complete(problem: Problem, delegate: User) -> None:
    client, address = client_of(delegate), reverse("proposals:problem_edit", args=[problem.number])
    sent = filled(then="save", version=problem.version)
    assert client.post(address, {**sent, "title": ""}).status_code == 422
    assert client.post(address, {**sent, "title": "Better"}).status_code == 302
    problem.refresh_from_db()
    assert (problem.title, problem.version) == ("Better", 3)


def test_others_get_no_edit_form(problem: Problem, lead: User) -> None:
    assert client_of(lead).get(reverse("proposals:problem_edit", args=[problem.number])).status_code == 403


def test_two_editors_see_both_texts(
    solution: Solution, other_delegate: User, lead: User, problem: Problem
) -> None:
    co_authors.invite(solution, lead, by=other_delegate)
    co_authors.confirm(solution, by=lead)
    seen = solution.version
    solutions.save(solution, {"summary": "What the co-author wrote"}, by=lead, version=seen)
    address = reverse("proposals:solution_edit", args=[solution.number])
    sent = proposed(problem, summary="What the author wrote", then="save", version=seen)
    client = client_of(other_delegate)
    response = client.post(address, sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "What the co-author wrote" in page
    assert "What the author wrote" in page
    solution.refresh_from_db()
    assert solution.summary == "What the co-author wrote"
    again = client.post(address, {**sent, "version": response.context["form"]["version"].value()})
    solution.refresh_from_db()
    assert (again.status_code, solution.summary) == (302, "What the author wrote")


def test_co_authors_see_who_else_is_writing(
    solution: Solution, other_delegate: User, lead: User, delegate: User
) -> None:
    cache.clear()
    co_authors.invite(solution, lead, by=other_delegate)
    co_authors.confirm(solution, by=lead)
    page = reverse("proposals:solution_edit", args=[solution.number])
    beat = reverse("proposals:solution_writing", args=[solution.number])
    assert "is writing this too" not in client_of(other_delegate).get(page).content.decode()
    shown = client_of(lead).get(page).content.decode()
    assert f"{other_delegate} is writing this too, since" in shown
    (told,) = client_of(other_delegate).post(beat).json()["others"]
    assert told.startswith(f"{lead} is writing this too, since ")
    assert client_of(delegate).post(beat).status_code == 404
    client_of(lead).post(page, proposed(solution.problems.get(), then="save", version=solution.version))
    assert client_of(other_delegate).post(beat).json() == {"others": []}


def test_autosave_makes_one_draft_and_goes_on_with_it(delegate: User) -> None:
    client, key = client_of(delegate), str(uuid4())
    sent = {"title": "Fir", "client_id": key, "severity": "2", "urgency": "1"}
    first = client.post(reverse("proposals:problem_autosave_new"), sent).json()
    second = client.post(first["autosave"], {**sent, "title": "First", "version": first["version"]}).json()
    draft = Problem.objects.get()
    assert (draft.title, draft.state, draft.version) == ("First", "draft", second["version"])
    assert first["edit"] == reverse("proposals:problem_edit", args=[draft.number])


def test_autosave_keeps_what_is_valid(delegate: User) -> None:
    draft = make_draft(delegate)
    sent = {"title": "New", "severity": "99", "since_on": "30 February", "version": draft.version}
    answer = client_of(delegate).post(reverse("proposals:problem_autosave", args=[draft.number]), sent)
    draft.refresh_from_db()
    assert (answer.status_code, draft.title, draft.severity, draft.since_on) == (200, "New", 2, None)


def test_autosave_refuses_an_old_version(delegate: User) -> None:
    draft = make_draft(delegate)
    problems.save(draft, {"title": "Newer"}, by=delegate)
    address = reverse("proposals:problem_autosave", args=[draft.number])
    answer = client_of(delegate).post(
        address, {"title": "Older", "version": draft.version}, headers={"Accept": "application/json"}
    )
    draft.refresh_from_db()
    assert (answer.status_code, draft.title) == (409, "Newer")
    assert "meanwhile" in answer.json()["detail"]


def test_autosave_leaves_what_is_submitted_alone(problem: Problem, delegate: User) -> None:
    address = reverse("proposals:problem_autosave", args=[problem.number])
    answer = client_of(delegate).post(address, {"title": "Sly"}, headers={"Accept": "application/json"})
    problem.refresh_from_db()
    assert (answer.status_code, problem.title) == (409, PROBLEM["title"])


def test_autosave_without_a_session_says_so(delegate: User) -> None:
    draft = make_draft(delegate)
    answer = client_of(None).post(reverse("proposals:problem_autosave", args=[draft.number]), {"title": "X"})
    assert answer.status_code == 403


def test_autosave_of_a_strangers_draft_finds_nothing(delegate: User, lead: User) -> None:
    draft = make_draft(delegate)
    answer = client_of(lead).post(reverse("proposals:problem_autosave", args=[draft.number]), {"title": "X"})
    assert answer.status_code == 404


def test_a_solution_is_proposed_from_its_problem(problem: Problem, other_delegate: User) -> None:
    client = client_of(other_delegate)
    page = client.get(NEW_SOLUTION, {"problem": problem.number})
    assert page.context["form"]["problems"].value() == problem.code
    response = client.post(NEW_SOLUTION, proposed(problem))
    solution = Solution.objects.get()
    assert (response["Location"], solution.state) == (solution.get_absolute_url(), "submitted")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("P-999", "There is no P-999"), ("x", "Write numbers such as P-12"), ("P-99999999999", "Write numbers")],
)
def test_odd_numbers_of_problems_are_named(
    problem: Problem, other_delegate: User, typed: str, words: str
) -> None:
    response = client_of(other_delegate).post(NEW_SOLUTION, proposed(problem, problems=typed))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_draft_of_somebody_else_is_no_problem_to_answer(delegate: User, other_delegate: User) -> None:
    draft = make_draft(delegate)
    response = client_of(other_delegate).post(NEW_SOLUTION, proposed(draft))
    assert response.status_code == 422
    assert f"There is no {draft.code}" in response.content.decode()


def test_solutions_save_themselves_too(problem: Problem, other_delegate: User) -> None:
    client, key = client_of(other_delegate), str(uuid4())
    sent = {"title": "Idea", "problems": problem.code, "client_id": key}
    first = client.post(reverse("proposals:solution_autosave_new"), sent).json()
    client.post(first["autosave"], {**sent, "title": "Idea two", "version": first["version"]})
    assert Solution.objects.get().title == "Idea two"


def test_a_draft_is_discarded_from_its_page(delegate: User, problem: Problem) -> None:
    draft, idea = make_draft(delegate), make_solution_draft(delegate, problem)
    client = client_of(delegate)
    gone = client.post(reverse("proposals:problem_discard", args=[draft.number]))
    lost = client.post(reverse("proposals:solution_discard", args=[idea.number]))
    lists = [reverse("proposals:problem_list"), reverse("proposals:solution_list")]
    assert [gone["Location"], lost["Location"]] == lists
    assert (Problem.objects.count(), Solution.objects.count()) == (1, 0)
