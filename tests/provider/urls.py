"""The product's addresses and those of the provider."""

from django.urls import include, path

from config import urls

urlpatterns = [path("", include("allauth.idp.urls")), *urls.urlpatterns]
