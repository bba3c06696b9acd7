"""Reading a list of portals from a CSV file: whatever a spreadsheet writes, every bad row named."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.errors import Refused
from portals.models.portals import Portal, domain_name
from portals.states import PortalKind
from portals.text import SEVERAL

MAX_BYTES = 1024 * 1024
MAX_ROWS = 2000
DEMANDED = ("slug", "name_vi", "kind")
COLUMNS = (
    "slug", "name_vi", "name_en", "name_de", "short_name", "kind", "parent", "website", "email_domains",
)  # fmt: skip
PLAIN = ("name_vi", "name_en", "name_de", "short_name", "website")
SLUG = re.compile(r"^[-a-z0-9_]{1,50}$")


@dataclass(frozen=True)
class Row:
    """One line of the file: its number, the portal's short address, its parent's, and its values."""

    line: int
    slug: str
    parent: str | None
    values: dict[str, Any]


@dataclass(frozen=True)
class RowError:
    """What is wrong in which line."""

    line: int
    message: str


@dataclass
class PortalFile:
    """The rows of a file that make sense, those that do not, and what is wrong with them."""

    rows: list[Row] = field(default_factory=list)
    bad_rows: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8 or in UTF-16 with its mark; raise Refused for other codings."""
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is larger than 1 MB."), field="file")
    coding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError as error:
        raise Refused(
            _("The letters of this file cannot be read. Save it as “CSV UTF-8” and try again."), field="file"
        ) from error
    if "\0" in text:
        raise Refused(_("This is not a text file."), field="file")
    return text


def read(text: str) -> PortalFile:
    """Return the rows and errors of `text`, whose first line names the columns, parted by , ; or tab.

    Raises Refused when it is no such table, lacks a needed column, or has more than 2,000 rows.
    """
    table = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=_delimiter(text), restval="")
    _check_columns([(name or "").strip().lower() for name in table.fieldnames or []])
    table.fieldnames = [(name or "").strip().lower() for name in table.fieldnames or []]
    found, seen = PortalFile(), set()
    for line, cells in _numbered(table):
        problems = list(_problems(cells, seen))
        seen.add(cells.get("slug", ""))
        found.errors += [RowError(line, problem) for problem in problems]
        (found.bad_rows if problems else found.rows).append(_row(line, cells))
    return found


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _check_columns(names: list[str]) -> None:
    missing = [name for name in DEMANDED if name not in names]
    if missing:
        raise Refused(
            _("The first line must name the columns. Missing: %s.") % ", ".join(missing), field="file"
        )


def _numbered(table: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    try:
        for count, cells in enumerate(table, 1):
            if count > MAX_ROWS:
                raise Refused(_("The file has more than 2,000 rows."), field="file")
            yield table.line_num, {name: str(cell).strip() for name, cell in cells.items() if name}
    except csv.Error as error:
        raise Refused(_("Line %s is not part of a table.") % table.line_num, field="file") from error


def _problems(cells: dict[str, str], seen: set[str]) -> Iterator[str]:
    slug = cells["slug"]
    if not SLUG.match(slug):
        yield _("“%s” is no short address: use small letters, digits and hyphens.") % slug[:60]
    elif slug in seen:
        yield _("%s stands in the file twice.") % slug
    if not cells["name_vi"]:
        yield _("The Vietnamese name is missing.")
    if cells["kind"] not in PortalKind.values:
        yield _("Unknown kind “%(kind)s”. Known: %(known)s.") % {
            "kind": cells["kind"][:40],
            "known": ", ".join(PortalKind.values),
        }
    yield from _refused_by_columns(cells)
    for domain in _domains(cells):
        if not _is_domain(domain):
            yield _("“%s” is no domain name.") % domain[:80]


def _refused_by_columns(cells: dict[str, str]) -> Iterator[str]:
    """Yield what the portal's own columns would say to names and web address."""
    for name in PLAIN:
        column: Any = Portal._meta.get_field(name)
        try:
            column.run_validators(cells.get(name, ""))
        except ValidationError as error:
            yield f"{name}: {error.messages[0]}"


def _domains(cells: dict[str, str]) -> list[str]:
    return [domain.lower() for domain in SEVERAL.split(cells.get("email_domains", "")) if domain]


def _row(line: int, cells: dict[str, str]) -> Row:
    """Return the row with the columns that the file has; others are left as they are."""
    plain = [name for name in COLUMNS if name not in {"slug", "parent", "email_domains"}]
    values: dict[str, Any] = {name: cells[name] for name in plain if name in cells}
    if "email_domains" in cells:
        values["domains"] = _domains(cells)
    return Row(line, cells["slug"], cells.get("parent") if "parent" in cells else None, values)


def _is_domain(word: str) -> bool:
    try:
        domain_name(word)
    except ValidationError:
        return False
    return True
