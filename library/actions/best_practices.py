"""The verbs of a best practice: draft, send to review, publish, keep fresh."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.announcing import announce
from core.attachments.actions import attach
from core.errors import NotAllowed, Refused, Sentence
from core.models import label_of
from core.text.slugs import free_slug
from core.trace.chain import link
from core.writing import EditedMeanwhile
from forums.actions import boards, threads
from library import facts, policies
from library.actions.dates import months_later
from library.actions.parties import editors_elsewhere, owners
from library.models import BestPractice, PracticeVersion
from library.states import EDITABLE, PRACTICE, Evidence, PracticeState
from portals.models import Portal, Theme, User
from portals.policies import demand_portal
from proposals.models import Solution

NEEDED = ("problem_solved", "setting", "steps", "results")


def locked(practice: BestPractice) -> BestPractice:
    """Return a fresh copy of `practice`, its row locked until the end of the transaction."""
    return BestPractice.objects.select_for_update().get(pk=practice.pk)


def demand(allowed: bool, sentence: Sentence | None = None) -> None:
    """Raise NotAllowed with `sentence` unless `allowed`."""
    if not allowed:
        raise NotAllowed(sentence)


@transaction.atomic
def draft(
    *,
    by: User,
    themes: Iterable[Theme] = (),
    files: Iterable[UploadedFile] = (),
    origin: Solution | None = None,
    **fields: Any,
) -> BestPractice:
    """Begin a draft owned by the portal `by` acts for; nobody else sees it yet.

    Raises NotAllowed for observers and people without a portal, Refused (field `files`) for bad files.
    """
    portal = demand_portal(by)
    demand(policies.can_draft(by), _("Observers read the library; they do not write in it."))
    fields.setdefault("language", by.language)
    slug = free_slug(BestPractice, fields.get("title", ""), "practice")
    practice = BestPractice.objects.create(
        slug=slug, owner=portal, author=by, changed_by=by, origin=origin, **fields
    )
    practice.themes.set(themes)
    attach(practice, files, by=by)
    for step in _way_of(origin):
        link(step, practice)
    announce(facts.PRACTICE_DRAFTED, by=by, acting_for=portal, about=practice)
    return practice


def _way_of(origin: Solution | None) -> list[Any]:
    """Return the solution with everything that became of it: assessments, decisions, pilots."""
    if origin is None:
        return []
    return [origin, *origin.assessments.all(), *origin.decisions.all(), *origin.pilots.all()]


@transaction.atomic
def draft_from(solution: Solution, *, by: User) -> BestPractice:
    """Begin a draft prefilled from an accepted solution, its problems and its pilot; links both.

    Raises NotAllowed unless the solution was accepted, and Refused when a practice came from it already.
    """
    demand(policies.can_draft_from(by, solution), _("Only an accepted solution becomes a best practice."))
    if solution.practices.exclude(state=PracticeState.ARCHIVED).exists():
        raise Refused(_("A best practice has been begun from this solution already."))
    problems = list(solution.problems.prefetch_related("themes"))
    themes = {theme for problem in problems for theme in problem.themes.all()}
    return draft(by=by, origin=solution, themes=themes, **_prefilled(solution, problems))


def _prefilled(solution: Solution, problems: list[Any]) -> dict[str, Any]:
    return {
        "title": solution.title,
        "summary": solution.summary[:600],
        "language": solution.language,
        "problem_solved": "\n\n".join(f"**{one.title}**\n\n{one.what_happens}" for one in problems),
        "steps": solution.steps,
        "cost": solution.cost,
        "people": solution.effort,
        "time_needed": solution.time_needed,
        "legal_basis": solution.legal_basis,
        "results": solution.benefit,
        "what_did_not_work": solution.risks,
        "evidence": Evidence.PILOTED if solution.state == "implemented" else Evidence.REPORTED,
    }


@transaction.atomic
def save(
    practice: BestPractice,
    *,
    by: User,
    revision: int | None = None,
    themes: Iterable[Theme] | None = None,
    files: Iterable[UploadedFile] = (),
    **fields: Any,
) -> BestPractice:
    """Change the working copy and add files; what the public reads stays until the next publication.

    `revision` is the one `by` began from: EditedMeanwhile when somebody else has saved since. Raises
    NotAllowed unless it is a draft of one's own portal.
    """
    practice = locked(practice)
    demand(policies.can_edit(by, practice), _("This can be changed only as a draft, by those who own it."))
    if revision is not None and revision != practice.revision:
        raise EditedMeanwhile(practice)
    for name, value in fields.items():
        setattr(practice, name, value)
    practice.revision, practice.changed_by = practice.revision + 1, by
    practice.save()
    if themes is not None:
        practice.themes.set(themes)
    attach(practice, files, by=by)
    announce(facts.PRACTICE_CHANGED, by=by, acting_for=by.portal, about=practice)
    return practice


@transaction.atomic
def submit(practice: BestPractice, *, by: User) -> BestPractice:
    """Send a draft to review; editors of other portals are told.

    Raises Refused when a section that reviewers need is empty.
    """
    practice = locked(practice)
    demand(policies.can_submit(by, practice) or practice.state not in EDITABLE)
    missing = [label_of(practice, name) for name in NEEDED if not getattr(practice, name)]
    if missing:
        raise Refused(
            _("Still to be written before review: %(sections)s.") % {"sections": ", ".join(missing)}
        )
    PRACTICE.move(practice, "submit")
    announce(
        facts.PRACTICE_SUBMITTED, by=by, acting_for=by.portal, about=practice, to=editors_elsewhere(practice)
    )
    return practice


@transaction.atomic
def request_changes(practice: BestPractice, *, by: User, reason: str) -> BestPractice:
    """Give a draft back with what is to be changed; the author and the owner's lead are told."""
    practice = locked(practice)
    _demand_reviewer(by, practice)
    PRACTICE.move(practice, "request_changes", reason=reason)
    announce(
        facts.CHANGES_REQUESTED,
        by=by,
        acting_for=policies.reviewing_portal(by, practice),
        about=practice,
        to=owners(practice),
        detail={"reason": reason},
    )
    return practice


@transaction.atomic
def publish(practice: BestPractice, *, by: User, note: str = "") -> BestPractice:
    """Verify and publish what is in review as the next version, readable at once, with a thread beside it.

    Verified until the review interval from today has passed. Raises NotAllowed for the author, for
    editors of the owner's portal and for everybody else but editors; StaleState when it was decided on.
    """
    practice = locked(practice)
    _demand_reviewer(by, practice)
    number = practice.version + 1
    PRACTICE.move(practice, "publish", version=number, **_verification(practice, by))
    PracticeVersion.objects.create(
        practice=practice, number=number, note=note, published_by=by, **practice.text()
    )
    threads.open_about(practice, board=boards.commons(), title=practice.title, by=by)
    announce(
        facts.PRACTICE_PUBLISHED,
        by=by,
        acting_for=practice.verified_for,
        about=practice,
        to=[*owners(practice), *_origin_people(practice)],
        detail={"version": number},
    )
    return practice


def _demand_reviewer(by: User, practice: BestPractice) -> None:
    decided = practice.state != PracticeState.IN_REVIEW
    sentence = _("A best practice is reviewed by an editor of another portal who did not write it.")
    demand(policies.can_review(by, practice) or (decided and policies.can_retire(by, practice)), sentence)


def _verification(practice: BestPractice, by: User) -> dict[str, Any]:
    portal: Portal | None = policies.reviewing_portal(by, practice)
    return {
        "verified_by": by,
        "verified_for": portal,
        "verified_at": timezone.now(),
        "verified_until": months_later(timezone.localdate(), practice.review_interval_months),
        "is_outdated": False,
    }


def _origin_people(practice: BestPractice) -> list[User]:
    return [practice.origin.author] if practice.origin else []


@transaction.atomic
def revise(practice: BestPractice, *, by: User) -> BestPractice:
    """Begin a new version: the working copy may be changed, the verified version stays readable."""
    practice = locked(practice)
    demand(policies.can_revise(by, practice))
    PRACTICE.move(practice, "revise")
    announce(facts.PRACTICE_REVISED, by=by, acting_for=by.portal, about=practice)
    return practice


@transaction.atomic
def verify(practice: BestPractice, *, by: User) -> BestPractice:
    """Confirm that the practice still holds, for another review interval from today."""
    practice = locked(practice)
    demand(policies.can_verify(by, practice), _("It is verified by an editor of another portal."))
    PRACTICE.move(practice, "verify", **_verification(practice, by))
    announce(
        facts.PRACTICE_VERIFIED,
        by=by,
        acting_for=practice.verified_for,
        about=practice,
        to=owners(practice),
        detail={"until": str(practice.verified_until)},
    )
    return practice
