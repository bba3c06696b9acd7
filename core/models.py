"""Abstract models and column words shared by every app."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Timestamped(models.Model):
    """A row that knows when it was made and last changed, both UTC."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True, db_index=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


def label_of(model: Any, name: str) -> str:
    """Return the word for the column `name` of a model or row."""
    return str(model._meta.get_field(name).verbose_name)


class AppendOnlyError(RuntimeError):
    """Code tried to change or delete a row that is a record."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that are written once: neither changed nor deleted in bulk."""

    def update(self, **kwargs: Any) -> int:
        """Refuse: records stay as they were written."""
        raise AppendOnlyError(self.model.__name__)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: records stay as they were written."""
        raise AppendOnlyError(self.model.__name__)


class AppendOnly(models.Model):
    """A record: saved once, never changed, never deleted."""

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row; raise AppendOnlyError when it exists."""
        if not self._state.adding:
            raise AppendOnlyError(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: raise AppendOnlyError."""
        raise AppendOnlyError(type(self).__name__)
