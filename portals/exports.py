"""A person's own data as one archive; each app registers its section."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core.errors import Sentence

Row = Mapping[str, Any]
IN_MEMORY = 5 * 1024 * 1024
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Section:
    """One kind of data: what it is called, the person's rows, the person's files as (name, stored file)."""

    key: str
    label: Sentence
    rows: Callable[[Any], Iterable[Row]]
    files: Callable[[Any], Iterable[tuple[str, Any]]] | None = None


_sections: dict[str, Section] = {}


def register(
    key: str,
    label: Sentence,
    rows: Callable[[Any], Iterable[Row]],
    files: Callable[[Any], Iterable[tuple[str, Any]]] | None = None,
) -> None:
    """Add a section to everybody's archive; `rows(user)` must hold nothing of other people."""
    _sections[key] = Section(key, label, rows, files)


def sections() -> list[Section]:
    """Return the sections in the order in which the apps were loaded."""
    return list(_sections.values())


def archive(user: Any) -> tuple[IO[bytes], int]:
    """Return a ZIP of `data.json`, `data.html` and the person's files, read from its start, and its rows' number."""
    gathered = [(section, list(section.rows(user))) for section in sections()]
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with translation.override(user.language), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("data.json", _as_json(gathered))
        zipped.writestr("data.html", _as_html(user, gathered))
        for section, _rows in gathered:
            _add_files(zipped, section, user)
    target.seek(0)
    return target, sum(len(rows) for _section, rows in gathered)


def _as_json(gathered: list[tuple[Section, list[Row]]]) -> str:
    content = {section.key: rows for section, rows in gathered}
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _as_html(user: Any, gathered: list[tuple[Section, list[Row]]]) -> str:
    words = {"user": user, "gathered": gathered, "language": user.language, "at": timezone.now()}
    return render_to_string("portals/export.html", words)


def _add_files(zipped: zipfile.ZipFile, section: Section, user: Any) -> None:
    for name, stored in section.files(user) if section.files else ():
        if not stored.storage.exists(stored.name):
            continue
        with stored.open("rb") as source, zipped.open(f"files/{section.key}/{name}", "w") as target:
            for chunk in iter(lambda: source.read(CHUNK), b""):
                target.write(chunk)
