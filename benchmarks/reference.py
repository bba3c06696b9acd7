"""What search is compared with: the full-text table (FTS5) of the SQLite that Python brings along, words only.

It has neither rights, facets, passages nor corrections; it shows how fast this machine is just now.
"""

import re
import sqlite3
from collections.abc import Sequence

from core.search.registry import Document

MOST = 20
FIND = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text) LIMIT ?"


class Reference:
    """All texts in one FTS5 table in memory."""

    def __init__(self) -> None:
        self.base = sqlite3.connect(":memory:")
        self.base.execute(
            "CREATE VIRTUAL TABLE text USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')"
        )

    def build(self, texts: Sequence[Document]) -> None:
        """Add the texts, one by one as an engine must that keeps itself current."""
        for text in texts:
            self.renew(text)

    def renew(self, text: Document) -> None:
        """Write one text anew."""
        number = int(str(text.object_id))
        self.base.execute("DELETE FROM text WHERE rowid = ?", [number])
        row = [number, text.title, f"{text.summary} {text.body}"]
        self.base.execute("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)", row)

    def find(self, typed: str) -> list[int]:
        """Return the best texts that hold any of the words."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", typed))
        rows = self.base.execute(FIND, [words, MOST])
        return [number for (number,) in rows]
