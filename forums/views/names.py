"""Names on offer while somebody types @: people who read the board, and portals."""

from collections import Counter
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.views.generic import View

from core.search.analysis import folded_text
from core.views.pages import VisibleObjectMixin
from forums.models import Board
from forums.policies import can_take_part
from portals.models import Membership, Portal, User

MOST = 8
LONGEST = 60


class Names(LoginRequiredMixin, VisibleObjectMixin, View):
    """Answer `?q=` with up to eight names, marks and case left aside; nothing to those who may not write."""

    model = Board
    http_method_names = ["get", "options"]

    def get(self, request: HttpRequest, slug: str) -> JsonResponse:
        """List the names."""
        board = self.load()
        begun = folded_text(request.GET.get("q", "")[:LONGEST]).rstrip()
        if len(begun) < 3 or not can_take_part(request.user, board):
            return JsonResponse({"names": []})
        found = people_called(begun, board, request.user)[:MOST]
        return JsonResponse({"names": found + portals_called(begun)[: MOST - len(found)]})


def people_called(begun: str, board: Board, asking: Any) -> list[dict[str, Any]]:
    """Return the readers of `board` with a word of the name that begins so; the portal tells namesakes apart."""
    named = [
        row for row in _with_portals(board.readers().exclude(pk=asking.pk)) if begun in folded_text(row[0])
    ]
    namesakes = Counter(name for name, _portal in named)
    return [
        {
            "name": name,
            "portal": portal,
            "insert": f"@[{name}, {portal}]" if namesakes[name] > 1 else f"@[{name}]",
        }
        for name, portal in named
    ]


def portals_called(begun: str) -> list[dict[str, Any]]:
    """Return the active portals whose name or short name has a word that begins so."""
    found = [one for one in Portal.objects.active() if begun in folded_text(f"{one.short_name} {one.name}")]
    return [{"name": one.name, "portal": one.short_name, "insert": f"@[{one.label}]"} for one in found]


def _with_portals(people: QuerySet[User]) -> list[tuple[str, str]]:
    """Return name and portal of `people` in order, with two queries however many there are."""
    rows = people.exclude(name="").order_by("name", "pk").values_list("pk", "name")
    held = (
        Membership.objects.in_force()
        .order_by("-from_on")
        .values_list("user_id", "portal__short_name", "portal__name")
    )
    portals = {user: short or name for user, short, name in held}
    return [(name, portals.get(pk, "")) for pk, name in rows]
