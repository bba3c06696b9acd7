"""Show the files of an object."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.template import Library

from core.attachments.actions import can_remove
from core.attachments.models import Attachment

register = Library()


@register.inclusion_tag("components/attachments.html", takes_context=True)
def attachments_of(context: dict[str, Any], owner: models.Model, heading: bool = False) -> dict[str, Any]:
    """List the files of `owner` that the reader may have with name, size and download.

    They stand under a `heading` if wanted. Who may remove a file finds the button for it.
    """
    user = context.get("user") or AnonymousUser()
    files = list(Attachment.objects.read_by(user, owner=owner))
    for file in files:
        file.owner = owner
    return {"files": [(file, can_remove(file, user)) for file in files], "heading": heading}
