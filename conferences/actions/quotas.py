"""Setting how many seats a conference has and for whom they are kept."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conferences import facts, policies
from conferences.actions import seats
from conferences.models import Conference, PortalQuota
from core.announcing import announce
from core.errors import NotAllowed, Refused
from portals.models import Portal, User


@transaction.atomic
def set_seats(conference: Conference, *, capacity: int, quotas: Mapping[Portal, int], by: User) -> Conference:
    """Set the seats in all and per portal; what is left over is the common pool.

    `quotas` is the whole list: portals that are missing or have 0 lose their seats. New room is passed on
    to the waiting in the same transaction. Locks the conference. Announces `conference.seats_set`. Raises
    NotAllowed, and Refused when the quotas exceed the capacity or any number would fall below what is taken.
    """
    conference = seats.lock(conference)
    if not policies.can_manage(by, conference):
        raise NotAllowed(_("Only the organisers of this conference set its seats."))
    common = capacity - sum(quotas.values())
    _refuse_too_few(conference, common, quotas)
    _write(conference, capacity, common, quotas)
    announce(
        facts.SEATS_SET,
        by=by,
        acting_for=by.portal,
        about=conference,
        detail={"capacity": capacity, "common": common, "quotas": _named(quotas)},
    )
    seats.pass_on(conference)
    return conference


def _refuse_too_few(conference: Conference, common: int, quotas: Mapping[Portal, int]) -> None:
    if common < 0:
        raise Refused(_("The portals have more seats than there are in all."), field="capacity")
    if common < conference.common_taken:
        raise Refused(
            _("%(taken)s common seats are taken already; this would leave %(left)s.")
            % {"taken": conference.common_taken, "left": common},
            field="capacity",
        )
    for quota in conference.quotas.select_related("portal"):
        if quotas.get(quota.portal, 0) < quota.taken:
            raise Refused(
                _("%(portal)s has %(taken)s seats taken already; give at least as many.")
                % {"portal": quota.portal, "taken": quota.taken},
                field=f"portal_{quota.portal_id}",
            )


def _write(conference: Conference, capacity: int, common: int, quotas: Mapping[Portal, int]) -> None:
    """Write the numbers; constraints hold after every statement."""
    conference.capacity, conference.common_pool = capacity, common
    conference.save(update_fields=["capacity", "common_pool", "changed_at"])
    wanted = {portal: count for portal, count in quotas.items() if count}
    conference.quotas.exclude(portal__in=wanted).delete()
    rows = [
        PortalQuota(conference=conference, portal=portal, seats=count) for portal, count in wanted.items()
    ]
    PortalQuota.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["conference", "portal"], update_fields=["seats"]
    )


def _named(quotas: Mapping[Portal, int]) -> dict[str, int]:
    return {portal.slug: count for portal, count in quotas.items() if count}
