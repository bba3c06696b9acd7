"""Show the history of one object to its parties."""

from typing import Any

from django.db import models
from django.template import Library

from core.audit.models import AuditEvent, name_all

register = Library()
MOST = 100


@register.inclusion_tag("audit/_history.html")
def history_of(obj: models.Model) -> dict[str, Any]:
    """List what happened to `obj`, newest first, with reasons; the caller decides who may see it."""
    events = list(AuditEvent.objects.about(obj).with_people()[:MOST])
    name_all(events)
    return {"events": events}
