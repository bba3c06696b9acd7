"""Which buttons a person finds on a best practice."""

from dataclasses import dataclass
from typing import Any

from core.transitions import Edge
from library import policies
from library.models import BestPractice
from library.states import PRACTICE


@dataclass(frozen=True)
class Button:
    """An edge this person may take now."""

    edge: Edge
    is_main: bool = False


ASKED = {
    "submit": policies.can_submit,
    "publish": policies.can_review,
    "request_changes": policies.can_review,
    "revise": policies.can_revise,
    "verify": policies.can_verify,
    "outdate": policies.can_retire,
    "archive": policies.can_retire,
    "supersede": policies.can_retire,
}
MAIN = {"submit", "publish"}


def buttons_for(user: Any, practice: BestPractice) -> list[Button]:
    """Return the edges that leave the practice's state and that `user` may take, in order."""
    return [
        Button(edge, edge.name in MAIN)
        for edge in PRACTICE.edges_from(practice.state)
        if edge.name in ASKED and ASKED[edge.name](user, practice)
    ]
