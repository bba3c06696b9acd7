"""Show the files of an object."""

from datetime import datetime
from typing import Any

from django.db import models
from django.template import Library

from core.attachments.actions import can_remove
from core.attachments.models import Attachment

register = Library()


@register.inclusion_tag("components/attachments.html", takes_context=True)
def attachments_of(
    context: dict[str, Any], owner: models.Model, heading: bool = False, before: datetime | None = None
) -> dict[str, Any]:
    """List the files of `owner` with name, size and download, under a `heading` if wanted.

    `before` leaves out those attached later. Who may remove a file finds the button for it.
    """
    rows = Attachment.objects.of(owner).filter(**{"created_at__lte": before} if before else {})
    files, user = list(rows), context.get("user")
    for file in files:
        file.owner = owner
    return {
        "files": [(file, user is not None and can_remove(file, user)) for file in files],
        "heading": heading,
    }
