"""Who gets what answer from the read-only API: everybody, each what their pages show."""

from types import SimpleNamespace
from typing import Any

from tests.access import HIDDEN, Cast, members, visit
from tests.conferences.builders import make_conference, make_session
from tests.forums.builders import make_board, make_thread
from tests.library.builders import make_published
from tests.proposals.builders import make_problem, make_solution

READERS = members(200)


def build(cast: Cast) -> Any:
    """Make one of each kind, for members only where there is a choice."""
    conference = make_conference(host=cast.host, is_public=False)
    problem = make_problem(cast.delegate)
    thread = make_thread(cast.delegate, make_board())
    return SimpleNamespace(
        keys={
            "conference": conference.slug,
            "session": make_session(conference).pk,
            "problem": problem.number,
            "solution": make_solution(cast.delegate, problem).number,
            "practice": make_published(cast.delegate, cast.other_editor).slug,
            "board": thread.board.slug,
            "thread": thread.pk,
        },
        portal=cast.portal.slug,
    )


def key(kind: str) -> Any:
    return lambda it: [it.keys[kind]]


KINDS = ("conference", "session", "problem", "solution", "practice", "board", "thread")
ACCESS = [
    visit("schema"),
    visit("api:api-root"),
    visit("api:portal-list"),
    visit("api:portal-detail", args=lambda it: [it.portal]),
    *(visit(f"api:{kind}-list") for kind in KINDS),
    *(visit(f"api:{kind}-detail", HIDDEN, args=key(kind), **READERS) for kind in KINDS),
    visit("api:thread-posts", HIDDEN, args=key("thread"), **READERS),
]
