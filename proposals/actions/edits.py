"""What every edit of a text shares: the lock, the version it began from, and the refusal that shows both."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from core.writing import EditedMeanwhile

LISTS = ("themes",)
Item = TypeVar("Item", bound=models.Model)


def lock(item: Item) -> Item:
    """Return `item` as it is now, locked until the transaction ends."""
    return type(item)._default_manager.select_for_update().get(pk=item.pk)


def write(
    item: Any, fields: Mapping[str, Any], *, by: Any, version: int | None, needed: tuple[str, ...] = ()
) -> None:
    """Write `fields` to the locked `item` as its next version.

    Raises EditedMeanwhile when `version` is given and is not the stored one, Refused when one of `needed`
    would be empty.
    """
    if version is not None and item.version != version:
        raise EditedMeanwhile(item)
    lists = {name: value for name, value in fields.items() if name in LISTS}
    for name, value in fields.items():
        if name not in LISTS:
            setattr(item, name, value)
    demand_complete(item, needed)
    item.version += 1
    item.changed_by = by
    item.save()
    for name, value in lists.items():
        getattr(item, name).set(value)


def demand_complete(item: Any, names: tuple[str, ...]) -> None:
    """Raise Refused at the first of `names` that is still empty."""
    for name in names:
        if not getattr(item, name):
            label = item._meta.get_field(name).verbose_name
            raise Refused(_("Fill in “%(field)s” before you submit.") % {"field": label}, field=name)
