"""Find the one thing that people quote by its letter and number, such as P-5."""

import re

from core.search import registry

QUOTED = re.compile(r"#?([a-z])\s?[-–‑]?\s?([1-9][0-9]{0,8})", re.IGNORECASE)


def thing_quoted(typed: str) -> tuple[str, str] | None:
    """Return kind and key of the thing that the whole of `typed` quotes, None when it quotes none.

    Whoever shows it asks first whether the reader may see it.
    """
    found = QUOTED.fullmatch(typed.strip())
    if not found:
        return None
    for searchable in registry.kinds():
        if searchable.letter == found[1].upper():
            rows = searchable.model._default_manager.filter(number=int(found[2]))
            key = rows.values_list("pk", flat=True).first()
            return (searchable.kind, str(key)) if key else None
    return None
