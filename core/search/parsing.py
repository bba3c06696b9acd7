"""Read what people type: words, "phrases", -excluded, and field words such as portal:moh."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.search.analysis import WORD, fold, tidy

LONGEST = 300
MOST_WORDS = 40
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
PIECE = re.compile(
    r'(?P<minus>(?<!\S)[-−–](?=[\w"]))?(?:(?P<name>\w+):(?=[\w"]))?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))'
)
FIELDS = {
    "kind": "kind", "loai": "kind", "art": "kind",
    "portal": "portal", "cong": "portal",
    "theme": "theme", "chude": "theme", "thema": "theme",
    "state": "state", "trangthai": "state", "status": "state",
    "language": "language", "lang": "language", "ngonngu": "language", "sprache": "language",
}  # fmt: skip


@dataclass
class Question:
    """A question taken apart: words as written, what must and must not stand, and field words."""

    text: str = ""
    words: list[str] = field(default_factory=list)
    phrases: list[list[str]] = field(default_factory=list)
    excluded: list[list[str]] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)

    @property
    def folded(self) -> list[str]:
        """Return the words under the form in which they are looked up."""
        return [fold(word) for word in self.words]


def parse(typed: str) -> Question:
    """Take `typed` apart; nothing a person can type is an error, too much is cut off."""
    text = " ".join(tidy(typed[:LONGEST]).translate(QUOTES).split())
    question = Question(text=text)
    for piece in PIECE.finditer(text):
        _add(question, piece)
    question.words = question.words[:MOST_WORDS]
    return question


def _add(question: Question, piece: re.Match[str]) -> None:
    written = piece["quoted"] if piece["quoted"] is not None else piece["bare"]
    name = FIELDS.get(fold(piece["name"])) if piece["name"] else None
    if piece["name"] and not name:
        written = f"{piece['name']} {written}"
    found = WORD.findall(written)
    if not found:
        return
    if name:
        question.fields.setdefault(name, []).append(written.strip())
    elif piece["minus"]:
        question.excluded.append([fold(word) for word in found][:MOST_WORDS])
    else:
        question.words += found
        if piece["quoted"] is not None:
            question.phrases.append([fold(word) for word in found][:MOST_WORDS])


def numbers_in(question: Question) -> Iterator[str]:
    """Yield words that are document numbers or years, which are never corrected."""
    return (word for word in question.folded if any(letter.isdigit() for letter in word))
