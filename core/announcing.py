"""One fact, several voices: audit and inbox in the transaction; mail, socket and index after commit."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction

from core.audit.models import LABEL_LENGTH, AuditEvent
from core.facts import Fact
from core.middleware import request_id
from core.notifications.inbox import tell
from core.realtime.log import Change, append_all
from core.search.indexing import touch


def announce(
    fact: Fact,
    *,
    by: Any,
    about: models.Model,
    acting_for: Any = None,
    to: Iterable[Any] = (),
    live: Iterable[Change] = (),
    detail: Mapping[str, Any] | None = None,
    url: str | None = None,
) -> AuditEvent:
    """Record that `fact` happened to `about`, tell the people in `to` and the rooms in `live`.

    Must run inside the verb's transaction. `by` is the acting person or None for the system,
    `acting_for` the body acted for. `detail` holds JSON values that fill the sentence or explain it
    (`reason`, `from`, `to`); never texts of people or tokens. `url` is where the inbox row leads, the
    object's own page unless given. Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{fact.key} announced outside a transaction")
    event = AuditEvent.objects.create(
        fact=fact.key,
        actor=by if by is not None and by.pk else None,
        acting_for_id=acting_for.pk if acting_for else None,
        acting_for_label=str(acting_for)[:LABEL_LENGTH] if acting_for else "",
        about=about,
        about_label=_label(about),
        detail=dict(detail or {}),
        request_id=request_id.get(),
    )
    if acting_for and event.body_keys == {acting_for.pk}:
        event.bodies = {acting_for.pk: acting_for}
    tell(event, fact, to, _address(about) if url is None else url)
    append_all(live)
    touch(about)
    return event


def _label(about: models.Model) -> str:
    """Return what is stored as the name of `about`; people's own words (`record_label`) come first."""
    return str(getattr(about, "record_label", about))[:LABEL_LENGTH]


def _address(about: models.Model) -> str:
    """Return the page of `about`, or an empty string for things without one."""
    address = getattr(about, "get_absolute_url", None)
    return str(address()) if address else ""
