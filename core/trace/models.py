"""Which object led to which: the rows the trace is drawn from."""

from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class LinkQuerySet(models.QuerySet["Link"]):
    """Reads of the links."""

    def from_any(self, nodes: set[tuple[int, int]]) -> Self:
        """Keep links that begin at one of `nodes`, pairs of content type id and object id."""
        return self.filter(_any_of("upstream", nodes))

    def to_any(self, nodes: set[tuple[int, int]]) -> Self:
        """Keep links that end at one of `nodes`, pairs of content type id and object id."""
        return self.filter(_any_of("downstream", nodes))


def _any_of(end: str, nodes: set[tuple[int, int]]) -> models.Q:
    by_type: dict[int, list[int]] = {}
    for type_id, pk in nodes:
        by_type.setdefault(type_id, []).append(pk)
    either = models.Q(pk__in=[])
    for type_id, keys in by_type.items():
        either |= models.Q(**{f"{end}_type": type_id, f"{end}_id__in": keys})
    return either


class Link(models.Model):
    """One step of the chain: `upstream` led to `downstream`."""

    upstream_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    upstream_id = models.BigIntegerField()
    upstream = GenericForeignKey("upstream_type", "upstream_id")
    downstream_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    downstream_id = models.BigIntegerField()
    downstream = GenericForeignKey("downstream_type", "downstream_id")
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["upstream_type", "upstream_id", "downstream_type", "downstream_id"],
                name="trace_link_once",
            )
        ]
        indexes = [models.Index(fields=["downstream_type", "downstream_id"], name="trace_downstream")]

    def __str__(self) -> str:
        return f"{self.upstream} → {self.downstream}"
