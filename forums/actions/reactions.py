"""Reactions: give one, take it back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from forums.actions.changes import reactions_changed
from forums.actions.posts import locked_post
from forums.facts import REACTED
from forums.models import Post, Reaction
from forums.policies import can_react
from forums.states import ReactionKind
from portals.models import User


@transaction.atomic
def react(post: Post, *, by: User, kind: str, wanted: bool = True) -> bool:
    """Give the reaction `kind` to `post`, or take it back when not `wanted`; announces REACTED.

    Tells whether anything changed: doing it twice is doing it once. Not in a locked thread, not to
    the own post. Raises NotAllowed or Refused accordingly.
    """
    if kind not in ReactionKind.values:
        raise Refused(_("There is no such reaction."))
    post = locked_post(post)
    if post.thread.is_locked or not can_react(by, post):
        raise NotAllowed(_("One reacts to posts of others, and only while the thread is open."))
    changed = _given(post, by, kind) if wanted else _taken(post, by, kind)
    if changed:
        live = reactions_changed(post)
        detail = {"number": post.number, "kind": kind, "given": wanted}
        announce(REACTED, by=by, acting_for=by.portal, about=post.thread, live=live, detail=detail)
    return changed


def _given(post: Post, by: User, kind: str) -> bool:
    return Reaction.objects.get_or_create(post=post, user=by, kind=kind)[1]


def _taken(post: Post, by: User, kind: str) -> bool:
    return bool(Reaction.objects.filter(post=post, user=by, kind=kind).delete()[0])
