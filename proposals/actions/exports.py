"""Handing out lists."""

from django.db import transaction

from core.announcing import announce
from portals.models import User
from proposals import facts


@transaction.atomic
def log(name: str, *, rows: int, by: User) -> None:
    """Note in the trail that `by` took a list of `rows` rows along; announces LIST_EXPORTED to nobody."""
    announce(
        facts.LIST_EXPORTED,
        by=by,
        acting_for=by.portal,
        about=by,
        detail={"rows": rows, "file": name},
        url="",
    )
