"""Conferences in the read-only API."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from conferences.filters import ConferenceFilter, SessionFilter
from conferences.models import Conference, Session
from core.api import VisibleViewSet


class ConferenceSerializer(serializers.ModelSerializer):
    """A conference as the reader may see it; names in the reader's language and in all three."""

    host: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    is_open_for_registration = serializers.BooleanField(read_only=True)
    seats_left = serializers.IntegerField(read_only=True)

    class Meta:
        model = Conference
        fields: ClassVar = [
            "slug",
            "url",
            "state",
            "host",
            "title",
            "title_vi",
            "title_en",
            "title_de",
            "summary",
            "venue",
            "starts_on",
            "ends_on",
            "time_zone",
            "registration_opens_at",
            "registration_closes_at",
            "is_open_for_registration",
            "capacity",
            "seats_left",
        ]
        read_only_fields = fields


class ConferenceViewSet(VisibleViewSet):
    """Conferences, the latest first."""

    model = Conference
    queryset = Conference.objects.none()
    serializer_class = ConferenceSerializer
    filterset_class = ConferenceFilter
    lookup_field = "slug"
    order = ("-starts_on", "-pk")

    def get_queryset(self) -> QuerySet[Any]:
        """Return what the reader may see with its host."""
        return super().get_queryset().select_related("host")


class SessionSerializer(serializers.ModelSerializer):
    """One item of a programme; times are in UTC, the conference names its zone; texts are Markdown."""

    conference = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    time_zone = serializers.CharField(source="conference.time_zone", read_only=True)
    room = serializers.CharField(source="room.name", read_only=True, default=None)
    track = serializers.CharField(source="track.title", read_only=True, default=None)
    speakers = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Session
        fields: ClassVar = [
            "id", "url", "conference", "kind", "state", "title", "subtitle", "abstract", "description",
            "language", "starts_at", "ends_at", "minutes", "time_zone", "room", "track", "speakers", "guid",
        ]  # fmt: skip
        read_only_fields = fields

    def get_speakers(self, session: Session) -> list[str]:
        """Return the names as the programme prints them."""
        return [one.speaker.name for one in session.session_speakers.all()]


class SessionViewSet(VisibleViewSet):
    """Sessions of the conferences that the reader may see, in order of time."""

    model = Session
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    lookup_value_regex = "[0-9]{1,18}"
    order = ("starts_at", "pk")

    def get_queryset(self) -> QuerySet[Any]:
        """Return the sessions with their places and speakers."""
        seen: Any = super().get_queryset()
        return seen.with_places()
