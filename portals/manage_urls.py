"""Addresses of the desks: what one may run here, and bringing in portals."""

from django.urls import path

from portals.views import desks, imports

app_name = "manage"

urlpatterns = [
    path("", desks.Desks.as_view(), name="home"),
    path("portals/import/", imports.ImportPortals.as_view(), name="import_portals"),
]
