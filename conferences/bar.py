"""The places of the second bar that this app itself offers."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conferences import policies
from conferences.models import Conference
from conferences.tabs import Tab, register_tab
from forums.models import Board


def _page(name: str) -> Callable[[Conference], str]:
    return lambda conference: reverse(f"conferences:{name}", args=[conference.slug])


def _discussion(conference: Conference) -> str:
    """Return the address of the conference's board, or nothing before it is announced."""
    return conference.board.get_absolute_url() if conference.board else ""


def _reads_board(user: Any, conference: Conference) -> bool:
    """Tell whether `user` has been admitted to the conference's board."""
    return Board.objects.visible_to(user).filter(pk=conference.board_id).exists()


register_tab(Tab("overview", _("Overview"), 10, _page("detail")))
register_tab(Tab("agenda", _("Agenda"), 20, _page("agenda")))
register_tab(Tab("discussion", _("Discussion"), 50, _discussion, _reads_board))
register_tab(Tab("people", pgettext_lazy("conference", "People"), 60, _page("people")))
register_tab(Tab("manage", _("Manage"), 90, _page("desk"), policies.can_manage))
