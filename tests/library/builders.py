"""Builders of the library."""

from itertools import count
from typing import Any

from library.actions import best_practices
from library.models import BestPractice
from portals.models import User

number = count(1)
TEXT = {
    "summary": "One desk answers all citizens.",
    "problem_solved": "Citizens were sent from door to door.",
    "setting": "A ministry with twelve departments.",
    "steps": "1. Name one desk.\n2. Route everything there.",
    "results": "Answers in two days instead of nine.",
}


def make_draft(by: User, **fields: Any) -> BestPractice:
    """Make a draft that could go to review."""
    values = {"title": f"One desk for all, number {next(number)}", "language": "en"} | TEXT | fields
    return best_practices.draft(by=by, **values)


def make_in_review(by: User, **fields: Any) -> BestPractice:
    """Make a practice that waits for a reviewer."""
    return best_practices.submit(make_draft(by, **fields), by=by)


def make_published(by: User, reviewer: User, **fields: Any) -> BestPractice:
    """Make a practice that `reviewer` verified."""
    return best_practices.publish(make_in_review(by, **fields), by=reviewer)
