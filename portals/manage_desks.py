"""The desks of portals and people."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portals.desks import Desk, register_desks
from portals.models import Membership, Portal
from portals.policies import is_admin


@register_desks
def desks(user: Any) -> Iterable[Desk]:
    """Name the people desk of each portal one leads, and the admins' desks."""
    led = Portal.objects.filter(pk__in=user.led_portal_ids)
    yield from (_people_desk(portal) for portal in led)
    if is_admin(user):
        yield from _of_admins()


def _people_desk(portal: Portal) -> Desk:
    return Desk(
        _("People of %s") % portal.label,
        gettext_lazy("Approve requests, invite, give roles, end memberships."),
        reverse("portals:people", args=[portal.slug]),
        "people",
        Membership.objects.waiting().filter(portal=portal).count(),
    )


def _of_admins() -> Iterable[Desk]:
    waiting = Membership.objects.waiting().exclude(portal__memberships__role="lead").count()
    yield Desk(
        gettext_lazy("All portals"),
        gettext_lazy("Add and edit portals, name their leads, set up their sign-in."),
        reverse("portals:list"),
        "building",
        waiting,
    )
    yield Desk(
        gettext_lazy("Import portals"),
        gettext_lazy("Bring in a list from a CSV file: look first, then do it."),
        reverse("manage:import_portals"),
        "upload",
    )
    yield Desk(
        gettext_lazy("Audit trail"),
        gettext_lazy("Who did what, when, for which portal."),
        reverse("audit:trail"),
        "journal-text",
    )
    yield Desk(
        gettext_lazy("Registry"),
        gettext_lazy("Read and repair single records."),
        reverse("admin:index"),
        "tools",
    )
