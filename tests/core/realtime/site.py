"""Addresses of the servers that the tests start: the product's, and pages that run verbs."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from core.realtime import log, rooms
from forums.actions import boards, posts
from forums.models import Board, Thread
from forums.states import BoardKind
from portals.actions import closing, memberships
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


def _leave_portal(user: User, admin: User) -> None:
    for membership in user.memberships.live():
        memberships.end(membership, by=admin, reason="The term is over.")


ENDS: dict[str, Callable[[User, User, Board], object]] = {
    "dismissed": lambda user, admin, board: boards.dismiss(board, user, by=admin),
    "membership": lambda user, admin, board: _leave_portal(user, admin),
    "deactivated": lambda user, admin, board: closing.close(user, by=user),
    "closed": lambda user, admin, board: boards.change(board, by=admin, kind=BoardKind.CLOSED),
}


@csrf_exempt
def end(request: HttpRequest, how: str, person: int, thread: int) -> HttpResponse:
    """Take the thread's room from a person by the verb `how`, then write there."""
    place = Thread.objects.get(pk=thread)
    admin = place.author
    ENDS[how](User.objects.get(pk=person), admin, place.board)
    posts.publish(place, body="Among ourselves.", by=admin, client_id=uuid4())
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
    path("end/<str:how>/<int:person>/<int:thread>/", end),
    path("dismiss/<int:hall>/<int:person>/", dismiss),
    path("", include("config.urls")),
]
