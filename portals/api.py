"""Portals over the read-only API."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from core.api import VisibleViewSet
from portals.filters import PortalFilter
from portals.models import Portal


class PortalSerializer(serializers.ModelSerializer[Portal]):
    """A portal as everybody may read it."""

    parent: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    names = serializers.SerializerMethodField()
    member_count = serializers.IntegerField(read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Portal
        fields = (
            "slug",
            "name",
            "names",
            "short_name",
            "kind",
            "parent",
            "website",
            "about",
            "member_count",
            "url",
        )

    def get_names(self, portal: Portal) -> dict[str, str]:
        """Return the name in every language that has one."""
        names = {language: getattr(portal, f"name_{language}") for language in ("vi", "en", "de")}
        return {language: name for language, name in names.items() if name}


class PortalViewSet(VisibleViewSet):
    """Portals that take part, in a tree by `parent`."""

    model = Portal
    serializer_class = PortalSerializer
    filterset_class = PortalFilter
    lookup_field = "slug"
    order = ("slug",)

    def get_queryset(self) -> QuerySet[Any]:
        """Return the visible portals with their parents and numbers of members."""
        return super().get_queryset().select_related("parent").with_counts()
