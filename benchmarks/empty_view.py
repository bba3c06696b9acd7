"""The address map of the product with one page that does nothing, to compare with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls
from config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing, through every middleware."""
    return HttpResponse("")


urlpatterns = [path("empty/", empty), *urls.urlpatterns]
