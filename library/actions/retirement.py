"""Taking a best practice out of use: outdated, archived, replaced, and the nightly check."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from core.announcing import announce
from core.errors import Refused
from library import facts, policies
from library.actions.best_practices import demand, locked
from library.actions.parties import adopters, owners
from library.models import BestPractice
from library.states import PRACTICE
from portals.models import User


@transaction.atomic
def outdate(practice: BestPractice, *, by: User, reason: str) -> BestPractice:
    """Say that it no longer holds; it stays readable, sinks in search, and adopters are told."""
    practice = locked(practice)
    demand(policies.can_retire(by, practice))
    PRACTICE.move(practice, "outdate", reason=reason, is_outdated=True)
    people = [*owners(practice), *adopters(practice)]
    announce(
        facts.PRACTICE_OUTDATED,
        by=by,
        acting_for=by.portal,
        about=practice,
        to=people,
        detail={"reason": reason},
    )
    return practice


@transaction.atomic
def archive(practice: BestPractice, *, by: User, reason: str) -> BestPractice:
    """Take it out of the library; its parties and the trail keep it."""
    practice = locked(practice)
    demand(policies.can_retire(by, practice))
    PRACTICE.move(practice, "archive", reason=reason)
    announce(
        facts.PRACTICE_ARCHIVED,
        by=by,
        acting_for=by.portal,
        about=practice,
        to=owners(practice),
        detail={"reason": reason},
    )
    return practice


@transaction.atomic
def supersede(practice: BestPractice, *, by: User, successor: BestPractice, reason: str) -> BestPractice:
    """Point readers from this practice to a verified one that replaces it; adopters are told."""
    practice = locked(practice)
    demand(policies.can_retire(by, practice))
    if successor.pk == practice.pk or not successor.is_readable:
        raise Refused(_("Choose another practice that is verified."), field="successor")
    PRACTICE.move(practice, "supersede", reason=reason, superseded_by=successor)
    announce(
        facts.PRACTICE_SUPERSEDED,
        by=by,
        acting_for=by.portal,
        about=practice,
        to=[*owners(practice), *adopters(practice)],
        detail={"reason": reason, "successor": successor.title},
    )
    return practice


@task()
def mark_due() -> int:
    """Mark practices whose verification has run out as due for review; return how many.

    Run once a day; running it twice changes nothing.
    """
    overdue = list(BestPractice.objects.overdue_on(timezone.localdate()).select_related("owner", "author"))
    for practice in overdue:
        with transaction.atomic():
            PRACTICE.move(practice, "mark_due")
            announce(facts.REVIEW_DUE, by=None, about=practice, to=owners(practice))
    return len(overdue)
