"""Read, write, update and compile .po files so that two branches merge without noise.

No dates, no line numbers, no guessed translations, no wrapped lines; messages sorted by themselves.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from catalogs import ROOT
from catalogs.sources import Found, Key

HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Interportal\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"

"""


def path_of(folder: str, language: str) -> Path:
    """Return the catalog of an app; the folder "." has the one for third-party packages."""
    return ROOT / folder / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """Return the catalog, or an empty one where there is none; raise PoFileError on broken files."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write(path: Path, catalog: Catalog, language: str) -> None:
    """Write the catalog unless the file says the same already."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    head = HEADER.format(language=language, plurals=catalog.plural_forms.rstrip(";"))
    text = (head + body.getvalue().decode()).rstrip() + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def key_of(message: Message) -> Key:
    """Return the key of a catalog's message."""
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return singular, message.context


def entries(catalog: Catalog) -> dict[Key, Message]:
    """Return the catalog's messages by key, without the header."""
    return {key_of(message): message for message in catalog if message.id}


def blank(catalog: Catalog, plural: str | None) -> str | tuple[str, ...]:
    """Return what an untranslated message holds."""
    return ("",) * catalog.num_plurals if plural else ""


def fits(string: object, plural: str | None) -> bool:
    """Say whether a kept translation has the shape that the message needs now."""
    return isinstance(string, tuple) if plural else isinstance(string, str)


def kept(catalog: Catalog) -> dict[Key, Message]:
    """Return all translations there are, also those of messages that had gone."""
    obsolete = {key_of(message): message for message in catalog.obsolete.values()}
    return obsolete | entries(catalog)


def updated(old: Catalog, found: dict[Key, Found], language: str) -> Catalog:
    """Return a catalog of exactly the found messages, with the old translations, the rest obsolete."""
    new = Catalog(locale=language)
    known = kept(old)
    for key, entry in found.items():
        before = known.pop(key, None)
        string = before.string if before and fits(before.string, entry.plural) else blank(new, entry.plural)
        flags = {"fuzzy"} if before and before.fuzzy else set()
        places = [(path, None) for path in sorted(entry.paths)]
        text = (key[0], entry.plural) if entry.plural else key[0]
        new.add(text, string, places, flags, auto_comments=entry.comments, context=key[1])
    for key, message in known.items():
        if message.string and any(message.string):
            new.obsolete[key] = message
    return new


def compiled(path: Path, language: str) -> bool:
    """Compile the catalog when it is newer than its .mo file; say whether that was needed."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return False
    ready = target.with_suffix(".mo.new")
    with ready.open("wb") as file:
        write_mo(file, read(path, language))
    ready.replace(target)
    return True
