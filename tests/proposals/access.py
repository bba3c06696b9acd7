"""Who gets what answer at the addresses of problems and solutions.

Members read what is submitted; a draft exists for its writers alone. A button that one may not press
answers with the reason; a form sent without the right comes back with it.
"""

from types import SimpleNamespace
from typing import Any

from proposals.words import Criterion
from tests.access import HIDDEN, OK, REFUSED, SIGN_IN, Cast, Visit, visit
from tests.proposals.builders import (
    PROBLEM,
    SOLUTION,
    decide,
    in_assessment,
    make_conference,
    make_draft,
    make_problem,
    make_solution,
    make_solution_draft,
    start_pilot,
)

WRONG = 422  # the form again, with the reason beside its field
NOT_NOW = 409  # what is submitted saves itself no more
WRITING_ROLES = (
    "delegate", "editor", "lead", "other_delegate", "other_editor", "other_lead",
    "organiser", "chair", "assessor",
)  # fmt: skip
WRITERS = dict.fromkeys(WRITING_ROLES, OK)
TEAM = {"organiser": OK, "chair": OK}
STRANGERS = {"anonymous": SIGN_IN, "outsider": HIDDEN}


def build(cast: Cast) -> Any:
    """Make a problem of the delegate with rival solutions in several states, and drafts of the delegate."""
    people = cast.people
    team = {"organiser": people["organiser"], "chair": people["chair"], "assessor": people["assessor"]}
    conference = make_conference(cast.host, team=team)
    delegate, other = people["delegate"], people["other_delegate"]
    problem = make_problem(delegate, conference=conference)
    accepted, tried = make_solution(other, problem), make_solution(other, problem)
    for one in (accepted, tried):
        decide(one, by=people["organiser"])
    return SimpleNamespace(
        cast=cast,
        problem=problem,
        twin=make_problem(delegate, conference=conference),
        draft=make_draft(delegate),
        solution=make_solution(other, problem),
        judged=in_assessment(make_solution(other, problem), by=people["organiser"]),
        accepted=accepted,
        pilot=start_pilot(tried, by=other),
        tried=tried,
        idea=make_solution_draft(delegate, problem),
    )


def of(name: str) -> Any:
    """Address the object that `build` calls `name`."""
    return lambda it: [getattr(it, name).number]


def edge(name: str, word: str) -> Any:
    """Address an edge of the object that `build` calls `name`."""
    return lambda it: [getattr(it, name).number, word]


def on_pilot(it: Any) -> list[int]:
    """Address the running pilot."""
    return [it.tried.number, it.pilot.pk]


def for_members(name: str, what: str, **line: Any) -> Visit:
    """Make a line for a page that every member reads."""
    return visit(f"proposals:{name}", args=of(what), **STRANGERS, **line)


def own(name: str, what: str, **line: Any) -> Visit:
    """Make a line for what exists for the delegate alone."""
    return visit(f"proposals:{name}", HIDDEN, args=of(what), anonymous=SIGN_IN, delegate=OK, **line)


def form(name: str, what: str, **answers: int) -> Visit:
    """Make a line for the page of a form that is refused to all but those named."""
    return visit(f"proposals:{name}", REFUSED, args=of(what), **STRANGERS | answers)


def sent(name: str, what: str, post: Any, **answers: int) -> Visit:
    """Make a line for a form that comes back with the reason to all but those named."""
    return visit(f"proposals:{name}", WRONG, args=of(what), post=post, **STRANGERS | answers)


def button(name: str, args: Any, post: Any = None, **answers: int) -> Visit:
    """Make a line for a button that refuses all but those named."""
    return visit(f"proposals:{name}", REFUSED, args=args, post=post or {}, **STRANGERS | answers)


def themes(it: Any) -> list[int]:
    """Return the keys of the problem's themes."""
    return [theme.pk for theme in it.problem.themes.all()]


def problem_form(it: Any) -> dict[str, Any]:
    """Return a complete form of a problem."""
    return {**PROBLEM, "severity": "2", "urgency": "1", "themes": themes(it), "then": "submit"}


def solution_form(it: Any) -> dict[str, Any]:
    """Return a complete form of a solution."""
    return {**SOLUTION, "problems": it.problem.code, "then": "submit"}


def into(name: str) -> Any:
    """Return the form that merges into the object that `build` calls `name`."""
    return lambda it: {"into": getattr(it, name).code, "reason": "The same"}


SCORES = dict.fromkeys(Criterion.values, "4")
DECISION = {
    "outcome": "deferred",
    "text": "Later",
    "reasons": "No money this year",
    "without_assessment": "on",
}
AFTER = {"from_on": "2040-01-01", "until_on": "2040-02-01", "site": "Hue"}

LISTS = [
    visit("proposals:problem_list", anonymous=SIGN_IN),
    visit("proposals:problem_list", query="?format=csv", anonymous=SIGN_IN),
    visit("proposals:solution_list", anonymous=SIGN_IN),
    visit("proposals:similar", query="?title=Late+updates+of+forms", anonymous=SIGN_IN),
    visit("api:problem-list"),
    visit("api:problem-detail", args=of("problem"), anonymous=HIDDEN, outsider=HIDDEN),
    visit("api:problem-detail", HIDDEN, args=of("draft"), note="a draft"),
    visit("api:solution-list"),
    visit("api:solution-detail", args=of("solution"), anonymous=HIDDEN, outsider=HIDDEN),
    visit("api:solution-detail", HIDDEN, args=of("idea"), note="a draft"),
]
READING = [
    for_members("problem_detail", "problem"),
    own("problem_detail", "draft", note="a draft"),
    for_members("problem_status", "problem"),
    for_members("compare", "problem"),
    for_members("solution_detail", "judged"),
    for_members("solution_detail", "tried", note="in pilot"),
    own("solution_detail", "idea", note="a draft"),
    for_members("solution_status", "solution"),
]
WRITING = [
    visit("proposals:problem_new", REFUSED, anonymous=SIGN_IN, **WRITERS),
    visit("proposals:problem_new", REFUSED, post=problem_form, anonymous=SIGN_IN, **WRITERS),
    form("problem_edit", "twin", delegate=OK),
    own("problem_edit", "draft", note="a draft"),
    visit("proposals:problem_autosave_new", REFUSED, post={"title": "Half"}, **WRITERS),
    visit(
        "proposals:problem_autosave",
        HIDDEN,
        args=of("draft"),
        post={"title": "Half"},
        anonymous=REFUSED,
        delegate=OK,
    ),
    visit(
        "proposals:problem_autosave",
        NOT_NOW,
        args=of("problem"),
        post={"title": "Sly"},
        note="submitted",
        anonymous=REFUSED,
        outsider=HIDDEN,
    ),
    own("problem_discard", "draft", post={}),
    visit("proposals:solution_new", REFUSED, anonymous=SIGN_IN, **WRITERS),
    visit("proposals:solution_new", REFUSED, post=solution_form, anonymous=SIGN_IN, **WRITERS),
    form("solution_edit", "solution", other_delegate=OK),
    visit(
        "proposals:solution_writing",
        HIDDEN,
        args=of("idea"),
        post={},
        anonymous=REFUSED,
        delegate=OK,
    ),
    visit("proposals:solution_autosave_new", REFUSED, post=solution_form, **WRITERS),
    visit(
        "proposals:solution_autosave",
        HIDDEN,
        args=of("idea"),
        post=solution_form,
        anonymous=REFUSED,
        delegate=OK,
    ),
    own("solution_discard", "idea", post={}),
]
PROBLEMS = [
    button("problem_move", edge("twin", "ask"), {"reason": "How many?"}, **TEAM),
    button("problem_move", edge("problem", "withdraw"), {"reason": "Mine"}),
    button("problem_move", edge("twin", "withdraw"), {"reason": "Mine"}, delegate=OK, lead=OK),
    form("problem_merge", "twin", **TEAM),
    visit("proposals:problem_merge", REFUSED, args=of("twin"), post=into("problem"), **STRANGERS | TEAM),
    visit("proposals:affected", args=of("problem"), **STRANGERS),
    sent("affected", "problem", {"severity": "2"}, **WRITERS),
    button("affected_withdraw", of("problem")),
]
SUPPORT = [
    button("solution_move", edge("solution", "discuss"), **TEAM),
    button(
        "solution_move",
        edge("solution", "withdraw"),
        {"reason": "Mine"},
        other_delegate=OK,
        other_lead=OK,
    ),
    form("solution_merge", "solution", **TEAM),
    sent("solution_merge", "solution", into("judged"), **TEAM),
    button("sponsor", of("solution"), lead=OK),
    button("sponsor_withdraw", of("solution")),
    form("endorse", "solution", lead=OK),
    sent("endorse", "solution", {"stance": "endorse"}, lead=OK),
    visit("proposals:co_author_invite", args=of("solution"), **STRANGERS),
    sent("co_author_invite", "solution", {"user": "delegate@interportal.example"}, other_delegate=OK),
    button("co_author_confirm", of("solution")),
    button("co_author_leave", of("solution")),
]
JUDGING = [
    form("assess", "judged", assessor=OK),
    sent("assess", "judged", SCORES, assessor=OK),
    form("decide", "judged", **TEAM),
    sent("decide", "judged", DECISION, **TEAM),
    form("pilot_start", "accepted", other_delegate=OK, other_lead=OK, **TEAM),
    sent(
        "pilot_start",
        "accepted",
        lambda it: {**AFTER, "owner": it.cast.people["other_delegate"].pk},
        other_delegate=OK,
        other_lead=OK,
        **TEAM,
    ),
    visit(
        "proposals:pilot_report", REFUSED, args=on_pilot, other_delegate=OK, other_lead=OK, **STRANGERS | TEAM
    ),
    visit(
        "proposals:pilot_report",
        WRONG,
        args=on_pilot,
        post={"succeeded": "yes", "result": "Works"},
        other_delegate=OK,
        other_lead=OK,
        **STRANGERS | TEAM,
    ),
]
ACCESS = [*LISTS, *READING, *WRITING, *PROBLEMS, *SUPPORT, *JUDGING]
