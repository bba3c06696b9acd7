"""The timetable in the registry: read, and set back to do something sooner."""

from django.contrib import admin
from django.http import HttpRequest

from core.ticking.models import Due


@admin.register(Due)
class DueAdmin(admin.ModelAdmin):
    """When each duty is due next, and how it went last."""

    list_display = ("key", "due_at", "begun_at", "ended_at", "outcome")
    readonly_fields = ("key", "begun_at", "ended_at", "outcome")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: duties enter themselves."""
        return False
