"""Texts as people mean them: names in composed letters, several words in one field."""

import re
import unicodedata

SEVERAL = re.compile(r"[\s,;|]+")


def tidy(name: str) -> str:
    """Return `name` in composed letters (NFC), without control and direction signs and doubled blanks."""
    kept = (sign if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"} else " " for sign in name)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
