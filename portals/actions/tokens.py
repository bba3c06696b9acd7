"""Verbs of the own token for the API."""

from django.db import transaction
from rest_framework.authtoken.models import Token

from core.announcing import announce
from portals import facts
from portals.models import User


@transaction.atomic
def create(*, by: User) -> str:
    """Make a new token, ending the former one; return the key, which is shown once. Announces account.token_created."""
    Token.objects.filter(user=by).delete()
    key = Token.objects.create(user=by).key
    announce(facts.TOKEN_CREATED, by=by, about=by, url="")
    return str(key)


@transaction.atomic
def revoke(*, by: User) -> bool:
    """End the own token; return whether there was one. Announces account.token_revoked if so."""
    ended = bool(Token.objects.filter(user=by).delete()[0])
    if ended:
        announce(facts.TOKEN_REVOKED, by=by, about=by, url="")
    return ended
