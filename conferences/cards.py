"""How conferences and sessions look as cards."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, Session
from core.cards import Card, of_model, register


def _session(user: Any, keys: Mapping[str, Any], _query: QueryDict) -> Card | None:
    rows = Session.objects.visible_to(user).select_related("conference__host")
    found = rows.filter(conference__slug=keys["slug"], pk=keys["pk"]).first()
    if found is None:
        return None
    conference = found.conference
    return Card(_("Session"), "calendar-week", found.title, conference.title, conference.host, found)


register("conferences:detail", of_model(Conference, _("Conference"), "calendar-event", portal="host"))
register("conferences:session", _session)
