"""Portals and people in the registry: read and repair."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from portals.models import Invitation, Membership, Portal, PortalDomain, PortalSignIn, Theme, User

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class DomainInline(admin.TabularInline):
    """E-mail domains of a portal."""

    model = PortalDomain
    extra = 0


@admin.register(Portal)
class PortalAdmin(admin.ModelAdmin):
    """Read and repair portals."""

    list_display = ("name", "slug", "kind", "parent", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "slug")
    inlines = (DomainInline,)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Read and repair accounts; passwords are never set here."""

    list_display = ("email", "name", "language", "is_active", "is_superuser")
    search_fields = ("email", "name")
    exclude = ("password",)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Read and repair memberships."""

    list_display = ("user", "portal", "role", "state", "from_on", "until_on")
    list_filter = ("state", "role")
    search_fields = ("user__name", "user__email", "portal__name")
    autocomplete_fields = ("user", "portal")


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Read invitations; their tokens are known to nobody here."""

    list_display = ("email", "portal", "role", "state", "expires_at")
    list_filter = ("state",)


@admin.register(PortalSignIn)
class PortalSignInAdmin(admin.ModelAdmin):
    """Read and repair which provider belongs to which portal."""

    list_display = ("portal", "issuer", "is_active")


admin.site.register(Theme)
