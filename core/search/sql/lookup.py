"""Look terms up by their text, each at most once per question."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from core.search.models import Audience, Generation
from core.search.sql.impacts import Key
from core.search.sql.storage import chunks
from core.search.sql.vocabulary import COUNTS

STATEMENT = """
WITH asked (kind, text) AS (VALUES {rows})
SELECT term.kind, term.text, term.id, term.entries, term.{shared}
FROM asked CROSS JOIN search_term term
WHERE term.generation_id = %s AND term.kind = asked.kind AND term.text = asked.text AND term.entries > 0
"""


@dataclass(frozen=True)
class Known:
    """A term of the index: its id, in how many entries it stands, and in how many for the circle."""

    term_id: int
    entries: int
    shared: int


class Lookup:
    """The terms of one generation as far as a question asked for them."""

    def __init__(self, generation: Generation, circle: Audience) -> None:
        self.generation, self.circle = generation, circle
        self.known: dict[Key, Known | None] = {}

    def learn(self, keys: Iterable[Key]) -> None:
        """Read what is not yet known of `keys`, all in one statement."""
        new = {key for key in keys if key not in self.known}
        self.known |= dict.fromkeys(new)
        for some in chunks(sorted(new)):
            self._read(some)

    def _read(self, keys: list[Key]) -> None:
        rows = ", ".join(["(%s, %s)"] * len(keys))
        statement = STATEMENT.format(rows=rows, shared=COUNTS[self.circle])
        with connection.cursor() as cursor:
            cursor.execute(statement, [value for key in keys for value in key] + [self.generation.pk])
            for kind, text, *term in cursor.fetchall():
                self.known[(kind, text)] = Known(*term)

    def __getitem__(self, key: Key) -> Known | None:
        return self.known.get(key)
