"""Writing together: invite, confirm, leave."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused, StaleState
from core.facts import Fact
from portals.models import User
from portals.policies import demand_portal
from proposals import facts
from proposals.actions.edits import lock
from proposals.actions.parties import told
from proposals.models import CoAuthor, Endorsement, Solution, Sponsorship
from proposals.policies import can_write
from proposals.states import EDITABLE_SOLUTION


@transaction.atomic
def invite(solution: Solution, user: User, *, by: User) -> CoAuthor:
    """Ask `user` to write along; announces COAUTHOR_INVITED to them alone.

    The invited person reads the draft, but edits and is named only after confirming. The author may.
    Raises NotAllowed, and Refused for people who cannot write for a portal or are asked already.
    """
    locked = lock(solution)
    if locked.author_id != by.pk or locked.state not in EDITABLE_SOLUTION:
        raise NotAllowed(_("Only the author invites co-authors, before the assessment begins."))
    if user == by or not can_write(user):
        raise Refused(_("Choose another member who writes for a portal."), field="user")
    row, made = CoAuthor.objects.get_or_create(
        solution=locked, user=user, defaults={"portal": demand_portal(user), "invited_by": by}
    )
    if not made:
        raise Refused(_("This person has been asked already."), field="user")
    announce(facts.COAUTHOR_INVITED, by=by, acting_for=locked.portal, about=locked, to=[user])
    return row


@transaction.atomic
def confirm(solution: Solution, *, by: User) -> CoAuthor:
    """Accept the invitation, for the portal one acts for; announces COAUTHOR_CONFIRMED to the author.

    That portal no longer sponsors or endorses the solution, which is its own now. Raises NotAllowed
    without an invitation, StaleState when it is confirmed already.
    """
    locked, portal = lock(solution), demand_portal(by)
    row = CoAuthor.objects.select_for_update().filter(solution=locked, user=by).first()
    if row is None or not can_write(by):
        raise NotAllowed
    if row.confirmed_at:
        raise StaleState
    row.portal, row.confirmed_at = portal, timezone.now()
    row.save(update_fields=["portal", "confirmed_at"])
    Sponsorship.objects.filter(solution=locked, portal=portal).delete()
    Endorsement.objects.filter(solution=locked, portal=portal).delete()
    _announce(facts.COAUTHOR_CONFIRMED, locked, by)
    return row


@transaction.atomic
def leave(solution: Solution, *, by: User) -> None:
    """Decline the invitation or stop writing along; announces COAUTHOR_LEFT to the author.

    Raises NotAllowed without an invitation.
    """
    locked = lock(solution)
    if not CoAuthor.objects.filter(solution=locked, user=by).delete()[0]:
        raise NotAllowed
    _announce(facts.COAUTHOR_LEFT, locked, by)


def _announce(fact: Fact, solution: Solution, by: User) -> None:
    live = [told(solution, "support")]
    announce(fact, by=by, acting_for=by.portal, about=solution, to=[solution.author], live=live)
