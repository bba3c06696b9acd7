"""What a person has seen on the page itself is no news in the inbox any more."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from core.notifications.models import Notification
from core.realtime.log import Change, append_all


def seen(user: Any, thing: models.Model, up_to: int) -> int:
    """Mark as read what `user` was told about the numbered parts of `thing` up to `up_to`; return how many rows.

    The number of a part stands in the detail of its fact. The badge of open pages follows after commit.
    """
    rows = Notification.objects.visible_to(user).unread()
    kind = ContentType.objects.get_for_model(thing)
    about = {"event__about_type": kind, "event__about_id": str(thing.pk)}
    marked: int = rows.filter(**about, event__detail__number__lte=up_to).mark_read()
    if marked:
        change = Change(f"user:{user.pk}", "inbox", {"unread": rows.count()})
        transaction.on_commit(lambda: append_all([change]), robust=True)
    return marked
