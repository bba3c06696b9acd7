"""Numbers people quote: P-12, S-7, decision 3. Gap-free per kind, apart from discarded drafts."""

from django.db import models
from django.db.models import F


class Counter(models.Model):
    """The last number given out under a name."""

    name = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"

    @classmethod
    def take(cls, name: str) -> int:
        """Return the next number under `name`; its row stays locked until the transaction ends."""
        row = cls.objects.get_or_create(name=name)[0]
        cls.objects.filter(pk=row.pk).update(last=F("last") + 1)
        row.refresh_from_db(fields=["last"])
        return row.last
