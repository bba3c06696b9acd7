"""Seats: taken by conditional update, given back, and passed on to whoever waits.

Every verb that touches seats first calls `lock`. The order of locks is conference, quota, registration.
The update that takes a seat carries its own condition, and a check constraint repeats it, so neither a
race nor a mistake in a verb can sell a seat twice.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from conferences import facts
from conferences.actions import welcome
from conferences.models import Conference, PortalQuota, Registration
from conferences.states import REGISTRATION, ConferenceState, RegistrationState, SeatSource
from core.announcing import announce
from core.text.zones import offset_words
from portals.models import Portal


def lock(conference: Conference) -> Conference:
    """Return `conference` as it is now, locked until the transaction ends.

    On PostgreSQL the row is locked; on SQLite the immediate transaction already excludes other writers.
    """
    return Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)


def next_arrival(conference: Conference) -> int:
    """Count one more registration and return its number; `conference` must be locked."""
    Conference.objects.filter(pk=conference.pk).update(arrivals=F("arrivals") + 1)
    return Conference.objects.values_list("arrivals", flat=True).get(pk=conference.pk)


def claim(conference: Conference, portal: Portal | None) -> str:
    """Take a seat, the portal's first, else a common one; return its source, or "" when none is free."""
    if portal is not None and claim_of_portal(conference, portal):
        return SeatSource.PORTAL
    return SeatSource.COMMON if claim_common(conference) else ""


def claim_of_portal(conference: Conference, portal: Portal) -> bool:
    """Take one of the portal's seats if one is free."""
    free = PortalQuota.objects.filter(conference=conference, portal=portal, taken__lt=F("seats"))
    if not free.update(taken=F("taken") + 1):
        return False
    Conference.objects.filter(pk=conference.pk).update(seats_taken=F("seats_taken") + 1)
    return True


def claim_common(conference: Conference) -> bool:
    """Take a seat of the common pool if one is free."""
    free = Conference.objects.filter(pk=conference.pk, common_taken__lt=F("common_pool"))
    return bool(free.update(common_taken=F("common_taken") + 1, seats_taken=F("seats_taken") + 1))


def give_back(conference: Conference, source: str, portal: Portal | None) -> None:
    """Free a seat that was taken from `source`."""
    row = Conference.objects.filter(pk=conference.pk)
    if source == SeatSource.COMMON:
        row.update(common_taken=F("common_taken") - 1, seats_taken=F("seats_taken") - 1)
    elif source == SeatSource.PORTAL:
        PortalQuota.objects.filter(conference=conference, portal=portal).update(taken=F("taken") - 1)
        row.update(seats_taken=F("seats_taken") - 1)


@transaction.atomic
def pass_on(conference: Conference) -> list[Registration]:
    """Give every free seat to the first in line who is entitled to it; return who was served.

    A portal's seats go to its own people by arrival; when none of them waits, its people on common seats
    move over, so that the common pool serves the others. `conference` must be locked.
    """
    if not _is_ahead(conference) or not _line(conference).exists():
        return []
    served: list[Registration] = []
    for quota in conference.quotas.filter(taken__lt=F("seats")).select_related("portal"):
        served += _fill_quota(conference, quota)
    return served + _fill_pool(conference)


def _is_ahead(conference: Conference) -> bool:
    """Tell whether seats are still worth something: the conference is on and not over."""
    on = conference.state in (ConferenceState.PUBLISHED, ConferenceState.RUNNING)
    return on and timezone.now() < conference.ends_at


def _line(conference: Conference) -> QuerySet[Registration]:
    return conference.registrations.in_line().select_related("user", "portal", "conference")


def _fill_quota(conference: Conference, quota: PortalQuota) -> list[Registration]:
    served = []
    for registration in _line(conference).filter(portal=quota.portal)[: quota.left]:
        if claim_of_portal(conference, quota.portal):
            served.append(_serve(registration, SeatSource.PORTAL))
    if len(served) < quota.left:
        _move_over(conference, quota.portal)
    return served


def _move_over(conference: Conference, portal: Portal) -> None:
    """Seat the portal's people who sit on common seats on the portal's own free seats."""
    commoners = conference.registrations.seated().filter(portal=portal, seat_source=SeatSource.COMMON)
    for registration in commoners.order_by("arrival"):
        if not claim_of_portal(conference, portal):
            return
        give_back(conference, SeatSource.COMMON, None)
        registration.seat_source = SeatSource.PORTAL
        registration.save(update_fields=["seat_source", "changed_at"])


def _fill_pool(conference: Conference) -> list[Registration]:
    conference.refresh_from_db(fields=["common_pool", "common_taken"])
    line = _line(conference)[: conference.common_left]
    return [_serve(registration, SeatSource.COMMON) for registration in line if claim_common(conference)]


def _serve(registration: Registration, source: str) -> Registration:
    """Offer the claimed seat, or confirm at once when the conference does not ask back."""
    until = deadline(registration.conference)
    if until is None:
        welcome.seat(registration, source, by=None)
        return registration
    REGISTRATION.move(registration, "offer", seat_source=source, offered_until=until)
    conference = registration.conference
    shown = (
        f"{until.astimezone(conference.zone):%Y-%m-%d %H:%M} ({offset_words(until, conference.time_zone)})"
    )
    announce(
        facts.OFFERED,
        by=None,
        about=registration,
        to=[registration.user],
        detail={"until": shown},
    )
    return registration


def deadline(conference: Conference) -> datetime | None:
    """Return until when a seat offered now can be taken, or None when it is confirmed without asking.

    That is `offer_hours` from now, at the latest the beginning of the first day; from then on seats are
    confirmed at once.
    """
    now = timezone.now()
    until = min(now + timedelta(hours=conference.offer_hours), conference.starts_at)
    return until if until > now else None


def places(registration: Registration) -> tuple[int | None, int | None]:
    """Return the place in the line of the own portal (None without quota) and in the common line."""
    if registration.state != RegistrationState.WAITING:
        return None, None
    ahead = registration.conference.registrations.in_line().filter(arrival__lt=registration.arrival)
    common = ahead.count() + 1
    if not registration.conference.quotas.filter(portal=registration.portal_id).exists():
        return None, common
    return ahead.filter(portal=registration.portal_id).count() + 1, common
