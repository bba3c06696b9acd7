"""What can be wrong with a catalog."""

import re
from collections import defaultdict
from collections.abc import Iterator

from babel.messages.catalog import Message

from catalogs import APPS, LANGUAGES, ROOT, files
from catalogs.sources import Found, Key, found_in

PLACEHOLDER = re.compile(r"%\(\w+\)[a-zA-Z]|%[sd]|\{\w*\}")


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return all forms of a message or translation."""
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    """Return the places that values are put into."""
    return set(PLACEHOLDER.findall(text))


def placeholders_differ(message: Message) -> bool:
    """Say whether a translation names other values than its message; only a singular may leave some out."""
    wanted = set().union(*(placeholders(form) for form in forms(message.id)))
    *singulars, last = (placeholders(form) for form in forms(message.string))
    return last != wanted or any(not single <= wanted for single in singulars)


def edges_differ(message: Message) -> bool:
    """Say whether a translation begins or ends a line where its message does not."""
    first = forms(message.id)[0]
    return any(
        form.startswith("\n") != first.startswith("\n") or form.endswith("\n") != first.endswith("\n")
        for form in forms(message.string)
    )


def fault_of(message: Message) -> str:
    """Return what is wrong with one translated message, or nothing."""
    if message.fuzzy:
        return "is fuzzy"
    if not message.string or not all(forms(message.string)):
        return "has no translation"
    if placeholders_differ(message):
        return "has other placeholders than its translation"
    return "has other line breaks at its ends than its translation" if edges_differ(message) else ""


def faults(folder: str, language: str, found: dict[Key, Found] | None) -> Iterator[str]:
    """Yield what is wrong in one catalog: missing, empty, fuzzy, unlike its messages."""
    path = files.path_of(folder, language)
    known = files.entries(files.read(path, language))
    name = path.relative_to(ROOT)
    for text, context in found or ():
        if (text, context) not in known:
            yield f"{name}: {text!r} is missing; run scripts/messages.py extract {folder}"
    for (text, _context), message in known.items():
        if fault := fault_of(message):
            yield f"{name}: {text!r} {fault}"


def disagreements(language: str) -> Iterator[str]:
    """Yield messages that two catalogs translate differently, for Django merges all into one."""
    said: dict[tuple[Key, bool], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for folder in (".", *APPS):
        for key, message in files.entries(files.read(files.path_of(folder, language), language)).items():
            if message.string and not message.fuzzy:
                said[key, message.pluralizable][" | ".join(forms(message.string))].append(folder)
    for ((text, _context), _has_plural), translations in said.items():
        if len(translations) > 1:
            versions = "; ".join(
                f"{string!r} in {', '.join(where)}" for string, where in translations.items()
            )
            yield f"{language}: {text!r} is translated differently (use pgettext): {versions}"


def everything() -> Iterator[str]:
    """Yield every fault of every catalog."""
    sources = {app: found_in(app) for app in APPS}
    for language in LANGUAGES:
        for app in APPS:
            yield from faults(app, language, sources[app])
        yield from faults(".", language, None)
        yield from disagreements(language)
