"""Taking a person's name and addresses out of records that must themselves stay.

The trail and the live log are append-only for everybody else; erasure is the one exception the law asks
for, and it changes nothing but the words given.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from core.audit.models import AuditEvent
from core.notifications.models import OutgoingMail
from core.realtime.models import RoomEvent

Replace = Callable[[str], str]


def erase(words: Iterable[str], stand_in: str) -> int:
    """Put `stand_in` for each of `words` in the trail, the live log, the registry's log and kept mails.

    Mails to one of `words` are dropped. Returns how many rows were changed or dropped. Call it inside the
    transaction of the verb.
    """
    wanted = [word for word in words if word.strip()]
    replace = _replacer(wanted, stand_in)
    changed = _in_json(AuditEvent, "detail", wanted, replace) + _in_json(
        RoomEvent, "payload", wanted, replace
    )
    changed += _in_columns(LogEntry, ("object_repr", "change_message"), wanted, replace)
    changed += OutgoingMail.objects.filter(to__in=wanted).delete()[0]
    return changed + _in_columns(OutgoingMail, ("subject", "text", "html"), wanted, replace)


def _replacer(words: list[str], stand_in: str) -> Replace:
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)
    return lambda text: pattern.sub(stand_in, text) if words else text


def _in_json(model: type[Model], column: str, words: list[str], replace: Replace) -> int:
    """Change the JSON `column` of the rows that hold one of `words`, past the model's own refusal."""
    rows: QuerySet[Any] = QuerySet(model).annotate(as_text=Cast(column, TextField()))
    found = list(rows.filter(_holds("as_text", words)).values_list("pk", column))
    for pk, value in found:
        QuerySet(model).filter(pk=pk).update(**{column: _inside(value, replace)})
    return len(found)


def _holds(column: str, words: list[str]) -> Q:
    """Match text that holds a word as it is or as JSON writes it (letters beyond ASCII escaped)."""
    either = Q(pk__in=[])
    for word in words:
        escaped = json.dumps(word)[1:-1]
        either |= Q(**{f"{column}__contains": word}) | Q(**{f"{column}__contains": escaped})
    return either


def _inside(value: Any, replace: Replace) -> Any:
    if isinstance(value, dict):
        return {key: _inside(one, replace) for key, one in value.items()}
    if isinstance(value, list):
        return [_inside(one, replace) for one in value]
    return replace(value) if isinstance(value, str) else value


def _in_columns(model: type[Model], columns: tuple[str, ...], words: list[str], replace: Replace) -> int:
    """Change the plain text `columns` of the rows that hold one of `words`."""
    holds = Q()
    for column in columns:
        holds |= _holds(column, words)
    rows: list[Any] = list(QuerySet(model).filter(holds))
    for row in rows:
        for column in columns:
            setattr(row, column, replace(getattr(row, column)))
        row.save(update_fields=columns)
    return len(rows)
