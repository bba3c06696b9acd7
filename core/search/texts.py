"""The text of a document as versions and fields, ready to be analysed, kept and highlighted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.search.analysis import count_words, tidy
from core.search.registry import Document
from core.search.weights import FIELDS

LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
MARKS = re.compile(r"(?m)^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+|```.*$)|[*_`~]{2,}|`")
LONGEST = 200_000


@dataclass(frozen=True)
class Version:
    """A document in one language: its fields by weight name, in reading order."""

    language: str
    fields: list[tuple[str, str]]

    def text(self) -> str:
        """Return what a snippet may quote: everything but titles and tags."""
        return "\n".join(
            text for name, text in self.fields if text and name not in {"title", "tags", "themes"}
        )


def plain(source: str) -> str:
    """Return Markdown source as plain tidy text; plain text stays as it is."""
    if not source:
        return ""
    return tidy(MARKS.sub("", LINK.sub(r"\1", source[:LONGEST]))).strip()


def versions(document: Document) -> Iterator[Version]:
    """Yield the document in its own language, then its translations."""
    yield Version(document.language, list(_own_fields(document)))
    for other in document.translations:
        fields = [("title", other.title), ("summary", other.summary), ("body", other.body)]
        yield Version(other.language, [(name, plain(text)) for name, text in fields if text])


def languages(document: Document) -> list[str]:
    """Return every language in which the document can be read, its own first."""
    return list(dict.fromkeys([document.language, *(other.language for other in document.translations)]))


def titles(document: Document) -> dict[str, str]:
    """Return the titles by language, the document's own included."""
    known = {language: title for language, title in document.titles.items() if title}
    known |= {other.language: other.title for other in document.translations if other.title}
    return {language: tidy(title) for language, title in {document.language: document.title, **known}.items()}


def length(document: Document) -> float:
    """Return the length of the longest version in words, light fields counted in part."""
    return max(
        sum(count_words([text]) * min(1.0, FIELDS[name]) for name, text in version.fields)
        for version in versions(document)
    )


def _own_fields(document: Document) -> Iterator[tuple[str, str]]:
    yield "title", tidy(document.title)
    for title in dict.fromkeys(document.titles.values()):
        if title and title != document.title:
            yield "title", tidy(title)
    yield "summary", plain(document.summary)
    for tag in document.tags:
        yield "tags", tidy(str(tag))
    for _, label in document.themes:
        yield "themes", tidy(str(label))
    yield "body", plain(document.body)
    yield "attachments", plain(document.attachments)
    yield "comments", plain(document.comments)
