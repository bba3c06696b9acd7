"""Show the thread of any object, and the form for a post."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.template import Library
from django.urls import reverse
from django.utils.translation import gettext as _

from core.attachments.fields import FilesInput
from core.forms import MarkdownWidget
from core.realtime.log import newest
from forums.models import Draft, Post, Thread
from forums.models.posts import MAX_LENGTH
from forums.policies import rights_in
from forums.states import REACTION_ICONS, ReactionKind
from forums.windows import Window

register = Library()
LAST_POSTS = 10
HOLD_SECONDS = 10


def thread_of(obj: models.Model, user: Any) -> Thread | None:
    """Return the thread about `obj` as `user` may see it, or None."""
    return Thread.objects.visible_to(user).about(obj).with_people().with_reading(user).first()


@register.inclusion_tag("forums/_thread_about.html", takes_context=True)
def thread_about(context: dict[str, Any], obj: models.Model) -> dict[str, Any]:
    """Draw the thread about `obj`: its last ten posts, the form, the way to the whole; live."""
    request = context["request"]
    shared = {"request": request, "csrf_token": context.get("csrf_token")}
    thread = thread_of(obj, request.user)
    if thread is None:
        return shared
    live_after = newest(thread.room)
    window = Window.ending_at(thread.last_number, LAST_POSTS)
    posts = list(thread.posts.between(window.first, window.last).with_people())
    for post in posts:
        post.thread = thread
    viewer = request.user if request.user.is_authenticated else None
    return shared | {
        "thread": thread,
        "posts": posts,
        "window": window,
        "viewer": viewer,
        "live_after": live_after,
        "may": rights_in(request.user, thread),
        "is_embedded": True,
    }


@register.inclusion_tag("forums/_compose.html", takes_context=True)
def compose(
    context: dict[str, Any],
    thread: Thread,
    form: Any = None,
    reply_to: Post | None = None,
    quoted: Post | None = None,
) -> dict[str, Any]:
    """Draw the form for a post in `thread`, with what was typed and refused in `form`."""
    writer = context["request"].user
    is_bound = getattr(form, "is_bound", False)
    draft = Draft.objects.filter(author=writer).at(thread).first()
    errors = [error for name in form.errors for error in form.errors[name]] if is_bound else []
    body = form["body"].value() if is_bound else _begun(draft, quoted)
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "thread": thread,
        "portal": writer.portal,
        "draft": draft,
        "hold": HOLD_SECONDS if writer.holds_posts else 0,
        "editor": MarkdownWidget().render("body", body, _attributes(thread, has_errors=bool(errors))),
        "file_input": FilesInput().render("files", None, {"class": "form-control", "id": "post-files"}),
        "errors": errors,
        "client_id": (is_bound and form["client_id"].value()) or (draft.client_id if draft else uuid4()),
        "reply_to": reply_to or quoted or _answered(form if is_bound else None, draft, thread),
    }


def _begun(draft: Draft | None, quoted: Post | None) -> str:
    """Return what stands in the field: the draft, and under it what is to be quoted."""
    parts = [draft.body.rstrip()] if draft and draft.body else []
    return "\n\n".join([*parts, quote(quoted)] if quoted else parts)


def _answered(form: Any, draft: Draft | None, thread: Thread) -> Post | None:
    """Return the post that the refused form, or else the draft, answers."""
    if form is not None:
        found: Post | None = form.cleaned_data.get("reply_to")
        return found
    key = (draft.words.get("reply_to") or [""])[0] if draft else ""
    return thread.posts.select_related("author").filter(pk=key).first() if key.isdecimal() else None


def _attributes(thread: Thread, *, has_errors: bool) -> dict[str, Any]:
    attributes = {
        "id": "post-body",
        "class": "form-control",
        "rows": 5,
        "required": True,
        "maxlength": MAX_LENGTH,
        "data-preview": reverse("forums:preview", args=[thread.board.slug]),
    }
    attributes["placeholder"] = _("Your post. @[Name] tells a person or a portal.")
    if has_errors:
        attributes |= {"aria-invalid": "true", "aria-describedby": "compose-errors"}
    return attributes


def quote(post: Post) -> str:
    """Return the text of `post` as a quotation to answer under: who said it for whom, and where."""
    source = f"**{post.author}** ({post.portal.label}), [#{post.number}]({post.get_absolute_url()}):"
    lines = [source, "", *post.body.splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


@register.simple_tag
def reaction_kinds() -> list[tuple[str, str, str]]:
    """Return the kinds of reactions, each with its word in the reader's language and its icon."""
    return [(kind.value, str(kind.label), REACTION_ICONS[kind]) for kind in ReactionKind]
