"""Address of the trail."""

from django.urls import path

from core.audit import views

app_name = "audit"

urlpatterns = [path("", views.Trail.as_view(), name="trail")]
