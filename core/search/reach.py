"""Who may find what: a document names tokens, a reader holds tokens, one in common is enough.

Tokens are words like "public", "members", "portal:7", "user:12", "board:3". Every reader holds
"public"; signed-in ones also "user:ID"; administrators "admins". Apps add the others.
"""

from collections.abc import Callable, Iterable
from typing import Any

PUBLIC = "public"
MEMBERS = "members"
ADMINS = "admins"

Provider = Callable[[Any], Iterable[str]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let `provider(user)` add the tokens that a signed-in user holds; twice counts once."""
    if provider not in _providers:
        _providers.append(provider)


def tokens_for(viewer: Any) -> set[str]:
    """Return every token of `viewer`: a user, an anonymous one, or None."""
    if viewer is None or not viewer.is_authenticated:
        return {PUBLIC}
    tokens = {PUBLIC, f"user:{viewer.pk}"} | ({ADMINS} if viewer.is_superuser else set())
    for provider in _providers:
        tokens.update(provider(viewer))
    return tokens
