"""How portals look as cards."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.cards import Card, register
from portals.models import Portal


def _portal(user: Any, keys: Mapping[str, Any], _query: QueryDict) -> Card | None:
    found = Portal.objects.visible_to(user).filter(**keys).first()
    return Card(_("Portal"), "building", found.name, found.get_kind_display(), found) if found else None


register("portals:detail", _portal)
