"""Reading practices from a file: CSV or JSON lines, under many people's column names."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.errors import Refused
from core.models import label_of
from library.models.texts import SUMMARY_LENGTH, TEXT_FIELDS, TITLE_LENGTH, PracticeText

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 2000
MAX_SECTION = 100_000
ALIASES = {
    "id": "source_id",
    "lesson_id": "source_id",
    "problem": "problem_solved",
    "driving_event": "problem_solved",
    "lesson": "results",
    "lesson_learned": "results",
    "lessons_learned": "results",
    "result": "results",
    "recommendation": "steps",
    "recommendations": "steps",
    "abstract": "summary",
    "context": "setting",
}
COLUMNS = {*TEXT_FIELDS, "source_id"}


@dataclass
class Row:
    """One row of the file: its number as the reader counts (heading is 1), its text, what is wrong with it."""

    number: int
    text: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_empty: bool = False


def read(name: str, content: bytes) -> list[Row]:
    """Return the rows of a file, empty ones too; each names its own errors.

    Raises Refused (field `file`) when the whole file cannot be read: too large, not UTF-8, no known
    column, no rows, or more than 2,000.
    """
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is larger than 5 MB."), field="file")
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("The file is not UTF-8. Save it as “CSV UTF-8”."), field="file") from error
    is_json = name.lower().endswith((".jsonl", ".ndjson"))
    rows = [_checked(row) for row in (_json_rows(source) if is_json else _csv_rows(source))]
    if all(row.is_empty for row in rows):
        raise Refused(_("The file holds no rows."), field="file")
    if sum(not row.is_empty for row in rows) > MAX_ROWS:
        raise Refused(_("The file holds more than 2,000 rows. Split it."), field="file")
    return rows


def _csv_rows(source: str) -> Iterator[Row]:
    source = source.replace("\0", "")
    heading = source.splitlines()[0] if source.strip() else ""
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(source), delimiter=delimiter)
    names = [_column(word) for word in next(reader, [])]
    if not COLUMNS & set(names):
        known = ", ".join(("title", "summary", *ALIASES))
        raise Refused(_("No column is known. Known columns: %(columns)s.") % {"columns": known}, field="file")
    for number, cells in enumerate(reader, start=2):
        row = Row(number, dict(zip(names, (cell.strip() for cell in cells), strict=False)))
        row.is_empty = not any(cell.strip() for cell in cells)
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            row.errors.append(_("more cells than columns"))
        yield row


def _json_rows(source: str) -> Iterator[Row]:
    for number, line in enumerate(source.splitlines(), start=1):
        if not line.strip():
            yield Row(number, is_empty=True)
            continue
        try:
            found = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            yield Row(number, errors=[_("not JSON")])
            continue
        yield _json_row(number, found)


def _json_row(number: int, found: Any) -> Row:
    if not isinstance(found, dict):
        return Row(number, errors=[_("not an object")])
    words = {_column(str(key)): value for key, value in found.items()}
    return Row(
        number, {key: str(value).strip() for key, value in words.items() if isinstance(value, str | int)}
    )


def _column(word: str) -> str:
    name = word.strip().lower().replace(" ", "_").replace("-", "_")
    return ALIASES.get(name, name)


def _checked(row: Row) -> Row:
    row.text = {name: value for name, value in row.text.items() if name in COLUMNS and value}
    if row.errors or row.is_empty:
        return row
    told = ("summary", "results", "problem_solved")
    whole = next((row.text[name] for name in told if name in row.text), "")
    if not whole:
        names = ", ".join(label(name) for name in told)
        row.errors.append(_("one of these is needed: %(columns)s") % {"columns": names})
        return row
    if "title" not in row.text:
        row.text["title"] = shortened(whole.partition(". ")[0], TITLE_LENGTH)
        row.notes.append(_("title made from the first sentence"))
    if "summary" not in row.text:
        row.text["summary"] = shortened(whole, SUMMARY_LENGTH)
    _check_lengths(row)
    return row


def _check_lengths(row: Row) -> None:
    limits = {"title": TITLE_LENGTH, "summary": SUMMARY_LENGTH, "source_id": 80}
    for name, value in row.text.items():
        limit = limits.get(name, MAX_SECTION)
        if len(value) > limit:
            row.errors.append(
                _("“%(column)s” is longer than %(limit)s characters")
                % {"column": label(name), "limit": number_format(limit, force_grouping=True)}
            )


def label(column: str) -> str:
    """Return how people call a column."""
    if column == "source_id":
        return str(_("number"))
    return str(capfirst(label_of(PracticeText, column)))


def shortened(text: str, limit: int) -> str:
    """Return `text` in one line, cut between words to at most `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut if line[limit - 1] == " " else cut.rsplit(" ", 1)[0]) + "…"
