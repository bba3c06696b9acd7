"""Conferences in the registry: read and repair; seats are counted by the verbs alone."""

from django.contrib import admin

from conferences.models import (
    Conference,
    PortalQuota,
    Question,
    Registration,
    Room,
    Session,
    Speaker,
    TeamMember,
    Track,
)


class TeamInline(admin.TabularInline):
    """The team of a conference."""

    model = TeamMember
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Conference)
class ConferenceAdmin(admin.ModelAdmin):
    """Read and repair conferences."""

    list_display = ("title", "slug", "state", "starts_on", "host", "capacity", "seats_taken")
    list_filter = ("state",)
    search_fields = ("slug", "title_vi", "title_en", "title_de")
    readonly_fields = ("capacity", "common_pool", "seats_taken", "common_taken", "arrivals")
    inlines = (TeamInline,)


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    """Read registrations; the ticket code stays hidden."""

    list_display = ("conference", "arrival", "user", "portal", "state", "seat_source")
    list_filter = ("state", "category")
    list_select_related = ("conference", "user", "portal")
    search_fields = ("user__email", "user__name")
    readonly_fields = ("arrival", "state", "seat_source", "offered_until", "confirmed_at")
    autocomplete_fields = ("user",)


@admin.register(PortalQuota)
class QuotaAdmin(admin.ModelAdmin):
    """Read the seats of the portals."""

    list_display = ("conference", "portal", "seats", "taken")
    readonly_fields = ("seats", "taken")


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin):
    """Read and repair sessions."""

    list_display = ("title", "conference", "starts_at", "room", "state")
    list_filter = ("state", "kind")
    search_fields = ("title",)
    raw_id_fields = ("conference", "room", "track")


admin.site.register([Question, Room, Speaker, Track])
