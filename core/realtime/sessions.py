"""Whose session a cookie names, without touching the session."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac


def digest(session_key: str) -> str:
    """Return a name for the session that is safe to store and send."""
    return salted_hmac("core.realtime.session", session_key).hexdigest()[:32]


def people(keys: Iterable[str]) -> dict[str, Any]:
    """Return the active person of each session in `keys` that is valid now, with two queries.

    A session ends by logout, by time, by deactivation, and when the password changes.
    """
    rows = Session.objects.filter(session_key__in=set(keys), expire_date__gt=timezone.now())
    contents = {row.session_key: row.get_decoded() for row in rows}
    primary = get_user_model()._meta.pk
    ids = {key: primary.to_python(one[SESSION_KEY]) for key, one in contents.items() if SESSION_KEY in one}
    users = get_user_model()._default_manager.filter(is_active=True).in_bulk(set(ids.values()))
    return {key: users[pk] for key, pk in ids.items() if pk in users and _fits(users[pk], contents[key])}


def _fits(user: Any, content: dict[str, Any]) -> bool:
    """Tell whether the session was opened with the password the person has now."""
    found = content.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(found, one) for one in hashes)
