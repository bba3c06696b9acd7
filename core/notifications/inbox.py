"""Writing the inbox: rows in the transaction of the fact, mails as each person chose."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import translation

from core.audit.models import AuditEvent
from core.facts import Fact
from core.notifications.models import MailChoice, Notification, Preference
from core.notifications.outbox import compose
from core.notifications.quiet import unmailed, unsubscribe_url
from core.realtime.log import Change, append_all


def tell(event: AuditEvent, fact: Fact, recipients: Iterable[Any], url: str) -> list[Notification]:
    """Write one inbox row per person in `recipients`, save the actor, and the mails that are wanted.

    Runs in the caller's transaction; costs a fixed number of queries plus one per mail. The rows are the
    truth, so their live hints are given after commit: no verb holds the rooms of other people locked.
    """
    people = {user.pk: user for user in recipients if user.is_active and user.pk != event.actor_id}
    rows = [Notification(recipient=user, event=event, url=url) for user in people.values()]
    Notification.objects.bulk_create(rows)
    if hints := [_hint(user, event, url) for user in people.values()]:
        transaction.on_commit(lambda: append_all(hints), robust=True)
    if fact.mail:
        _mail(rows, fact, _choices(people))
    return rows


def _hint(user: Any, event: AuditEvent, url: str) -> Change:
    """Return what the person's open pages are told, in the person's own language."""
    with translation.override(user.language):
        return Change(f"user:{user.pk}", "inbox", {"sentence": event.sentence, "url": url})


def _choices(people: Iterable[int]) -> dict[int, Preference]:
    return {one.user_id: one for one in Preference.objects.filter(user__in=people)}


def wants_mail(preference: Preference | None, fact: Fact) -> bool:
    """Tell whether a person with this preference is mailed at once about `fact`."""
    if preference is None:
        return True
    return preference.mail == MailChoice.AT_ONCE and fact.key not in preference.muted_facts


def _mail(rows: list[Notification], fact: Fact, choices: dict[int, Preference]) -> None:
    wanted = [row for row in rows if wants_mail(choices.get(row.recipient_id), fact)]
    spared = unmailed(wanted, fact)
    for row in wanted:
        if row.recipient_id not in spared:
            words = {"event": row.event, "url": row.url, "fact": fact}
            address = unsubscribe_url(row.recipient, row.event)
            compose(row.recipient, "notification", words, notification=row, unsubscribe_url=address)
