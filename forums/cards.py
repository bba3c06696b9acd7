"""How threads, posts and boards look as cards."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.cards import Card, of_model, register
from core.text.markdown import plain
from forums.models import Board, Post, Thread
from forums.windows import number_in

LINE = 160


def _thread(user: Any, keys: Mapping[str, Any], query: QueryDict) -> Card | None:
    """Draw the thread, or the post that `?at=` names in it."""
    thread = Thread.objects.visible_to(user).select_related("board", "portal").filter(**keys).first()
    if thread is None:
        return None
    number = number_in(query.get("at"), 0)
    post = (
        Post.objects.visible_to(user).select_related("author", "portal").filter(thread=thread, number=number)
    )
    if found := post.first():
        return _of_post(found, thread)
    return Card(_("Thread"), thread.icon, thread.title, str(thread.board.title), thread.portal)


def _of_post(post: Post, thread: Thread) -> Card:
    words = plain(post.body)
    line = words if len(words) <= LINE else f"{words[:LINE].rstrip()}…"
    title = f"{post.author} #{post.number} · {thread.title}"
    return Card(_("Post"), "chat-left-text", title, line, post.portal)


def _post(user: Any, keys: Mapping[str, Any], _query: QueryDict) -> Card | None:
    found = Post.objects.visible_to(user).select_related("author", "portal", "thread").filter(**keys).first()
    return _of_post(found, found.thread) if found else None


register("forums:thread", _thread)
register("forums:post", _post)
register("forums:board", of_model(Board, _("Board"), "chat-left-text", portal=""))
