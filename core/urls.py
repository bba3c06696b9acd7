"""Addresses of the ground floor."""

from django.urls import path

from core.views.cards import cards
from core.views.display import set_display, set_language
from core.views.emoji import emoji
from core.views.preview import preview
from core.views.styleguide import styleguide
from core.views.well_known import favicon, robots

app_name = "core"

urlpatterns = [
    path("display/language/", set_language, name="language"),
    path("display/", set_display, name="display"),
    path("preview/", preview, name="preview"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("cards/", cards, name="cards"),
    path("emoji/", emoji, name="emoji"),
    path("styleguide/", styleguide, name="styleguide"),
]
