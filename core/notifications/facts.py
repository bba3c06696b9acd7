"""Groups of facts, for people who choose what they are mailed about."""

from collections.abc import Iterable

from core.facts import Fact, all_facts


def mailed_facts() -> list[Fact]:
    """Return the facts that are mailed unless a person mutes them."""
    return [one for one in all_facts() if one.mail]


def known_keys(keys: Iterable[str]) -> list[str]:
    """Return those of `keys` that are facts which are mailed."""
    known = {one.key for one in mailed_facts()}
    return sorted(known & set(keys))
