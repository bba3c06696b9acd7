"""Desks under /manage/: what waits for moderators."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models import Board, Report
from portals.desks import Desk, register_desks


@register_desks
def desks(user: Any) -> Iterator[Desk]:
    """Name the queue of reported posts for those who moderate a board."""
    if Board.objects.moderated_by(user).exists():
        yield Desk(
            _("Reported posts"),
            _("Hide what breaks the standing order, or say why it stays."),
            reverse("forums:review"),
            "flag",
            waiting_posts(user),
        )


def waiting_posts(user: Any) -> int:
    """Return how many posts wait for a decision of `user`."""
    waiting = Report.objects.open().to_judge(user).exclude(post__author_id=user.pk)
    return int(waiting.values("post").distinct().count())
