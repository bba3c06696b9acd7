"""Addresses of the live layer."""

from django.urls import path

from core.realtime import views

app_name = "live"

urlpatterns = [path("<str:room>/events", views.events, name="events")]
