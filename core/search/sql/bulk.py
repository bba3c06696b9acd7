"""Many rows in one statement, without a parameter for each value: arrays on PostgreSQL, one JSON text on SQLite."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

JSON_ROWS = "(SELECT {fields} FROM json_each(%s)) AS {name}"
Rows = Sequence[Sequence[Any]]


def table(name: str, **columns: str) -> str:
    """Return a source of rows for FROM, called `name`, with these columns and types; see `values`."""
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
        return f"UNNEST({arrays}) AS {name} ({', '.join(columns)})"
    fields = ", ".join(f"json_extract(value, '$[{at}]') AS {column}" for at, column in enumerate(columns))
    return JSON_ROWS.format(fields=fields, name=name)


def values(rows: Rows) -> list[Any]:
    """Return the parameters that fill the source with `rows`, which must not be empty."""
    if connection.vendor == "postgresql":
        return [list(column) for column in zip(*rows, strict=True)]
    return [json.dumps(rows, ensure_ascii=False)]


def fetch(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def run(statement: str, parameters: Sequence[Any]) -> None:
    """Run a statement that returns nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def in_slices(rows: Rows, size: int = 20_000) -> Iterator[Rows]:
    """Yield the rows in parts that a statement can hold with ease."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
