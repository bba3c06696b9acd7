"""Importing practices as drafts and exporting the library."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.text.slugs import free_slug
from library import facts, policies
from library.models import TEXT_FIELDS, BestPractice
from library.reading import Row
from library.states import EDITABLE
from portals.models import Portal, User
from portals.policies import demand_portal


@dataclass
class Report:
    """What an import did, or would do in a dry run; rows by number and title."""

    added: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)
    empty: list[Row] = field(default_factory=list)

    @property
    def good(self) -> int:
        """How many rows would be written."""
        return len(self.added) + len(self.changed)

    @property
    def is_clean(self) -> bool:
        """Whether every row can be imported."""
        return not self.refused

    @property
    def does_nothing(self) -> bool:
        """Whether the drafts already are as the file says."""
        return not (self.added or self.changed or self.refused)


def preview(rows: list[Row], *, by: User) -> Report:
    """Return what an import would do; writes nothing. Raises NotAllowed for those who may not import."""
    portal = _demand_importer(by)
    known = _known(portal)
    report, seen = Report(), set[str]()
    for row in rows:
        source = row.text.get("source_id", "")
        if source and source in seen:
            row.errors.append(_("the same number stands in an earlier row"))
        seen.add(source)
        _sort(report, row, known.get(source) if source else None)
    return report


def _demand_importer(by: User) -> Portal:
    if not policies.can_import(by):
        raise NotAllowed(_("Editors import practices."))
    return demand_portal(by)


def _known(portal: Portal) -> dict[str, BestPractice]:
    return {one.source_id: one for one in BestPractice.objects.filter(owner=portal).exclude(source_id="")}


def _sort(report: Report, row: Row, known: BestPractice | None) -> None:
    if row.is_empty:
        report.empty.append(row)
    elif row.errors:
        report.refused.append(row)
    elif known is None:
        report.added.append(row)
    elif all(getattr(known, name) == row.text.get(name, "") for name in TEXT_FIELDS):
        report.unchanged.append(row)
    elif known.state not in EDITABLE:
        row.errors.append(_("already in review or published: begin a new version there"))
        report.refused.append(row)
    else:
        report.changed.append(row)


@transaction.atomic
def import_rows(rows: list[Row], *, by: User, language: str, leaving_out: bool = False) -> Report:
    """Import every row as a draft of the portal `by` acts for, or none when any row is refused.

    `leaving_out` imports the good rows and leaves the faulty ones out. Rows are known again by their
    number (`source_id`): a second import changes nothing. Raises Refused naming the bad rows.
    """
    report = preview(rows, by=by)
    if not (report.is_clean or leaving_out):
        bad = ", ".join(str(row.number) for row in report.refused[:20])
        raise Refused(
            _("Nothing was imported. Mend these rows first: %(rows)s.") % {"rows": bad}, field="file"
        )
    portal = demand_portal(by)
    known = _known(portal)
    for row in report.added:
        slug = free_slug(BestPractice, row.text["title"], "practice")
        own = {"slug": slug, "owner": portal, "author": by, "changed_by": by, "language": language}
        BestPractice.objects.create(**own, **row.text)
    for row in report.changed:
        practice = known[row.text["source_id"]]
        practice.fill({name: row.text.get(name, "") for name in TEXT_FIELDS})
        practice.revision, practice.changed_by = practice.revision + 1, by
        practice.save()
    announce(
        facts.PRACTICES_IMPORTED,
        by=by,
        acting_for=portal,
        about=portal,
        url="",
        detail={"rows": report.good},
    )
    return report


@transaction.atomic
def export(practices: QuerySet[BestPractice], *, by: User) -> list[BestPractice]:
    """Return the practices for an export and record who took how many."""
    rows = list(practices)
    announce(
        facts.PRACTICES_EXPORTED,
        by=by,
        acting_for=by.portal,
        about=by.portal or by,
        url="",
        detail={"rows": len(rows)},
    )
    return rows
