"""Problems, solutions and what becomes of them."""

from proposals.models.assessments import Assessment
from proposals.models.decisions import Decision
from proposals.models.numbers import Counter
from proposals.models.pilots import Pilot
from proposals.models.problems import AffectedPortal, Problem
from proposals.models.solutions import Answer, CoAuthor, Solution
from proposals.models.support import Endorsement, Sponsorship

__all__ = [
    "AffectedPortal",
    "Answer",
    "Assessment",
    "CoAuthor",
    "Counter",
    "Decision",
    "Endorsement",
    "Pilot",
    "Problem",
    "Solution",
    "Sponsorship",
]
