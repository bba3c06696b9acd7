"""CSV that no spreadsheet runs as a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: Any) -> str:
    """Return `value` as a cell that is shown, never computed."""
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def csv_response(name: str, heading: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a download of `rows` under `heading`: UTF-8 with a byte order mark, cells made neutral."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([neutral(cell) for cell in heading])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return response
