"""Short forms of names."""

SHORT = 4


def initials(name: str) -> str:
    """Return up to three capitals that stand for `name`; short codes such as `BTC` stay as they are.

    Vietnamese names are long: the first letters of the first two words and of the last one are kept.
    """
    name = str(name).strip()
    if len(name) <= SHORT and name.isupper():
        return name
    words = [word for word in name.replace("-", " ").replace(".", " ").split() if word[0].isalnum()]
    chosen = words if len(words) <= 3 else [*words[:2], words[-1]]
    return "".join(word[0] for word in chosen).upper() or "–"
