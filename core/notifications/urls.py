"""Addresses of the inbox."""

from django.urls import path

from core.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("read/", views.MarkAllRead.as_view(), name="read_all"),
    path("<int:pk>/", views.OpenNotification.as_view(), name="open"),
]
