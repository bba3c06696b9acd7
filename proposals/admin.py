"""Problems and solutions in the registry: read and repair; decisions and scores are only read."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from proposals.models import Assessment, Decision, Pilot, Problem, Solution


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows that nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: verbs write these."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: records stay as they were written."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: records stay as they were written."""
        return False


class ItemAdmin(admin.ModelAdmin):
    """Read and repair; nothing is deleted, since others rely on it."""

    list_display = ("number", "title", "state", "portal", "author", "submitted_at")
    list_filter = ("state",)
    search_fields = ("title", "number")
    readonly_fields = ("number", "state", "version")
    raw_id_fields: ClassVar[tuple[str, ...]] = ("author", "portal", "conference", "merged_into", "changed_by")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: submitted items are withdrawn, drafts discarded by their authors."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave drafts to their writers."""
        rows: Any = super().get_queryset(request)
        return rows.submitted()


@admin.register(Problem)
class ProblemAdmin(ItemAdmin):
    """Problems."""

    raw_id_fields: ClassVar[tuple[str, ...]] = (*ItemAdmin.raw_id_fields, "session")


@admin.register(Solution)
class SolutionAdmin(ItemAdmin):
    """Solutions."""


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Decisions."""

    list_display = ("number", "solution", "outcome", "decided_by", "decided_at")


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """Assessments: who has scored, after the round also what."""

    list_display = ("solution", "assessor", "created_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave running rounds blind."""
        return Assessment.objects.visible_to(request.user)


admin.site.register(Pilot, ReadOnlyAdmin)
