"""Figures on a portal's page, contributed by the apps above: problems logged, practices shared.

An app writes `<app>/portal_figures.py`; it is loaded by itself when Django starts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.errors import Sentence
from portals.models import Portal


@dataclass(frozen=True)
class Figure:
    """One number with its words, and the list it counts."""

    value: int
    label: Sentence
    url: str = ""
    tone: str = ""


Provider = Callable[[Portal, Any], Iterable[Figure]]
_providers: list[Provider] = []


def register_figures(provider: Provider) -> Provider:
    """Let `provider(portal, viewer)` add figures to the page of `portal` as `viewer` may see them."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def figures_of(portal: Portal, viewer: Any) -> list[Figure]:
    """Return every figure of `portal`, in the order in which the apps were loaded."""
    return [figure for provider in _providers for figure in provider(portal, viewer)]
