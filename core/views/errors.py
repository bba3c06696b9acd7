"""Error pages. Those for a broken server ask neither the database nor the session."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from core.context import display

RETRY_SECONDS = "30"


def bare(request: HttpRequest, status: int) -> HttpResponse:
    """Answer the page of `status` without a person: language and theme come from cookies and headers."""
    with translation.override(translation.get_language_from_request(request)):
        words = {**display(request), "request_number": getattr(request, "request_id", "")}
        return HttpResponse(render_to_string(f"errors/{status}.html", words), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400: the request made no sense."""
    return bare(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: the person may not do this."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: there is nothing here, or nothing this person may see; as JSON to callers of the API."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": "Not found."}, status=404)
    return render(request, "errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: the form came from an old page or from elsewhere."""
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when it was the database that did not answer."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return bare(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503: try again in a moment."""
    response = bare(request, 503)
    response["Retry-After"] = RETRY_SECONDS
    return response
