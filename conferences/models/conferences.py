"""A conference, its seats and its team."""

from datetime import datetime, time, tzinfo
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conferences.states import CONFERENCE, Approval, ConferenceState, RegistrationState, TeamRole
from core.models import Timestamped
from forums.models import Board
from portals.models import Portal
from portals.models.users import known_zone
from portals.states import Role


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Reads of the conferences."""

    def visible_to(self, user: Any) -> Self:
        """Keep what `user` may see.

        Everybody sees what is public and announced, members whatever is announced, and drafts only the
        team, the leads and organisers of the host portal and admins.
        """
        announced = ~Q(state=ConferenceState.DRAFT)
        if not user.is_authenticated:
            return self.filter(announced, is_public=True)
        if user.is_superuser:
            return self
        tasks = user.conference_roles.values("conference")
        if not user.is_member:
            return self.filter(announced & Q(is_public=True) | Q(pk__in=tasks))
        hosted = [m.portal_id for m in user.active_memberships if m.role in (Role.LEAD, Role.ORGANISER)]
        return self.filter(announced | Q(host__in=hosted) | Q(pk__in=tasks))

    def announced(self) -> Self:
        """Keep all but drafts."""
        return self.exclude(state=ConferenceState.DRAFT)

    def under_way(self) -> Self:
        """Keep those that are running now."""
        return self.filter(state=ConferenceState.RUNNING)

    def upcoming(self) -> Self:
        """Keep the announced ones that have not begun."""
        return self.filter(state=ConferenceState.PUBLISHED)

    def attended_by(self, user: Any) -> Self:
        """Keep those for which `user` is confirmed."""
        state = RegistrationState.CONFIRMED
        return self.filter(registrations__user=user, registrations__state=state)

    def organised_by(self, user: Any) -> Self:
        """Keep those whose organisers include `user`."""
        return self.filter(team__user=user, team__role=TeamRole.ORGANISER)

    def with_host(self) -> Self:
        """Load the host portal along."""
        return self.select_related("host")

    def with_counts(self) -> Self:
        """Add `session_count`, the number of sessions in the programme."""
        return self.annotate(session_count=Count("sessions", distinct=True))


class Conference(Timestamped):
    """A conference of portals. Seats: `capacity` = `common_pool` + the seats of all quotas."""

    slug = models.SlugField(_("short address"), unique=True, max_length=80)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ConferenceState, default=ConferenceState.DRAFT, db_index=True
    )
    host = models.ForeignKey(Portal, models.PROTECT, related_name="conferences", verbose_name=_("host"))
    board = models.ForeignKey(
        Board,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conferences",
        verbose_name=_("board"),
        editable=False,
    )
    is_public = models.BooleanField(_("visible without an account"), default=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(
        _("time zone"), max_length=60, default=settings.TIME_ZONE, validators=[known_zone]
    )
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    approval = models.CharField(
        _("confirmation"), max_length=12, choices=Approval, default=Approval.AUTOMATIC
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to take an offered seat"),
        default=48,
        help_text=_("0 seats the next person in line at once, without asking."),
    )
    capacity = models.PositiveIntegerField(_("seats in all"), default=0)
    common_pool = models.PositiveIntegerField(_("seats in the common pool"), default=0)
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    common_taken = models.PositiveIntegerField(_("common seats taken"), default=0, editable=False)
    arrivals = models.PositiveIntegerField(_("registrations so far"), default=0, editable=False)
    import_source = models.CharField(_("programme imported from"), max_length=300, blank=True)
    import_version = models.CharField(_("version of the programme"), max_length=120, blank=True)
    imported_at = models.DateTimeField(_("programme imported"), null=True, blank=True)

    objects: ClassVar[Any] = ConferenceQuerySet.as_manager()
    reserved_slugs = frozenset({"new", "archive", "feed", "offers", "agenda"})

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ("-starts_on", "slug")
        constraints = [
            CONFERENCE.constraint("conference_state_known"),
            models.CheckConstraint(
                condition=Q(approval__in=Approval.values), name="conference_approval_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="conference_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at=None)
                | Q(registration_closes_at=None)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="conference_registration_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(common_pool__lte=F("capacity")), name="conference_pool_within_capacity"
            ),
            models.CheckConstraint(
                condition=Q(common_taken__lte=F("common_pool")), name="conference_common_never_oversold"
            ),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")), name="conference_never_oversold"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the conference's page."""
        return reverse("conferences:detail", args=[self.slug])

    def get_admission_url(self) -> str:
        """Return where one asks to take part: the form while registration is open, else the page."""
        if self.is_open_for_registration:
            return reverse("conferences:register", args=[self.slug])
        return self.get_absolute_url()

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return CONFERENCE.tone(self.state)

    @property
    def zone(self) -> tzinfo:
        """The time zone the conference keeps."""
        return ZoneInfo(self.time_zone)

    @property
    def starts_at(self) -> datetime:
        """Midnight at the beginning of the first day, in the conference's zone."""
        return datetime.combine(self.starts_on, time.min, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The last minute of the last day, in the conference's zone."""
        return datetime.combine(self.ends_on, time(23, 59), self.zone)

    @property
    def is_under_way(self) -> bool:
        """Whether the conference is running."""
        return self.state == ConferenceState.RUNNING

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.ends_on - self.starts_on).days + 1

    @property
    def day_today(self) -> int | None:
        """The number of today among its days in its own zone, or None outside them."""
        number = (timezone.localdate(timezone=self.zone) - self.starts_on).days + 1
        return number if 1 <= number <= self.days else None

    @property
    def has_opened(self) -> bool:
        """Whether the moment at which registration opens has passed, or none was set."""
        return self.registration_opens_at is None or self.registration_opens_at <= timezone.now()

    @property
    def is_open_for_registration(self) -> bool:
        """Whether one may register now: announced or running, and within the opening times."""
        if self.state not in (ConferenceState.PUBLISHED, ConferenceState.RUNNING):
            return False
        closes = self.registration_closes_at
        return self.has_opened and (closes is None or timezone.now() < closes)

    @property
    def seats_left(self) -> int:
        """Seats nobody holds, of the portals and of the common pool together."""
        return self.capacity - self.seats_taken

    @property
    def common_left(self) -> int:
        """Seats of the common pool nobody holds."""
        return self.common_pool - self.common_taken
