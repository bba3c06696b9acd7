"""Addresses of the servers that the tests start: the product's, and one that appends to a hall."""

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from core.realtime import log, rooms
from portals.models import User
from tests.core.realtime.builders import open_halls, turn_out

open_halls()
PAGE = engines["django"].from_string(
    """{% extends "base.html" %}{% block content %}
    <ip-live id="hall" room="{{ room }}" after="{{ after }}" data-counts="said"></ip-live>
    {% include "components/news_line.html" with count=0 %}
    {% endblock content %}"""
)


@csrf_exempt
def append(request: HttpRequest, room: str) -> HttpResponse:
    """Append what the form says and answer its number."""
    payload = {"n": request.POST.get("n", ""), "fill": "x" * int(request.POST.get("fill", "0"))}
    return HttpResponse(str(log.append(room, "said", payload)))


@csrf_exempt
@transaction.atomic
def dismiss(request: HttpRequest, hall: int, person: int) -> HttpResponse:
    """Take a hall from a person, as a verb does it."""
    user = User.objects.get(pk=person)
    turn_out(user, hall)
    rooms.revoke(user, f"hall:{hall}")
    return HttpResponse("done")


def hall(request: HttpRequest, key: str) -> HttpResponse:
    """Show a page that listens to a hall from `?after=`, in the frame of the product."""
    words = {"room": f"hall:{key}", "after": request.GET.get("after", "0")}
    return HttpResponse(PAGE.render(words, request))


@csrf_exempt
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign the reader out."""
    logout(request)
    return HttpResponse("done")


urlpatterns = [
    path("hall/<str:key>/", hall),
    path("end-session/", end_session),
    path("append/<str:room>/", append),
    path("dismiss/<int:hall>/<int:person>/", dismiss),
    path("", include("config.urls")),
]
