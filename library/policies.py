"""Who may do what in the library."""

from typing import Any

from library.models import BestPractice
from library.states import EDITABLE, PRACTICE, READABLE, PracticeState
from portals.models import Portal
from portals.policies import is_editor
from portals.states import Role
from proposals.models import Solution
from proposals.states import SolutionState

FRUITFUL = (SolutionState.ACCEPTED, SolutionState.IN_PILOT, SolutionState.IMPLEMENTED)


def can_see_desk(user: Any) -> bool:
    """Members and admins have a desk, empty or not."""
    return bool(user.is_authenticated and (user.is_member or user.is_superuser))


def can_draft(user: Any) -> bool:
    """Members who act for a portal begin drafts; observers only read."""
    return bool(user.is_authenticated and user.portal and user.membership.role != Role.OBSERVER)


def can_draft_from(user: Any, solution: Solution) -> bool:
    """An accepted solution becomes a draft by whoever may draft."""
    return can_draft(user) and solution.state in FRUITFUL


def can_see_draft(user: Any, practice: BestPractice) -> bool:
    """The author, leads and editors of the owner; editors of others while it is in review; admins."""
    return practice.shows_draft_to(user)


def can_edit(user: Any, practice: BestPractice) -> bool:
    """The author and the owner's leads and editors, while it is a draft."""
    return practice.state in EDITABLE and practice.is_written_by(user)


def can_submit(user: Any, practice: BestPractice) -> bool:
    """Whoever may edit it may send it to review."""
    return can_edit(user, practice)


def can_review(user: Any, practice: BestPractice) -> bool:
    """An editor who acts for another portal than the owner's and did not write it."""
    return bool(
        practice.state == PracticeState.IN_REVIEW
        and is_editor(user)
        and user.pk != practice.author_id
        and reviewing_portal(user, practice) is not None
    )


def reviewing_portal(user: Any, practice: BestPractice) -> Portal | None:
    """Return the portal other than the owner's for which `user` is an editor, the one in force first."""
    portals = [one.portal for one in user.active_memberships if one.role == Role.EDITOR]
    others = [portal for portal in portals if portal.pk != practice.owner_id]
    return next((portal for portal in others if portal == user.portal), next(iter(others), None))


def can_verify(user: Any, practice: BestPractice) -> bool:
    """Whoever might have reviewed it may verify it again."""
    return bool(
        PRACTICE.allows("verify", practice.state)
        and is_editor(user)
        and user.pk != practice.author_id
        and reviewing_portal(user, practice) is not None
    )


def can_revise(user: Any, practice: BestPractice) -> bool:
    """The owner's people begin a new version."""
    return practice.state in READABLE and practice.is_written_by(user)


def can_retire(user: Any, practice: BestPractice) -> bool:
    """The owner's people and editors mark it as outdated, archive or replace it."""
    return bool(user.is_authenticated and (practice.is_written_by(user) or is_editor(user)))


def can_translate(user: Any, practice: BestPractice) -> bool:
    """Editors and the owner's people keep its language versions once it is verified."""
    return practice.is_readable and (is_editor(user) or practice.is_written_by(user))


def can_adopt(user: Any, practice: BestPractice) -> bool:
    """A lead or delegate declares for the own portal; the owner does not adopt its own practice."""
    return bool(
        user.is_authenticated
        and user.portal
        and user.portal.pk != practice.owner_id
        and user.has_role(Role.LEAD, Role.DELEGATE, Role.EDITOR, portal=user.portal)
        and practice.is_readable
    )


def can_import(user: Any) -> bool:
    """Editors and admins who act for a portal import practices as drafts."""
    return bool(user.is_authenticated and user.portal and (is_editor(user) or user.is_superuser))
