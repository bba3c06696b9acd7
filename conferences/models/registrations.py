"""A person's registration for a conference: at most one live one, with or without a seat."""

import base64
import secrets
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conferences.models.conferences import Conference
from conferences.models.team import TeamMember
from conferences.states import (
    LIVE,
    REGISTRATION,
    SEATED,
    Category,
    Listing,
    RegistrationState,
    SeatSource,
    TeamRole,
)
from core.models import Timestamped
from portals.models import Portal
from portals.states import Role

TICKET_BYTES = 20


def new_ticket() -> str:
    """Return a random ticket code of 160 bits: 32 letters and digits that can be typed."""
    return base64.b32encode(secrets.token_bytes(TICKET_BYTES)).decode("ascii")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Reads of the registrations."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see.

        Everybody sees the own ones, leads those of their portal, organisers those of their conference,
        admins all.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        led = [one.portal_id for one in user.active_memberships if one.role == Role.LEAD]
        organised = TeamMember.objects.filter(user=user, role=TeamRole.ORGANISER).values("conference")
        return self.filter(Q(user=user) | Q(portal__in=led) | Q(conference__in=organised))

    def live(self) -> Self:
        """Keep those that are neither declined nor withdrawn."""
        return self.filter(state__in=LIVE)

    def seated(self) -> Self:
        """Keep those that hold a seat: confirmed, or with an offer still open."""
        return self.filter(state__in=SEATED)

    def confirmed(self) -> Self:
        """Keep the confirmed ones."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def in_line(self) -> Self:
        """Keep those on the waiting list, the first to be seated first."""
        return self.filter(state=RegistrationState.WAITING).order_by("arrival")

    def offers_expired(self, now: datetime) -> Self:
        """Keep offers that were to be taken before `now`."""
        return self.filter(state=RegistrationState.OFFERED, offered_until__lte=now)

    def listed_for(self, user: Any, *, takes_part: bool) -> Self:
        """Keep confirmed people who let `user` read their names, and the own one."""
        agreed = [Listing.ALL, Listing.PARTICIPANTS] if takes_part else [Listing.ALL]
        own = Q(user=user) if user.is_authenticated else Q(pk__in=[])
        return self.confirmed().filter(Q(listing__in=agreed) | own)

    def with_people(self) -> Self:
        """Load the person and the portal along."""
        return self.select_related("user", "portal")


class Registration(Timestamped):
    """A place asked for, waited for, or held. `arrival` orders the waiting lists."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations", verbose_name=_("person")
    )
    portal = models.ForeignKey(
        Portal, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name=_("portal")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=RegistrationState, default=RegistrationState.REQUESTED
    )
    category = models.CharField(
        _("takes part as"), max_length=10, choices=Category, default=Category.DELEGATE
    )
    arrival = models.PositiveIntegerField(_("arrival"), editable=False)
    seat_source = models.CharField(_("seat from"), max_length=8, choices=SeatSource, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    listing = models.CharField(
        _("who may see my name"), max_length=12, choices=Listing, default=Listing.NOBODY
    )
    ticket = models.CharField(_("ticket"), max_length=40, unique=True, default=new_ticket, editable=False)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("conference", "arrival")
        constraints = [
            REGISTRATION.constraint("registration_state_known"),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="registration_category_known"
            ),
            models.CheckConstraint(
                condition=Q(listing__in=Listing.values), name="registration_listing_known"
            ),
            models.UniqueConstraint(
                fields=["conference", "user"], condition=Q(state__in=LIVE), name="registration_one_live"
            ),
            models.UniqueConstraint(fields=["conference", "arrival"], name="registration_arrival_once"),
            models.CheckConstraint(
                condition=Q(state__in=SEATED, seat_source__in=SeatSource.values)
                | (~Q(state__in=SEATED) & Q(seat_source="")),
                name="registration_seat_when_seated",
            ),
            models.CheckConstraint(
                condition=~Q(seat_source=SeatSource.PORTAL) | Q(portal__isnull=False),
                name="registration_portal_seat_has_portal",
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.OFFERED, offered_until__isnull=False)
                | (~Q(state=RegistrationState.OFFERED) & Q(offered_until=None)),
                name="registration_offer_has_deadline",
            ),
        ]
        indexes = [
            models.Index(fields=["conference", "state", "arrival"], name="registration_line"),
            models.Index(
                fields=["offered_until"],
                name="registration_offers",
                condition=Q(state=RegistrationState.OFFERED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.conference}"

    @property
    def record_label(self) -> str:
        """What the audit trail keeps as the name: the conference, never the person."""
        return str(self.conference)

    def get_absolute_url(self) -> str:
        """Return the page of the own registration."""
        return reverse("conferences:registration", args=[self.conference.slug])

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return REGISTRATION.tone(self.state)

    @property
    def is_live(self) -> bool:
        """Whether the registration is neither declined nor withdrawn."""
        return self.state in LIVE

    @property
    def is_confirmed(self) -> bool:
        """Whether the person has a seat for good."""
        return self.state == RegistrationState.CONFIRMED

    @property
    def typed_ticket(self) -> str:
        """The ticket code in groups of four, to be read aloud or typed."""
        return " ".join(self.ticket[at : at + 4] for at in range(0, len(self.ticket), 4))
