""" "We have this too": a portal says that a problem is its own as well."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from portals.models import User
from portals.policies import demand_portal
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import parties_of_problem, told
from proposals.models import AffectedPortal, Problem
from proposals.policies import can_tell_affected


@transaction.atomic
def tell(problem: Problem, *, by: User, severity: int, note: str = "") -> AffectedPortal:
    """Say that the portal `by` acts for has the problem too, or change what it said.

    One row per portal. Announces PORTAL_AFFECTED or PORTAL_AFFECTED_CHANGED to the parties. Raises
    NotAllowed for observers and for problems that are settled.
    """
    locked, portal = lock(problem), demand_portal(by)
    if not can_tell_affected(by, locked):
        raise NotAllowed(_("Only members who write for a portal say so, while the problem is not settled."))
    row, made = AffectedPortal.objects.update_or_create(
        problem=locked, portal=portal, defaults={"severity": severity, "note": note, "by": by}
    )
    announce(
        facts.PORTAL_AFFECTED if made else facts.PORTAL_AFFECTED_CHANGED,
        by=by,
        acting_for=portal,
        about=locked,
        to=parties_of_problem(locked),
        live=[told(locked, "affected")],
        detail={"severity": int(severity)},
    )
    return row


@transaction.atomic
def withdraw(problem: Problem, *, by: User) -> None:
    """Say that the portal `by` acts for does not have the problem any more.

    Announces PORTAL_UNAFFECTED. The portal that reported the problem stays. Raises NotAllowed, Refused.
    """
    locked, portal = lock(problem), demand_portal(by)
    if not can_tell_affected(by, locked):
        raise NotAllowed
    if portal.pk == locked.portal_id:
        raise Refused(_("Your portal reported this problem. Withdraw the problem itself instead."))
    if not AffectedPortal.objects.filter(problem=locked, portal=portal).delete()[0]:
        raise Refused(_("Your portal has not said that it has this problem."))
    announce(
        facts.PORTAL_UNAFFECTED,
        by=by,
        acting_for=portal,
        about=locked,
        live=[told(locked, "affected")],
    )
