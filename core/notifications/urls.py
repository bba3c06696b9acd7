"""Addresses of the inbox."""

from django.urls import path

from core.notifications import unsubscribing, views

app_name = "notifications"

urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("read/", views.MarkAllRead.as_view(), name="read_all"),
    path("mails/<str:token>/", unsubscribing.Unsubscribe.as_view(), name="unsubscribe"),
    path("<int:pk>/", views.OpenNotification.as_view(), name="open"),
]
