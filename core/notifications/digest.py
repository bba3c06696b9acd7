"""The daily digest: one mail with everything that was not mailed at once."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from core.audit.models import name_all
from core.notifications.models import MailChoice, Notification
from core.notifications.outbox import compose
from core.notifications.quiet import unsubscribe_url

LOOK_BACK = timedelta(days=7)
MOST = 50


def due() -> Any:
    """Return the people who chose the digest and have something unread that no digest held yet."""
    waiting = Notification.objects.unread().filter(
        digested_at=None,
        created_at__gte=timezone.now() - LOOK_BACK,
        recipient__preference__mail=MailChoice.DAILY,
    )
    return get_user_model().objects.filter(is_active=True, pk__in=waiting.values("recipient"))


@transaction.atomic
def send_to(user: Any) -> int:
    """Write the digest of `user` into the outbox; return how many notifications it holds.

    Each notification is in one digest only, however often this runs.
    """
    rows = Notification.objects.visible_to(user).unread().filter(digested_at=None).with_facts()
    held = list(rows.filter(created_at__gte=timezone.now() - LOOK_BACK)[:MOST])
    if not held:
        return 0
    name_all(row.event for row in held)
    marked = Notification.objects.filter(pk__in=[row.pk for row in held], digested_at=None)
    if marked.update(digested_at=timezone.now()) != len(held):
        transaction.set_rollback(True)
        return 0
    compose(user, "digest", {"rows": held, "count": len(held)}, unsubscribe_url=unsubscribe_url(user))
    return len(held)


@task()
def send_all() -> int:
    """Send every digest that is due; return how many."""
    return sum(1 for user in due() if send_to(user))
