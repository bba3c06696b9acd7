"""The programme: rooms, tracks, sessions, who speaks, and what each person wants to attend."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conferences.models.conferences import Conference
from conferences.states import SESSION, SessionKind, SessionState, TrackTone
from core.models import Timestamped
from portals.models import Portal


class Room(models.Model):
    """A room of a conference."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=200)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    guid = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("position", "name")
        constraints = [
            models.UniqueConstraint(fields=["conference", "name"], name="room_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Track(models.Model):
    """A strand of the programme with its colour."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="tracks")
    title = models.CharField(_("title"), max_length=200)
    tone = models.CharField(_("colour"), max_length=10, choices=TrackTone, default=TrackTone.TEAL)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(tone__in=TrackTone.values), name="track_tone_known"),
        ]

    def __str__(self) -> str:
        return self.title


class SessionQuerySet(models.QuerySet["Session"]):
    """Reads of the sessions."""

    def visible_to(self, user: Any) -> Self:
        """Keep the sessions of conferences `user` may see."""
        return self.filter(conference__in=Conference.objects.visible_to(user))

    def held(self) -> Self:
        """Keep all but cancelled ones."""
        return self.exclude(state=SessionState.CANCELLED)

    def live(self) -> Self:
        """Keep those that are live or paused now."""
        return self.filter(state__in=[SessionState.LIVE, SessionState.PAUSED])

    def now(self) -> Self:
        """Keep those whose time has begun and not ended, whatever their state says."""
        now = timezone.now()
        return self.held().filter(starts_at__lte=now, ends_at__gt=now)

    def upcoming(self) -> Self:
        """Keep those that begin later, the next first."""
        return self.held().filter(starts_at__gt=timezone.now()).order_by("starts_at", "pk")

    def chosen_by(self, user: Any) -> Self:
        """Keep those on `user`'s own agenda."""
        return self.filter(agenda_items__user=user)

    def with_places(self) -> Self:
        """Load conference, room and track along, and the speakers with their portals."""
        return self.select_related("conference", "room", "track").prefetch_related(
            models.Prefetch("session_speakers", SessionSpeaker.objects.select_related("speaker__portal"))
        )


class Session(Timestamped):
    """One item of the programme. Times are stored in UTC and shown in the conference's zone."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=10, choices=SessionKind, default=SessionKind.TALK)
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    description = models.TextField(_("description"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("room")
    )
    track = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("track")
    )
    state = models.CharField(_("state"), max_length=10, choices=SessionState, default=SessionState.PLANNED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    guid = models.CharField(_("identifier in the source"), max_length=64, blank=True)
    foreign_id = models.CharField(_("number in the source"), max_length=64, blank=True)
    foreign_url = models.URLField(_("page in the source"), max_length=500, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)

    objects: ClassVar[Any] = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("conference", "session")
        verbose_name_plural = pgettext_lazy("conference", "sessions")
        ordering = ("starts_at", "room__position", "pk")
        constraints = [
            SESSION.constraint("session_state_known"),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="session_kind_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.UniqueConstraint(
                fields=["conference", "guid"], condition=~Q(guid=""), name="session_guid_once"
            ),
        ]
        indexes = [models.Index(fields=["conference", "starts_at"], name="session_agenda")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the session's page."""
        return reverse("conferences:session", args=[self.conference.slug, self.pk])

    @property
    def state_tone(self) -> str:
        """The colour role of the state."""
        return SESSION.tone(self.state)

    @property
    def minutes(self) -> int:
        """The length in minutes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class Speaker(models.Model):
    """A person named in the programme of one conference, with or without an account."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=200, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    portal = models.ForeignKey(
        Portal, models.SET_NULL, null=True, blank=True, related_name="speakers", verbose_name=_("portal")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="speaker_entries"
    )
    foreign_id = models.CharField(_("number in the source"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "foreign_id"], condition=~Q(foreign_id=""), name="speaker_foreign_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SessionSpeaker(models.Model):
    """Who speaks in which session, in which order."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="session_speakers")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="session_speakers")
    place = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("speaker of a session")
        verbose_name_plural = _("speakers of a session")
        ordering = ("place", "pk")
        constraints = [
            models.UniqueConstraint(fields=["session", "speaker"], name="session_speaker_once"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} – {self.session}"


class AgendaItem(Timestamped):
    """A session a person wants to attend."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="agenda_items")
    session = models.ForeignKey(Session, models.CASCADE, related_name="agenda_items")

    class Meta:
        verbose_name = _("own agenda")
        verbose_name_plural = _("own agendas")
        ordering = ("session__starts_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["user", "session"], name="agenda_session_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.session}"
