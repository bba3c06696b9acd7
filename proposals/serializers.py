"""How problems and solutions are written as JSON."""

from rest_framework import serializers

from proposals.models import AffectedPortal, Decision, Endorsement, Problem, Solution


class AffectedPortalSerializer(serializers.ModelSerializer[AffectedPortal]):
    """A portal that has the problem too."""

    portal = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = AffectedPortal
        fields = ("portal", "severity", "note", "created_at")


class ProblemSerializer(serializers.ModelSerializer[Problem]):
    """A problem with its themes, the portals that have it, and its solutions by number; texts are Markdown."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)
    portal = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    conference = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    themes = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    affected = AffectedPortalSerializer(many=True, read_only=True)
    solutions = serializers.SerializerMethodField()

    class Meta:
        model = Problem
        fields = (
            "number", "code", "url", "title", "state", "language", "portal", "conference", "what_happens",
            "effect", "services", "since_on", "frequency", "severity", "urgency", "themes", "affected",
            "solutions", "submitted_at", "state_since",
        )  # fmt: skip

    def get_solutions(self, problem: Problem) -> list[int]:
        """Return the numbers of the submitted solutions."""
        return [one.number for one in problem.solutions.all() if not one.is_draft]


class EndorsementSerializer(serializers.ModelSerializer[Endorsement]):
    """Where a portal stands."""

    portal = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Endorsement
        fields = ("portal", "stance", "reason", "version", "changed_at")


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision; the newest is in force."""

    portal = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Decision
        fields = ("number", "outcome", "text", "reasons", "is_without_assessment", "portal", "decided_at")


class SolutionSerializer(serializers.ModelSerializer[Solution]):
    """A solution with who stands behind it and what was decided; texts are Markdown."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)
    portal = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    conference = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    problems = serializers.SerializerMethodField()
    sponsors = serializers.SerializerMethodField()
    endorsements = EndorsementSerializer(many=True, read_only=True)
    decisions = DecisionSerializer(many=True, read_only=True)

    class Meta:
        model = Solution
        fields = (
            "number", "code", "url", "title", "state", "language", "portal", "conference", "problems",
            "summary", "steps", "benefit", "indicators", "cost", "effort", "time_needed", "legal_basis",
            "risks", "sponsors", "endorsements", "decisions", "submitted_at", "state_since", "version",
        )  # fmt: skip

    def get_problems(self, solution: Solution) -> list[int]:
        """Return the numbers of the problems it answers."""
        return [one.number for one in solution.problems.all()]

    def get_sponsors(self, solution: Solution) -> list[str]:
        """Return the sponsoring portals by their short addresses."""
        return [one.portal.slug for one in solution.sponsorships.all()]
