"""The desks under /manage/: each app names its own in `<app>/manage_desks.py`, each person sees theirs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.errors import Sentence


@dataclass(frozen=True)
class Desk:
    """One place of work: its word, what is done there, where it is, and how many things wait."""

    label: Sentence
    purpose: Sentence
    url: str
    sign: str
    waiting: int = 0


Provider = Callable[[Any], Iterable[Desk]]
_providers: list[Provider] = []


def register_desks(provider: Provider) -> Provider:
    """Let `provider(user)` name the desks that are the user's; `<app>/manage_desks.py` is loaded by itself."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def desks_of(user: Any) -> list[Desk]:
    """Return the desks of `user`, in the order in which the apps were loaded."""
    return [desk for provider in _providers for desk in provider(user)]
