"""What can have happened: a fact has a stable key and one human sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import Sentence

_facts: dict[str, "Fact"] = {}


@dataclass(frozen=True)
class Fact:
    """Something that has happened, in the past tense.

    `sentence` is a lazy translation with the placeholders {actor}, {portal} and {about} and any key
    of the announcement's detail. `mail` says whether those told get a mail unless they chose otherwise;
    `once` that a further mail about the same thing waits until the person has read of it.
    """

    key: str
    sentence: Sentence
    mail: bool = False
    once: bool = False

    def __post_init__(self) -> None:
        """Register the fact; raise ValueError when its key is taken."""
        if self.key in _facts:
            raise ValueError(f"two facts are called {self.key}")
        _facts[self.key] = self

    def say(self, words: Mapping[str, Any]) -> str:
        """Return the sentence in the active language, with blanks for words that are missing."""
        return str(self.sentence).format_map(_Forgiving(words))


class _Forgiving(dict[str, Any]):
    """A mapping that answers an unknown placeholder with an ellipsis instead of failing."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        super().__init__({key: value for key, value in words.items() if value not in (None, "")})

    def __missing__(self, key: str) -> str:
        return "…"


def fact(key: str) -> Fact | None:
    """Return the fact registered as `key`, or None when the code no longer knows it."""
    return _facts.get(key)


def all_facts() -> list[Fact]:
    """Return every fact of the product, by key."""
    return sorted(_facts.values(), key=lambda one: one.key)
