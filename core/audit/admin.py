"""The trail in the registry: read only."""

from django.contrib import admin
from django.http import HttpRequest

from core.audit.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin):
    """Read the trail; nobody adds, changes or deletes here."""

    list_display = ("at", "label", "actor", "acting_for_label", "about_label")
    list_filter = ("fact",)
    search_fields = ("about_label", "acting_for_label", "request_id")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: the trail writes itself."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        """Refuse: records stay as they were written."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        """Refuse: records stay as they were written."""
        return False
