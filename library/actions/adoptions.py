"""The verbs of an adoption: a portal declares how far it is with a practice, and what came of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from core.search.indexing import touch
from core.trace.chain import link
from library import facts, policies
from library.actions.parties import owners
from library.models import Adoption, BestPractice
from library.states import ADOPTION, AdoptionState
from portals.models import User
from portals.policies import demand_portal

BEGINNINGS = (AdoptionState.INTERESTED, AdoptionState.PLANNED, AdoptionState.IN_USE)


@transaction.atomic
def declare(
    practice: BestPractice, *, by: User, state: str = AdoptionState.INTERESTED, adaptation: str = ""
) -> Adoption:
    """Declare that the portal `by` acts for is interested in, plans or uses `practice`.

    Declaring again returns the adoption there is, unchanged. Raises NotAllowed for the owner's own
    people, observers and people without a portal; Refused for other states.
    """
    portal = demand_portal(by)
    if not policies.can_adopt(by, practice):
        raise NotAllowed(_("Your portal cannot adopt this practice: it is your own, or you only observe."))
    if state not in BEGINNINGS:
        raise Refused(_("Begin with interested, planned or in use."), field="state")
    adoption, made = Adoption.objects.get_or_create(
        practice=practice,
        portal=portal,
        defaults={"state": state, "adaptation": adaptation, "declared_by": by},
    )
    if made:
        link(practice, adoption)
        _tell(facts.ADOPTIONS[str(state)], adoption, by)
    return adoption


@transaction.atomic
def advance(adoption: Adoption, edge: str, *, by: User, adaptation: str | None = None) -> Adoption:
    """Move along `plan` or `use`; only the portal's own people may."""
    adoption = _own(adoption, by)
    changes: dict[str, Any] = {} if adaptation is None else {"adaptation": adaptation}
    if edge not in {"plan", "use"}:
        raise Refused(_("An outcome is reported with its own form."))
    ADOPTION.move(adoption, edge, **changes)
    _tell(facts.ADOPTIONS[str(adoption.state)], adoption, by)
    return adoption


@transaction.atomic
def report(adoption: Adoption, *, by: User, outcome: str, usefulness: int) -> Adoption:
    """Report what came of it and how useful it was, 1 to 5; the owner is told.

    Reporting again replaces the report; the former stays in the trail by date. Raises Refused (field)
    when the outcome is blank or the mark is out of range.
    """
    adoption = _own(adoption, by)
    if not outcome.strip():
        raise Refused(_("Say in a sentence what came of it."), field="outcome")
    if not 1 <= usefulness <= 5:
        raise Refused(_("Give a mark from 1 to 5."), field="usefulness")
    ADOPTION.move(adoption, "report", outcome=outcome, usefulness=usefulness, outcome_at=timezone.now())
    _tell(facts.OUTCOME_REPORTED, adoption, by)
    return adoption


@transaction.atomic
def stop(adoption: Adoption, *, by: User, reason: str) -> Adoption:
    """Say that the portal does not use it any more, and why."""
    adoption = _own(adoption, by)
    ADOPTION.move(adoption, "stop", reason=reason)
    _tell(facts.ADOPTION_STOPPED, adoption, by, reason=reason)
    return adoption


def _own(adoption: Adoption, by: User) -> Adoption:
    """Lock the adoption; raise NotAllowed unless `by` acts for its portal."""
    mine = Adoption.objects.select_for_update().with_parties().get(pk=adoption.pk)
    if by.portal != mine.portal or not policies.can_adopt(by, mine.practice):
        raise NotAllowed(_("Only people who act for %(portal)s may change this.") % {"portal": mine.portal})
    return mine


def _tell(fact: Fact, adoption: Adoption, by: User, **detail: Any) -> None:
    announce(
        fact,
        by=by,
        acting_for=adoption.portal,
        about=adoption.practice,
        to=owners(adoption.practice),
        detail={"state": str(adoption.state), **detail},
        url=adoption.get_absolute_url(),
    )
    touch(adoption.practice)
