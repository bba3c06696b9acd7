"""Following the links: where an object stands on the chain, for one page or a whole list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone

from core.trace.models import Link
from core.trace.stops import Stop, stops

MAX_STEPS = 8
Node = tuple[int, int]

_WALK = """
WITH RECURSIVE walk(root, kind, id, steps) AS (
    SELECT {near}_id, {far}_type_id, {far}_id, 1 FROM trace_link
    WHERE {near}_type_id = %s AND {near}_id IN ({marks})
    UNION
    SELECT walk.root, link.{far}_type_id, link.{far}_id, walk.steps + 1
    FROM walk JOIN trace_link link ON link.{near}_type_id = walk.kind AND link.{near}_id = walk.id
    WHERE walk.steps < %s
)
SELECT DISTINCT root, kind, id FROM walk
"""


@dataclass
class Reached:
    """An object at a stop, and when it got there."""

    obj: models.Model
    at: datetime


@dataclass
class Mark:
    """One stop as it stands for one object: who reached it, or the gap before it."""

    stop: Stop
    reached: list[Reached] = field(default_factory=list)
    is_here: bool = False
    gap_days: int | None = None
    gap_since: Stop | None = None

    @property
    def is_reached(self) -> bool:
        """Whether anything stands at this stop."""
        return bool(self.reached)

    @property
    def at(self) -> datetime | None:
        """When the stop was first reached."""
        return min((one.at for one in self.reached), default=None)


def link(upstream: models.Model, downstream: models.Model) -> Link:
    """Record that `upstream` led to `downstream`; recording it twice changes nothing."""
    row, _made = Link.objects.get_or_create(
        upstream_type=ContentType.objects.get_for_model(upstream),
        upstream_id=upstream.pk,
        downstream_type=ContentType.objects.get_for_model(downstream),
        downstream_id=downstream.pk,
    )
    return row


def unlink(upstream: models.Model, downstream: models.Model) -> None:
    """Take back that `upstream` led to `downstream`."""
    Link.objects.filter(
        upstream_type=ContentType.objects.get_for_model(upstream),
        upstream_id=upstream.pk,
        downstream_type=ContentType.objects.get_for_model(downstream),
        downstream_id=downstream.pk,
    ).delete()


def traces(objs: Sequence[Any], viewer: Any) -> dict[int, list[Mark]]:
    """Return the line of marks for each of `objs` (one model), by primary key.

    Shows only what `viewer` may see. Costs two queries and one per kind of object met, however many
    objects are asked for.
    """
    if not objs:
        return {}
    kind = ContentType.objects.get_for_model(objs[0])
    nodes = _walk(kind.pk, [obj.pk for obj in objs])
    found = _load({node for reach in nodes.values() for node in reach}, viewer)
    found |= {(kind.pk, obj.pk): obj for obj in objs}
    return {obj.pk: _line((kind.pk, obj.pk), nodes[obj.pk], found) for obj in objs}


def attach_traces(objs: Sequence[Any], viewer: Any) -> None:
    """Set `.trace_line` on each of `objs`, for the miniature in lists."""
    lines = traces(objs, viewer)
    for obj in objs:
        obj.trace_line = lines[obj.pk]


def _walk(kind: int, keys: list[int]) -> dict[int, set[Node]]:
    reach: dict[int, set[Node]] = defaultdict(set)
    for near, far in (("upstream", "downstream"), ("downstream", "upstream")):
        sql = _WALK.format(near=near, far=far, marks=", ".join(["%s"] * len(keys)))
        with connection.cursor() as cursor:
            cursor.execute(sql, [kind, *keys, MAX_STEPS])
            for root, other, pk in cursor.fetchall():
                reach[root].add((other, pk))
    return reach


def _load(nodes: Iterable[Node], viewer: Any) -> dict[Node, Any]:
    by_kind: dict[int, list[int]] = defaultdict(list)
    for kind, pk in nodes:
        by_kind[kind].append(pk)
    found: dict[Node, Any] = {}
    for kind, keys in sorted(by_kind.items()):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            rows = model.objects.visible_to(viewer).filter(pk__in=keys)  # type: ignore[attr-defined]
            found |= {(kind, row.pk): row for row in rows}
    return found


def _line(here: Node, nodes: set[Node], found: dict[Node, Any]) -> list[Mark]:
    line = [Mark(stop) for stop in stops()]
    for node in sorted(nodes | {here}):
        obj = found.get(node)
        for mark in line:
            if obj is None or not isinstance(obj, mark.stop.model):
                continue
            moment = mark.stop.when(obj)
            if moment:
                mark.reached.append(Reached(obj, moment))
                mark.is_here = mark.is_here or node == here
    _note_gaps(line)
    return line


def _note_gaps(line: list[Mark]) -> None:
    """Mark the first unreached stop after the last reached one with how long it has been missing.

    Where everything that was reached last ends the chain, nothing is missing.
    """
    last = max((index for index, mark in enumerate(line) if mark.is_reached), default=None)
    if last is None:
        return
    since = line[last]
    if all(since.stop.ends(one.obj) for one in since.reached):
        return
    for mark in line[last + 1 :]:
        if mark.stop.expected:
            mark.gap_days = (timezone.now() - max(one.at for one in since.reached)).days
            mark.gap_since = since.stop
            return
