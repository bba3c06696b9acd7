"""Bringing in a list of portals: first see what would happen, then all of it or nothing."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Refused
from portals.actions import portals
from portals.doubles import doubles_of
from portals.models import Portal, User
from portals.policies import can_create_portal, demand
from portals.portal_files import PortalFile, Row, RowError


@dataclass
class Outcome:
    """What an import did, or would do: short addresses, and what differs for those that change."""

    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)

    @property
    def does_nothing(self) -> bool:
        """Whether the portals already are as the file says."""
        return not (self.added or self.changed or self.errors)


class _RolledBackError(Exception):
    """Ends the transaction of a rehearsal."""


def rehearse(file: PortalFile, *, by: User | None) -> Outcome:
    """Return what `bring_in` would do, and leave everything as it is."""
    outcome = Outcome()
    try:
        with transaction.atomic():
            outcome = bring_in(file, by=by)
            raise _RolledBackError
    except _RolledBackError:
        return outcome


@transaction.atomic
def bring_in(file: PortalFile, *, by: User | None) -> Outcome:
    """Add and change portals as `file` says; with any error nothing is done and the errors are returned.

    Admins, or the system when `by` is None. Columns that the file lacks stay as they are; portals that
    it does not name stay too. What is added and looks like another portal is warned of, not refused.
    Announces portal.created and portal.changed. Raises NotAllowed.
    """
    demand(by is None or can_create_portal(by))
    outcome = Outcome(errors=list(file.errors))
    point = transaction.savepoint()
    for row in _parents_first(file, outcome):
        _bring_in_row(row, by, outcome)
    outcome.warnings = _warnings(file, outcome)
    if outcome.errors:
        transaction.savepoint_rollback(point)
        errors = sorted(outcome.errors, key=lambda error: error.line)
        outcome = Outcome(errors=errors, warnings=outcome.warnings)
    return outcome


def _warnings(file: PortalFile, outcome: Outcome) -> list[RowError]:
    doubles = doubles_of(outcome.added)
    return [RowError(row.line, doubles[row.slug]) for row in file.rows if row.slug in doubles]


def _parents_first(file: PortalFile, outcome: Outcome) -> list[Row]:
    """Return the rows so that a parent stands before its children; name rows whose parent is nowhere.

    Those that cannot be placed come last and without parent, so that what else is wrong with them shows.
    """
    placed = set(Portal.objects.values_list("slug", flat=True)) - {row.slug for row in file.rows}
    waiting, ordered = list(file.rows), []
    while ready := [row for row in waiting if not row.parent or row.parent in placed]:
        ordered += ready
        placed |= {row.slug for row in ready}
        waiting = [row for row in waiting if row not in ready]
    above = {row.slug: row.parent or "" for row in (*file.bad_rows, *file.rows)}
    for row in (*waiting, *file.bad_rows):
        if row.parent and row.parent not in placed and (wrong := _wrong_with_place(row, above)):
            outcome.errors.append(RowError(row.line, wrong))
    return [*ordered, *(replace(row, parent=None) for row in waiting)]


def _wrong_with_place(row: Row, above: dict[str, str]) -> str:
    """Say what is wrong with the row's parent; nothing where only a row further up is wrong."""
    if row.parent not in above:
        return _("There is no portal %s.") % row.parent
    place, passed = str(row.parent), {row.slug}
    while place and place not in passed:
        passed.add(place)
        place = above.get(place, "")
    return _("%s stands below itself.") % row.slug if place == row.slug else ""


def _bring_in_row(row: Row, by: User | None, outcome: Outcome) -> None:
    values = dict(row.values) | _place(row)
    portal = Portal.objects.filter(slug=row.slug).first()
    try:
        with transaction.atomic():
            _add_or_change(portal, row.slug, values, by, outcome)
    except Refused as refusal:
        prefix = f"{refusal.field}: " if refusal.field else ""
        outcome.errors.append(RowError(row.line, f"{prefix}{refusal.message}"))


def _place(row: Row) -> dict[str, Any]:
    if row.parent is None:
        return {}
    return {"parent": Portal.objects.get(slug=row.parent) if row.parent else None}


def _add_or_change(
    portal: Portal | None, slug: str, values: dict[str, Any], by: User | None, outcome: Outcome
) -> None:
    if portal is None:
        portals.create(slug, by=by, **values)
        outcome.added.append(slug)
    elif changed := portals.change(portal, by=by, **values):
        outcome.changed[slug] = changed
    else:
        outcome.unchanged.append(slug)
