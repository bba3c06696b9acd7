"""How best practices look as cards: what the reader may read of them, never the working copy's words."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.cards import Card, register
from library.models import BestPractice


def _practice(user: Any, keys: Mapping[str, Any], _query: QueryDict) -> Card | None:
    rows = BestPractice.objects.visible_to(user).with_text_read().select_related("owner")
    found = rows.filter(**keys).first()
    if found is None:
        return None
    return Card(
        _("Best practice"), "journal-check", found.read.title, portal=found.owner, thing=found.as_read
    )


register("library:detail", _practice)
