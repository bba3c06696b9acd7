"""Addresses of home, search and health."""

from django.urls import path

from dashboard.views.health import healthz, readyz
from dashboard.views.home import Home
from dashboard.views.search import SearchPage, suggestions

app_name = "dashboard"

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("search/", SearchPage.as_view(), name="search"),
    path("search/suggest/", suggestions, name="suggest"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
