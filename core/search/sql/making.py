"""Make the rows of an entry from a document."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.search import reach
from core.search.analysis import folded_text
from core.search.models import Audience, Entry, EntryText, Generation
from core.search.registry import Document
from core.search.sql.impacts import Key, impacts
from core.search.texts import Version, languages, titles, versions


@dataclass(frozen=True)
class Analysed:
    """A document taken apart once: its versions, the impact of each term, its length in words."""

    document: Document
    versions: list[Version]
    weighed: dict[Key, int]
    words: int

    @property
    def audience(self) -> Audience:
        """The widest circle that may read it."""
        return audience(self.document.reach)


def thing_of(document: Document) -> tuple[str, str]:
    """Return the name under which a document is kept."""
    return document.kind, str(document.object_id)


def analyse(document: Document, average_words: float, settled: int = 0) -> Analysed:
    """Take a document apart; `settled` is the length under which it is kept so far."""
    parts = list(versions(document))
    return Analysed(document, parts, *impacts(parts, average_words, settled))


def audience(tokens: Iterable[str]) -> Audience:
    """Return the widest circle that a document of this reach belongs to."""
    if reach.PUBLIC in tokens:
        return Audience.PUBLIC
    return Audience.MEMBERS if reach.MEMBERS in tokens else Audience.NARROW


def entry_of(analysed: Analysed, generation: Generation) -> Entry:
    """Return the entry of a document, not saved and without its traits."""
    document = analysed.document
    return Entry(
        generation=generation,
        object_id=str(document.object_id),
        language=document.language,
        title=titles(document)[document.language][:500],
        url=document.url[:500],
        themes={str(key): str(label) for key, label in document.themes},
        dated_on=document.dated_on,
        verified_until=document.verified_until,
        is_outdated=document.is_outdated,
        adoptions=document.adoptions,
        audience=analysed.audience,
        words=analysed.words,
        folded_titles="".join(folded_text(title) for title in titles(document).values())[:1500],
        **_facets(document),
    )


def text_of(analysed: Analysed, entry: Entry, term_ids: Iterable[int]) -> EntryText:
    """Return what is quoted of a document, not saved."""
    document = analysed.document
    return EntryText(
        entry=entry,
        titles=titles(document),
        summary=next((text for name, text in analysed.versions[0].fields if name == "summary"), ""),
        texts=[[version.language, version.text()] for version in analysed.versions],
        extras=dict(document.extras),
        term_ids=array("Q", sorted(term_ids)).tobytes(),
    )


def _facets(document: Document) -> dict[str, Any]:
    portal_id, portal_label = document.portal or (None, "")
    state, state_label = document.state or ("", "")
    return {
        "kind": document.kind,
        "languages": _joined(languages(document)),
        "portal_id": portal_id,
        "portal_label": str(portal_label)[:300],
        "state": state,
        "state_label": str(state_label)[:100],
        "theme_keys": _joined(str(key) for key, _ in document.themes)[:500],
    }


def _joined(values: Iterable[str]) -> str:
    return "|" + "".join(f"{value}|" for value in dict.fromkeys(values))
