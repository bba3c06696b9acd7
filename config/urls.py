"""Every address of the product, mounted from the apps."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView

from config.api import KnownSchema, router

urlpatterns = [
    path("", include("dashboard.urls")),
    path("", include("core.urls")),
    path("inbox/", include("core.notifications.urls")),
    path("attachments/", include("core.attachments.urls")),
    path("live/", include("core.realtime.urls")),
    path("manage/", include("portals.manage_urls")),
    path("manage/audit/", include("core.audit.urls")),
    path("", include("portals.urls")),
    path("accounts/2fa/", RedirectView.as_view(pattern_name="portals:security"), name="mfa_index"),
    path("accounts/", include("allauth.urls")),
    path("", include("proposals.urls")),
    path("conferences/", include("conferences.urls")),
    path("forums/", include("forums.urls")),
    path("library/", include("library.urls")),
    path("demo/", include("demo.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(generator_class=KnownSchema), name="schema"),
    path("api/v1/", include((router.urls, "api"))),
    path("registry/", admin.site.urls),
]

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.forbidden"
handler404 = "core.views.errors.not_found"
handler500 = "core.views.errors.server_error"
