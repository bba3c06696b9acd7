"""Pages: what they show, to whom they offer which button, and what their buttons do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.audit.models import AuditEvent
from portals.models import User
from proposals.actions import affected, problem_moves, support
from proposals.models import Assessment, Decision, Endorsement, Pilot, Problem, Solution
from proposals.words import Criterion
from tests.builders import client_of, make_member, make_theme
from tests.proposals.builders import (
    assess,
    decide,
    discussed,
    in_assessment,
    make_draft,
    make_problem,
    make_solution,
    sponsored,
    start_pilot,
)


def at(name: str, item: Any, *more: Any) -> str:
    """Return the address of a page about `item`."""
    return reverse(f"proposals:{name}", args=[item.number, *more])


def queries_of(user: User, url: str) -> int:
    """Return how many queries the page costs once caches are warm."""
    client = client_of(user)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def grow_problem(reader: User) -> None:
    problem = make_problem(make_member(), themes=[make_theme(), make_theme()])
    affected.tell(problem, by=make_member(), severity=2)
    solution = sponsored(make_solution(make_member(), problem))
    support.endorse(solution, by=make_member(role="lead"), stance="endorse")


@pytest.mark.parametrize("name", ["problem_list", "solution_list"])
def test_lists_cost_the_same_for_one_row_and_for_three(delegate: User, name: str) -> None:
    url = reverse(f"proposals:{name}")
    grow_problem(delegate)
    once = queries_of(delegate, url)
    for _ in range(2):
        grow_problem(delegate)
    assert queries_of(delegate, url) == once
    assert once <= 20


@pytest.mark.parametrize("name", ["problem", "solution"])
def test_the_api_costs_the_same_for_one_row_and_for_three(delegate: User, name: str) -> None:
    url = reverse(f"api:{name}-list")
    grow_problem(delegate)
    once = queries_of(delegate, url)
    for _ in range(2):
        grow_problem(delegate)
    assert queries_of(delegate, url) == once


def test_a_problem_page_costs_the_same_whatever_has_it(problem: Problem, delegate: User) -> None:
    def more() -> None:
        affected.tell(problem, by=make_member(), severity=2)
        support.endorse(make_solution(make_member(), problem), by=make_member(role="lead"), stance="endorse")

    more()
    once = queries_of(delegate, problem.get_absolute_url())
    for _ in range(3):
        more()
    assert queries_of(delegate, problem.get_absolute_url()) == once
    assert queries_of(delegate, at("compare", problem)) <= 20


def test_a_solution_page_costs_the_same_whoever_speaks_up(solution: Solution, delegate: User) -> None:
    def more() -> None:
        lead = make_member(role="lead")
        support.sponsor(solution, by=lead)
        support.endorse(solution, by=lead, stance="endorse")

    more()
    more()
    once = queries_of(delegate, solution.get_absolute_url())
    for _ in range(3):
        more()
    assert queries_of(delegate, solution.get_absolute_url()) == once


def shown(user: User, **filters: Any) -> list[str]:
    """Return the titles the list of problems shows."""
    page = client_of(user).get(reverse("proposals:problem_list"), filters)
    assert page.status_code == 200
    return [row.title for row in page.context["rows"]]


@pytest.fixture
def several(delegate: User, other_delegate: User, problem: Problem) -> list[Problem]:
    theme = make_theme("open-data")
    urgent = make_problem(other_delegate, title="Urgent one", severity=4, urgency=3, themes=[theme])
    mild = make_problem(delegate, title="Mild one", severity=1)
    affected.tell(mild, by=other_delegate, severity=1)
    return [problem, urgent, mild]


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"text": "mild"}, {"Mild one"}),
        ({"text": "P-2"}, {"Urgent one"}),
        ({"state": "submitted", "urgent": "on"}, {"Urgent one"}),
        ({"theme": "open-data"}, {"Urgent one"}),
        ({"severity": ["1", "4"]}, {"Urgent one", "Mild one"}),
        ({"portal": "health"}, {"Urgent one", "Mild one"}),
        ({"show": "portal"}, {"Mild one", "Late updates of the procedures page"}),
        ({"show": "mine", "text": "mild"}, {"Mild one"}),
        ({"state": "resolved"}, set()),
        ({"conference": "conference-1"}, {"Late updates of the procedures page"}),
    ],
)
def test_problems_are_filtered(
    several: list[Problem], delegate: User, filters: Any, titles: set[str]
) -> None:
    assert set(shown(delegate, **filters)) == titles


@pytest.mark.parametrize(
    ("sort", "first"),
    [("newest", "Mild one"), ("affected", "Mild one"), ("severity", "Urgent one"), ("nonsense", "Mild one")],
)
def test_problems_are_sorted(several: list[Problem], delegate: User, sort: str, first: str) -> None:
    assert shown(delegate, sort=sort)[0] == first


def test_what_waits_longest_comes_first(several: list[Problem], organiser: User, delegate: User) -> None:
    problem_moves.decline(several[0], by=organiser, reason="Not ours")
    assert shown(delegate, sort="oldest") == ["Urgent one", "Mild one", several[0].title]


def test_drafts_of_others_are_in_no_list(delegate: User, lead: User, problem: Problem) -> None:
    make_draft(delegate, title="Secret draft")
    assert "Secret draft" in shown(delegate)
    assert "Secret draft" not in shown(lead)
    api = client_of(delegate).get(reverse("api:problem-list")).json()
    assert [row["title"] for row in api["results"]] == [problem.title]


def test_lists_go_along_as_csv_and_that_is_noted(problem: Problem, delegate: User) -> None:
    Problem.objects.filter(pk=problem.pk).update(title='=HYPERLINK("http://evil.example")')
    response = client_of(delegate).get(reverse("proposals:problem_list"), {"format": "csv"})
    assert response["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK" in response.content.decode()
    event = AuditEvent.objects.get(fact="proposals.exported")
    assert (event.actor, event.detail) == (delegate, {"rows": 1, "file": "problems.csv"})


def buttons(user: User, item: Any) -> set[str]:
    """Return the edges the page of `item` offers to `user`."""
    page = client_of(user).get(item.get_absolute_url())
    assert page.status_code == 200
    return {edge.name for edge, _url in page.context["moves"]}


def test_buttons_are_the_edges_one_may_take(
    problem: Problem, organiser: User, delegate: User, lead: User
) -> None:
    assert buttons(organiser, problem) == {"open", "ask", "merge", "decline"}
    assert buttons(delegate, problem) == buttons(lead, problem) == {"withdraw"}
    assert buttons(make_member(), problem) == set()


def test_solution_buttons_are_the_edges_one_may_take(
    solution: Solution, organiser: User, other_delegate: User, delegate: User
) -> None:
    assert buttons(organiser, solution) == {"discuss", "merge"}
    assert buttons(other_delegate, solution) == {"withdraw"}
    assert buttons(delegate, solution) == set()


@pytest.mark.parametrize("who", ["delegate", "organiser", "observer", "other_lead", "admin"])
def test_every_state_of_a_solution_can_be_shown(
    solution: Solution, organiser: User, assessor: User, who: str, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(solution.get_absolute_url()).status_code == 200
    judged = in_assessment(solution, by=organiser)
    assess(judged, by=assessor)
    first = decide(judged, by=organiser, outcome="deferred")
    decide(judged, by=organiser, supersedes=first)
    start_pilot(judged, by=organiser)
    page = client.get(solution.get_absolute_url()).content.decode()
    assert "Decision 2" in page
    assert "superseded" in page
    assert "Da Nang" in page


def post(sender: User, url: str, /, **sent: Any) -> Any:
    """Post and return the answer."""
    return client_of(sender).post(url, sent)


def test_a_button_moves_and_tells(problem: Problem, organiser: User) -> None:
    response = client_of(organiser).post(
        at("problem_move", problem, "ask"), {"reason": "How many?"}, follow=True
    )
    problem.refresh_from_db()
    assert (problem.state, response.status_code) == ("needs_information", 200)
    assert "Those concerned have been told" in response.content.decode()
    assert "How many?" in response.content.decode()


def test_a_refused_button_says_why(problem: Problem, delegate: User, organiser: User) -> None:
    client = client_of(delegate)
    page = client.post(at("problem_move", problem, "open"), follow=True).content.decode()
    assert "You may not do this" in page
    assert client.post(at("problem_move", problem, "begin_solving")).status_code == 404
    page = client_of(organiser).post(at("problem_move", problem, "ask"), follow=True).content.decode()
    assert "Give a reason" in page


def test_we_have_this_too(problem: Problem, other_delegate: User) -> None:
    response = post(other_delegate, at("affected", problem), severity="4", note="Worse")
    assert response["Location"].endswith("#affected")
    assert problem.affected.filter(portal=other_delegate.portal, severity=4, note="Worse").exists()
    post(other_delegate, at("affected_withdraw", problem))
    assert problem.affected.count() == 1
    assert post(other_delegate, at("affected", problem), severity="9").status_code == 422


def test_merging_leads_to_what_stays(problem: Problem, organiser: User, delegate: User) -> None:
    twin = make_problem(delegate, conference=problem.conference)
    assert client_of(organiser).get(at("problem_merge", twin)).status_code == 200
    assert client_of(delegate).get(at("problem_merge", twin)).status_code == 403
    response = post(organiser, at("problem_merge", twin), into=problem.code, reason="The same")
    assert response["Location"] == problem.get_absolute_url()
    assert post(organiser, at("problem_merge", problem), into="P-99", reason="So").status_code == 422


def test_merging_solutions(solution: Solution, problem: Problem, organiser: User, delegate: User) -> None:
    twin = make_solution(delegate, problem)
    assert client_of(organiser).get(at("solution_merge", twin)).status_code == 200
    response = post(organiser, at("solution_merge", twin), into=solution.code, reason="The same")
    assert response["Location"] == solution.get_absolute_url()


def test_speaking_for_the_portal(solution: Solution, lead: User, delegate: User) -> None:
    post(lead, at("sponsor", solution))
    assert solution.sponsorships.count() == 1
    post(lead, at("sponsor_withdraw", solution))
    assert solution.sponsorships.count() == 0
    assert post(lead, at("endorse", solution), stance="object", reason="").status_code == 422
    assert post(lead, at("endorse", solution), stance="object", reason="Too dear").status_code == 302
    assert Endorsement.objects.get().reason == "Too dear"
    assert client_of(lead).get(at("endorse", solution)).status_code == 200
    assert client_of(delegate).get(at("endorse", solution)).status_code == 403
    assert post(delegate, at("endorse", solution), stance="endorse").status_code == 422


def test_asking_a_co_author(solution: Solution, other_delegate: User, delegate: User) -> None:
    address = at("co_author_invite", solution)
    assert post(other_delegate, address, user="nobody@example.org").status_code == 422
    assert post(other_delegate, address, user=delegate.email.upper()).status_code == 302
    assert "You are asked" in client_of(delegate).get(solution.get_absolute_url()).content.decode()
    post(delegate, at("co_author_confirm", solution))
    assert solution.co_authors.get().confirmed_at
    assert post(delegate, at("co_author_leave", solution)).status_code == 302
    assert not solution.co_authors.exists()


def test_a_name_that_several_bear_is_no_answer(solution: Solution, other_delegate: User) -> None:
    for number in range(2):
        twin = make_member(f"twin-{number}")
        User.objects.filter(pk=twin.pk).update(name="Nguyen Van An")
    response = post(other_delegate, at("co_author_invite", solution), user="Nguyen Van An")
    assert "Several members" in response.content.decode()


def test_assessing(solution: Solution, assessor: User, organiser: User, delegate: User) -> None:
    judged = in_assessment(solution, by=organiser)
    given = dict.fromkeys(Criterion.values, "4")
    assert client_of(assessor).get(at("assess", judged)).status_code == 200
    assert client_of(delegate).get(at("assess", judged)).status_code == 403
    assert post(assessor, at("assess", judged), **{**given, "effect": "6"}).status_code == 422
    assert post(assessor, at("assess", judged), **given, comment="Fine")["Location"].endswith("#assessment")
    assert Assessment.objects.get().comment == "Fine"
    blind = client_of(delegate).get(judged.get_absolute_url()).content.decode()
    assert "Fine" not in blind
    assert "Fine" in client_of(organiser).get(judged.get_absolute_url()).content.decode()


def test_deciding_remembers_what_was_in_force(
    solution: Solution, organiser: User, chair: User, delegate: User
) -> None:
    address = at("decide", solution)
    said = {"outcome": "accepted", "text": "Do it", "reasons": "It helps", "without_assessment": "on"}
    assert client_of(organiser).get(address).status_code == 403
    discussed(solution)
    assert client_of(delegate).get(address).status_code == 403
    assert client_of(organiser).get(address).status_code == 200
    assert post(organiser, address, **{**said, "reasons": ""}).status_code == 422
    assert post(organiser, address, **said).status_code == 302
    late = post(chair, address, **{**said, "outcome": "rejected"})
    assert late.status_code == 422
    assert "Another decision has been taken meanwhile" in late.content.decode()
    first = Decision.objects.get()
    page = client_of(chair).get(address)
    assert page.context["form"].initial["supersedes"] == first.pk
    assert post(chair, address, **{**said, "outcome": "rejected", "supersedes": first.pk}).status_code == 302
    assert Decision.objects.in_force().get().outcome == "rejected"


def test_deciding_without_assessment_asks_for_a_tick(
    solution: Solution, organiser: User, assessor: User
) -> None:
    address = at("decide", discussed(solution))
    page = client_of(organiser).get(address).content.decode()
    assert "No assessment yet" in page
    assert "0 portals sponsor it; 2 are needed for an assessment." in page
    said = {"outcome": "accepted", "text": "Do it", "reasons": "It helps"}
    refused = post(organiser, address, **said)
    assert (refused.status_code, "without_assessment" in refused.context["form"].errors) == (422, True)
    assert post(organiser, address, **said, without_assessment="on").status_code == 302
    assert (
        "decided without assessment" in client_of(assessor).get(solution.get_absolute_url()).content.decode()
    )


def test_deciding_after_an_assessment_asks_for_none(
    solution: Solution, organiser: User, assessor: User
) -> None:
    assess(in_assessment(solution, by=organiser), by=assessor)
    page = client_of(organiser).get(at("decide", solution))
    assert "No assessment yet" not in page.content.decode()
    assert "without_assessment" not in page.context["form"].fields


def test_trying_out(solution: Solution, organiser: User, other_delegate: User) -> None:
    decide(solution, by=organiser)
    address = at("pilot_start", solution)
    sent = {"owner": other_delegate.pk, "site": "Hue", "from_on": "2026-03-01", "until_on": "2026-02-01"}
    assert client_of(other_delegate).get(address).status_code == 200
    assert post(other_delegate, address, **sent).status_code == 422
    assert post(other_delegate, address, **{**sent, "until_on": "2026-04-01"}).status_code == 302
    report = at("pilot_report", solution, Pilot.objects.get().pk)
    assert client_of(other_delegate).get(report).status_code == 200
    assert post(other_delegate, report, succeeded="yes", result="").status_code == 422
    assert post(other_delegate, report, succeeded="yes", result="Works").status_code == 302
    solution.refresh_from_db()
    assert solution.state == "implemented"
    assert client_of(other_delegate).get(report).status_code == 403


def test_the_live_part_shows_the_state(problem: Problem, solution: Solution, delegate: User) -> None:
    client = client_of(delegate)
    assert "Submitted" in client.get(at("problem_status", problem)).content.decode()
    assert "Submitted" in client.get(at("solution_status", solution)).content.decode()


def test_rivals_stand_side_by_side(problem: Problem, delegate: User, other_delegate: User) -> None:
    assert client_of(delegate).get(at("compare", problem)).status_code == 200
    make_solution(delegate, problem, summary="One way", cost="")
    make_solution(other_delegate, problem, summary="Another way", cost="A million")
    page = client_of(delegate).get(at("compare", problem)).content.decode()
    assert page.index("One way") < page.index("Another way")
    assert page.count("not said") >= 1


def test_similar_items_are_offered(problem: Problem, delegate: User) -> None:
    page = client_of(delegate).get(reverse("proposals:similar"), {"title": "Late updates", "but": "x"})
    assert page.status_code == 200


Visit = Callable[[], str]


@pytest.mark.parametrize("who", ["outsider", None])
def test_strangers_find_no_page(
    problem: Problem, solution: Solution, who: str | None, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who) if who else None)
    for url in (problem.get_absolute_url(), solution.get_absolute_url(), at("compare", problem)):
        assert client.get(url).status_code == (404 if who else 302)
    assert client.get(reverse("api:problem-list")).json()["results"] == []
    assert client.get(reverse("api:problem-detail", args=[problem.number])).status_code == 404
