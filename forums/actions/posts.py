"""Posts: publish, edit, hide, restore."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.attachments.actions import attach
from core.errors import NotAllowed, Refused, StaleState
from core.templatetags.moments import say_when
from core.text.clean import prose
from forums.actions.changes import list_changed, post_changed
from forums.actions.drafts import drop_edit, take_up
from forums.actions.pace import demand_slow, take_token
from forums.actions.reports import settle
from forums.actions.telling import note_mentions, tell_of, watch_by_itself
from forums.actions.texts import Text, written
from forums.facts import EDITED, HIDDEN, MENTIONED, RESTORED
from forums.models import Board, Post, PostVersion, Silence, Thread, ThreadRead
from forums.policies import can_edit, can_moderate, can_take_part, meets
from forums.states import ReportState
from portals.models import User
from portals.policies import demand_portal


@transaction.atomic
def publish(
    thread: Thread,
    *,
    body: str,
    by: User,
    client_id: UUID,
    reply_to: Post | None = None,
    files: Iterable[Any] = (),
) -> Post:
    """Write the next post of `thread`; announces POSTED, REPLIED, MENTIONED.

    Takes the next number under a lock on the thread. A second call with the same `client_id` by the
    same author returns the first post and changes nothing. The author reads and watches the thread from
    now on. Raises NotAllowed for people who may not write on the board or act for no portal, Refused in
    a locked thread, for an empty or overlong text and for files that cannot be taken, TooFast beyond the
    posts a minute that people have and sooner than slow mode allows.
    """
    if first := sent_before(by, client_id):
        return first
    demand_portal(by)
    demand_voice(by, thread.board)
    take_token(by, thread.board)
    text = written(body, thread.board)
    locked = lock_following(thread)
    if first := sent_before(by, client_id):
        return first
    demand_unlocked(locked)
    demand_slow(locked, by)
    _demand_same_thread(reply_to, locked)
    return _write(locked, text, files, by=by, client_id=client_id, reply_to=reply_to)


def sent_before(by: User, client_id: UUID) -> Post | None:
    """Return the post that `by` has already sent under `client_id`."""
    return Post.objects.filter(author=by, client_id=client_id).select_related("thread__board").first()


def began_as(post: Post, body: str) -> bool:
    """Tell whether `body` is the text that `post` was published with."""
    first = post.versions.order_by("number").values_list("body", flat=True).first()
    return prose(body.replace("\x00", "")) == (post.body if first is None else first)


def lock(thread: Thread) -> Thread:
    """Return `thread` as it is now, locked until the transaction ends.

    Read anew once it is locked: PostgreSQL waits for the row and takes what was joined to it from before.
    """
    Thread.objects.select_for_update().values_list("pk").get(pk=thread.pk)
    rows = Thread.objects.select_related("board", "last_post__author", "answer", "merged_into")
    found: Thread = rows.get(pk=thread.pk)
    return found


def lock_following(thread: Thread) -> Thread:
    """Return `thread`, or the one it was merged into, as it is now, locked until the transaction ends."""
    found = lock(thread)
    return lock_following(found.merged_into) if found.merged_into else found


def demand_voice(by: User, board: Board) -> None:
    """Raise NotAllowed when `by` may not write on `board`, telling the silenced until when."""
    if not can_take_part(by, board):
        raise NotAllowed(_("You may read this board, but not write on it."))
    if not meets(by, board, board.writers):
        raise NotAllowed(_("On this board only some write. You can read here."))
    if silence := Silence.objects.of(by, board).order_by("-until").first():
        words = _("You can read but not write here until %(until)s: %(reason)s")
        raise NotAllowed(words % {"until": say_when(silence.until, by.zone), "reason": silence.reason})


def demand_unlocked(thread: Thread) -> None:
    """Raise Refused when nobody may write in `thread`."""
    if thread.is_locked:
        raise Refused(_("This thread is locked: nobody can write here. Start a new one if you need to."))


def _demand_same_thread(reply_to: Post | None, thread: Thread) -> None:
    if reply_to is not None and reply_to.thread_id != thread.pk:
        raise Refused(_("The post you answer is in another thread."), field="reply_to")


def _write(thread: Thread, text: Text, files: Iterable[Any], *, by: User, **columns: Any) -> Post:
    try:
        with transaction.atomic():
            post = _numbered(thread, by=by, body=text.body, html=text.html, **columns)
    except IntegrityError:
        if first := sent_before(by, columns["client_id"]):
            return first
        raise
    take_up(post)
    if uploads := list(files):
        attach(post, uploads, by=by)
    ThreadRead.objects.update_or_create(user=by, thread=thread, defaults={"last_number": post.number})
    watch_by_itself(thread, by)
    mentioned = note_mentions(post, text.people, text.portals)
    tell_of(post, mentioned, [*post_changed("post", post), *list_changed(thread)])
    return post


def _numbered(thread: Thread, *, by: User, **columns: Any) -> Post:
    """Create the post under the thread's next number and raise its counters."""
    post = Post.objects.create(
        thread=thread, number=thread.last_number + 1, author=by, portal=demand_portal(by), **columns
    )
    thread.last_number = post.number
    thread.post_count += 1
    thread.last_post = post
    thread.last_post_at = post.created_at
    thread.save(update_fields=["last_number", "post_count", "last_post", "last_post_at", "changed_at"])
    return post


@transaction.atomic
def edit(post: Post, *, body: str, by: User, version: int | None = None) -> Post:
    """Replace the text of `post`, keeping the former one; announces EDITED and MENTIONED to those new.

    `version` is the one the author saw; StaleState when the post has been edited since. An unchanged text
    changes nothing, so sending it twice is sending it once. Raises NotAllowed for others
    than the author, Refused in a locked thread.
    """
    post = locked_post(post)
    if not can_edit(by, post):
        raise NotAllowed(_("Only authors edit their posts, and not while they are hidden."))
    demand_unlocked(post.thread)
    text = written(body, post.thread.board)
    if text.body == post.body:
        return post
    if version is not None and version != post.version:
        raise StaleState
    return _rewrite(post, text, by)


def _rewrite(post: Post, text: Text, by: User) -> Post:
    PostVersion.objects.create(post=post, number=post.version, body=post.body, html=post.html, replaced_by=by)
    post.body, post.html = text.body, text.html
    post.version += 1
    post.edited_at = timezone.now()
    post.save(update_fields=["body", "html", "version", "edited_at"])
    mentioned = note_mentions(post, text.people, text.portals)
    drop_edit(post, by)
    detail = {"number": post.number, "version": post.version}
    words: dict[str, Any] = {"by": by, "acting_for": by.portal, "about": post.thread, "detail": detail}
    announce(EDITED, live=post_changed("edit", post), **words)
    if mentioned:
        announce(MENTIONED, to=mentioned, url=post.get_absolute_url(), **words)
    return post


@transaction.atomic
def hide(post: Post, *, by: User, reason: str) -> Post:
    """Put a stub in the place of `post` and tell its author why; announces HIDDEN. Moderators only.

    An accepted answer loses its place, and open reports are closed. Raises StaleState when it is hidden
    already, Refused without a reason.
    """
    post = locked_post(post)
    _demand_moderator(by, post)
    if post.is_hidden:
        raise StaleState
    if not reason.strip():
        raise Refused(_("Give a reason: those concerned will read it."), field="reason")
    post.hidden_at, post.hidden_by, post.hidden_reason = timezone.now(), by, reason.strip()[:2000]
    _shown_or_not(post, HIDDEN, "hide", by, counted=-1)
    settle(post, by=by, state=ReportState.UPHELD, answer=post.hidden_reason)
    return post


@transaction.atomic
def restore(post: Post, *, by: User) -> Post:
    """Show `post` again and tell its author; announces RESTORED. Moderators only; StaleState if shown."""
    post = locked_post(post)
    _demand_moderator(by, post)
    if not post.is_hidden:
        raise StaleState
    post.hidden_at, post.hidden_by, post.hidden_reason = None, None, ""
    return _shown_or_not(post, RESTORED, "restore", by, counted=1)


def _shown_or_not(post: Post, fact: Any, kind: str, by: User, *, counted: int) -> Post:
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    thread = post.thread
    thread.post_count += counted
    thread.answer = None if post.is_hidden and thread.answer_id == post.pk else thread.answer
    thread.save(update_fields=["post_count", "answer", "changed_at"])
    announce(
        fact,
        by=by,
        acting_for=by.portal,
        about=thread,
        to=[post.author],
        live=[*post_changed(kind, post), *list_changed(thread)],
        detail={"number": post.number, "reason": post.hidden_reason},
        url=post.get_absolute_url(),
    )
    return post


def locked_post(post: Post) -> Post:
    """Return `post` as it is now, with its thread locked first: every verb locks in this order.

    A post that has meanwhile gone to another thread is looked for there.
    """
    thread = lock(post.thread)
    rows = Post.objects.select_related("author", "portal", "reply_to__author", "thread")
    fresh: Post = rows.get(pk=post.pk)
    if fresh.thread_id != thread.pk:
        return locked_post(fresh)
    fresh.thread = thread
    return fresh


def _demand_moderator(by: User, post: Post) -> None:
    if not can_moderate(by, post.thread.board):
        raise NotAllowed(_("Only moderators of this board hide and restore posts."))
