"""Find the messages in Python files and in Django templates, app by app."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from catalogs import APPS, ROOT

# The top-level template folders that carry no app's name, and the app that translates them.
TEMPLATE_OWNERS = dict.fromkeys(
    ("account", "allauth", "mfa", "openid_connect", "socialaccount", "usersessions"), "portals"
)
EXTRA_PYTHON = {"core": ("config",)}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg"}
SKIPPED_FOLDERS = {"migrations", "__pycache__", "locale"}
COMMENT_TAGS = ("Translators",)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

Key = tuple[str, str | None]  # the (singular) message and its context


@dataclass
class Found:
    """One message of the sources: its plural, the files it stands in, what the writer says of it."""

    plural: str | None = None
    paths: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)


def python_files(app: str) -> Iterator[Path]:
    """Yield the Python files whose messages `app` translates."""
    for folder in (app, *EXTRA_PYTHON.get(app, ())):
        for path in (ROOT / folder).rglob("*.py"):
            if not SKIPPED_FOLDERS.intersection(path.parts):
                yield path


def template_owner(path: Path) -> str:
    """Return the app that translates a file of the top-level templates folder: the first one its path names."""
    folders = path.relative_to(ROOT / "templates").parts
    named = (folder if folder in APPS else TEMPLATE_OWNERS.get(folder) for folder in folders)
    return next((app for app in named if app), "core")


def templates(app: str) -> Iterator[Path]:
    """Yield the templates whose messages `app` translates."""
    shared = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    own = [path for path in (ROOT / app).glob("**/templates/**/*") if path.is_file()]
    for path in [*(path for path in shared if template_owner(path) == app), *own]:
        if path.suffix in TEMPLATE_SUFFIXES:
            yield path


def template_as_python(path: Path) -> bytes:
    """Return the template's messages as Python calls, without the indentation that breaks the tokenizer."""
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in source.splitlines()).encode()


def messages_in(source: bytes) -> Iterator[tuple[Key, str | None, list[str]]]:
    """Yield key, plural and comments of each message in Python source."""
    calls = extract("python", io.BytesIO(source), KEYWORDS, COMMENT_TAGS, {"encoding": "utf-8"})
    for _line, message, comments, context in calls:
        words = (message,) if isinstance(message, str) else message
        if words[0]:
            yield (words[0], context), (words[1] if len(words) > 1 else None), comments


def found_in(app: str) -> dict[Key, Found]:
    """Return every message of `app`."""
    found: dict[Key, Found] = {}
    sources = [(path, path.read_bytes()) for path in python_files(app)]
    sources += [(path, template_as_python(path)) for path in templates(app)]
    for path, source in sources:
        for key, plural, comments in messages_in(source):
            entry = found.setdefault(key, Found())
            entry.plural = entry.plural or plural
            entry.paths.add(path.relative_to(ROOT).as_posix())
            entry.comments += [comment for comment in comments if comment not in entry.comments]
    return found
