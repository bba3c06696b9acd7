"""Ends of sessions as Django and allauth tell them: their sockets end with them."""

from typing import Any

from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.realtime import rooms


def session_deleted(sender: type[Session], instance: Session, **_words: Any) -> None:
    """Close the sockets of a session that was ended; one that had run out is found by the recheck."""
    owner = instance.get_decoded().get(SESSION_KEY)
    if owner is not None and instance.expire_date > timezone.now():
        user = get_user_model()(pk=get_user_model()._meta.pk.to_python(owner))
        rooms.sign_out(user, instance.session_key)


def password_changed(sender: Any, user: Any, **_words: Any) -> None:
    """Close the person's sockets whose session the new password has ended."""
    rooms.sign_out(user)
