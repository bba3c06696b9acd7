"""How a best practice is written as JSON."""

from typing import Any

from rest_framework import serializers

from library.models import TEXT_FIELDS, Adoption, BestPractice


class AdoptionSerializer(serializers.ModelSerializer[Adoption]):
    """How far a portal is."""

    portal = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Adoption
        fields = ("portal", "state", "outcome", "usefulness", "declared_at", "outcome_at")


class PracticeSerializer(serializers.ModelSerializer[BestPractice]):
    """The newest verified version with its facets; texts are Markdown."""

    owner = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    themes = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    state = serializers.CharField(source="as_read.state", read_only=True)
    text = serializers.SerializerMethodField()
    adoptions = AdoptionSerializer(many=True, read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = BestPractice
        fields = (
            "slug", "url", "state", "language", "owner", "themes", "evidence", "version",
            "verified_at", "verified_until", "text", "adoptions",
        )  # fmt: skip

    def get_text(self, practice: BestPractice) -> dict[str, str]:
        """Return the template's columns of the newest version."""
        found: Any = next(
            (one for one in practice.versions.all() if one.number == practice.version), practice
        )
        return {name: getattr(found, name) for name in TEXT_FIELDS}
