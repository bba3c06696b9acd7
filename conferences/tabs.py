"""The second bar inside a conference: apps above add their places without being known here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conferences.models import Conference
from core.errors import Sentence


def _always(user: Any, conference: Conference) -> bool:
    return True


@dataclass(frozen=True)
class Tab:
    """One place in the bar; `address` may be empty for a conference that lacks it, which hides the tab."""

    key: str
    label: Sentence
    order: int
    address: Callable[[Conference], str]
    shown: Callable[[Any, Conference], bool] = _always


_tabs: dict[str, Tab] = {}


def register_tab(tab: Tab) -> None:
    """Add `tab` to the bar of every conference; the same key replaces."""
    _tabs[tab.key] = tab


def tabs_of(user: Any, conference: Conference) -> list[tuple[Tab, str]]:
    """Return the tabs `user` sees on `conference`, in order, each with its address."""
    places = [(tab, tab.address(conference)) for tab in sorted(_tabs.values(), key=lambda tab: tab.order)]
    return [(tab, address) for tab, address in places if address and tab.shown(user, conference)]
