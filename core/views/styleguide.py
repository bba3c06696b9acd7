"""The living page of components, shown in debug mode only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.styleguide import specimens


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; absent in production."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "styleguide.html", specimens(request))
