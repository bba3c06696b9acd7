"""Addresses of files."""

from django.urls import path

from core.attachments import views

app_name = "attachments"

urlpatterns = [
    path("<uuid:pk>/", views.download, name="download"),
    path("<uuid:pk>/small/", views.small, name="small"),
    path("<uuid:pk>/describe/", views.Describe.as_view(), name="describe"),
    path("<uuid:pk>/remove/", views.remove, name="remove"),
]
