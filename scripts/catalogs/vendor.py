"""Find what third-party packages leave untranslated, from the catalogs that they ship themselves.

allauth and django-filter have no Vietnamese at all, Django's own is three quarters complete. Only what
a person can meet is taken: no admin, no providers that we do not use, no names of languages.
allauth's German says "du" in places; a government says "Sie", so those count as untranslated too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from catalogs.files import entries, key_of
from catalogs.sources import Found, Key

INFORMAL = {
    "de": re.compile(r"\b(du|dir|dich|dein\w*|wähle|versuche|kontaktiere|bestätige)\b", re.IGNORECASE)
}


@dataclass(frozen=True)
class Package:
    """A folder with catalogs, which of them lists all messages, and the source paths that matter."""

    module: str
    folder: str = "locale"
    complete: str = "en"
    wanted: tuple[str, ...] = ("",)
    unwanted: tuple[str, ...] = ()


UNMET = (
    "socialaccount/providers/",
    "headless/",
    "idp/",
    "templates/idp/",
    "account/models",
    "account/admin",
    "socialaccount/models",
)
PACKAGES = (
    Package("allauth", unwanted=UNMET),
    Package("django_filters", complete="de"),
    Package("django", "conf/locale", unwanted=("conf/global_settings", "contrib/", "views/templates/")),
    Package("django", "contrib/auth/locale", wanted=("contrib/auth/",), unwanted=("contrib/auth/admin",)),
    Package("django", "contrib/humanize/locale"),
    Package("rest_framework", complete="en_US", unwanted=("authtoken/", "templates/")),
)


def catalog_of(package: Package, language: str) -> Catalog:
    """Return a package's own catalog of a language, empty when it has none."""
    home = Path(find_spec(package.module).origin).parent
    path = home / package.folder / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def is_wanted(package: Package, message: Message) -> bool:
    """Say whether a person can meet the message."""
    paths = [place for place, _line in message.locations]
    return any(
        path.startswith(package.wanted) and not (package.unwanted and path.startswith(package.unwanted))
        for path in paths
    )


def wanted(package: Package) -> Iterator[Message]:
    """Yield the messages of a package that a person can meet."""
    for message in entries(catalog_of(package, package.complete)).values():
        if is_wanted(package, message):
            yield message


def translated(package: Package, language: str) -> set[Key]:
    """Return what the package itself translates well."""
    own = entries(catalog_of(package, language))
    return {key for key, message in own.items() if is_well_said(message, language)}


def is_well_said(message: Message, language: str) -> bool:
    """Say whether the translation is whole, sure and polite."""
    forms = (message.string,) if isinstance(message.string, str) else message.string
    informal = INFORMAL.get(language)
    return all(forms) and not message.fuzzy and not (informal and informal.search(" ".join(forms)))


def gaps(language: str) -> dict[Key, Found]:
    """Return the messages that our own catalog has to fill for a language."""
    found: dict[Key, Found] = {}
    for package in PACKAGES:
        done = translated(package, language)
        for message in wanted(package):
            if key_of(message) not in done:
                plural = None if isinstance(message.id, str) else message.id[1]
                paths = {f"{package.module}/{place}" for place, _line in message.locations}
                found[key_of(message)] = Found(plural, paths, list(message.auto_comments))
    return found
