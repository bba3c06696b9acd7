"""Threads: start, attach to an object, lock, pin, accept an answer."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused, StaleState
from core.facts import Fact
from core.text.clean import one_line
from forums.actions.changes import list_changed, post_changed, thread_changed
from forums.actions.posts import lock as locked
from forums.actions.posts import locked_post, publish, sent_before
from forums.actions.story import tell
from forums.facts import ACCEPTANCE_WITHDRAWN, ACCEPTED, LOCKED, PINNED, STARTED, UNLOCKED, UNPINNED
from forums.models import Board, Post, Thread
from forums.policies import can_accept, can_moderate, can_start
from forums.states import StoryKind, ThreadKind
from portals.models import Theme, User
from portals.policies import demand_portal


@transaction.atomic
def start(
    board: Board,
    *,
    title: str,
    body: str,
    by: User,
    client_id: UUID,
    kind: str = ThreadKind.DISCUSSION,
    theme: Theme | None = None,
    files: Iterable[Any] = (),
) -> Thread:
    """Start a thread with its first post on `board`; announces STARTED, then as `publish` does.

    A second call with the same `client_id` returns the first thread. An announcement on a board for the
    admitted reaches all of them. Raises NotAllowed for people who may not write there, or not start this
    kind, Refused without a title.
    """
    if first := sent_before(by, client_id):
        return first.thread
    if not can_start(by, board, kind):
        raise NotAllowed(_("You may not start such a thread on this board."))
    demand_portal(by)
    thread = Thread(board=board, title=clean_title(title), kind=kind, theme=theme or board.theme)
    _open(thread, by)
    return publish(thread, body=body, by=by, client_id=client_id, files=files).thread


@transaction.atomic
def open_about(subject: models.Model, *, board: Board, title: str, by: User, body: str = "") -> Thread:
    """Return the thread about `subject`, opening it on `board` when there is none; announces STARTED.

    The verb of the subject has asked who may; this one does not. With `body` the new thread begins with
    a post by `by`, who must then be allowed to write on the board.
    """
    if existing := Thread.objects.about(subject).first():
        return existing
    subject_type = ContentType.objects.get_for_model(subject)
    thread, made = Thread.objects.get_or_create(
        subject_type=subject_type,
        subject_id=subject.pk,
        defaults={"board": board, "title": clean_title(title), "theme": board.theme, **_opened_by(by)},
    )
    if made:
        announce(STARTED, by=by, acting_for=by.portal, about=thread, live=list_changed(thread))
    if made and body.strip():
        return publish(thread, body=body, by=by, client_id=uuid4()).thread
    return thread


def clean_title(title: str) -> str:
    clean = one_line(title)
    if not clean:
        raise Refused(_("Give the thread a title."), field="title")
    return clean[:200]


def _opened_by(by: User) -> dict[str, Any]:
    return {"author": by, "portal": by.portal}


def _open(thread: Thread, by: User) -> None:
    for column, value in _opened_by(by).items():
        setattr(thread, column, value)
    thread.save()
    told = thread.kind == ThreadKind.ANNOUNCEMENT and thread.board.needs_admission
    announce(
        STARTED,
        by=by,
        acting_for=by.portal,
        about=thread,
        to=thread.board.readers() if told else (),
        live=list_changed(thread),
    )


@transaction.atomic
def lock(thread: Thread, *, by: User, reason: str) -> Thread:
    """Let nobody write in `thread` any more; announces LOCKED. Moderators only; StaleState if locked."""
    if not reason.strip():
        raise Refused(_("Give a reason: those concerned will read it."), field="reason")
    changes = {"is_locked": True, "lock_reason": reason.strip()[:2000]}
    return _moderate(thread, by, LOCKED, "lock", detail={"reason": reason.strip()}, **changes)


@transaction.atomic
def unlock(thread: Thread, *, by: User) -> Thread:
    """Open `thread` for posts again; announces UNLOCKED. Moderators only; StaleState if open."""
    return _moderate(thread, by, UNLOCKED, "unlock", is_locked=False, lock_reason="")


@transaction.atomic
def pin(thread: Thread, *, by: User) -> Thread:
    """Keep `thread` on top of its board; announces PINNED. Moderators only; StaleState if pinned."""
    return _moderate(thread, by, PINNED, "pin", is_pinned=True)


@transaction.atomic
def unpin(thread: Thread, *, by: User) -> Thread:
    """Let `thread` take its place by time again; announces UNPINNED. Moderators only."""
    return _moderate(thread, by, UNPINNED, "unpin", is_pinned=False)


def _moderate(
    thread: Thread, by: User, fact: Fact, kind: str, *, detail: dict[str, Any] | None = None, **changes: Any
) -> Thread:
    """Write `changes` (the first of them a flag that must differ) under a lock and announce `fact`."""
    thread = locked(thread)
    if not can_moderate(by, thread.board):
        raise NotAllowed(_("Only moderators of this board may do this."))
    flag = next(iter(changes))
    if getattr(thread, flag) == changes[flag]:
        raise StaleState
    for column, value in changes.items():
        setattr(thread, column, value)
    thread.save(update_fields=[*changes, "changed_at"])
    line = tell(thread, StoryKind(kind), by, (detail or {}).get("reason", ""))
    live = thread_changed(kind, thread, line)
    announce(fact, by=by, acting_for=by.portal, about=thread, live=live, detail=detail)
    return thread


@transaction.atomic
def accept(post: Post, *, by: User) -> Thread:
    """Make `post` the answer of its question; announces ACCEPTED to its author.

    The person who asked and moderators may. Another accepted post gives way. Raises StaleState when it
    is the answer already, Refused for a hidden post and for the question itself.
    """
    thread, post = _for_acceptance(post, by)
    if thread.answer_id == post.pk:
        raise StaleState
    if post.is_hidden or post.number == 1:
        raise Refused(_("A hidden post or the question itself cannot be the answer."))
    return _answered(thread, post, by, ACCEPTED)


@transaction.atomic
def withdraw_acceptance(post: Post, *, by: User) -> Thread:
    """Reopen the question that `post` answered; announces ACCEPTANCE_WITHDRAWN. StaleState if it did not."""
    thread, post = _for_acceptance(post, by)
    if thread.answer_id != post.pk:
        raise StaleState
    return _answered(thread, None, by, ACCEPTANCE_WITHDRAWN)


def _for_acceptance(post: Post, by: User) -> tuple[Thread, Post]:
    fresh = locked_post(post)
    if not can_accept(by, fresh.thread):
        raise NotAllowed(_("Only the person who asked and moderators choose the answer."))
    return fresh.thread, fresh


def _answered(thread: Thread, post: Post | None, by: User, fact: Fact) -> Thread:
    former, thread.answer = thread.answer, post
    thread.save(update_fields=["answer", "changed_at"])
    shown = [one for one in (post, former) if one]
    for one in shown:
        one.thread = thread
    announce(
        fact,
        by=by,
        acting_for=by.portal,
        about=thread,
        to=[post.author] if post else (),
        live=[*post_changed("accept", *shown), *list_changed(thread)],
        detail={"number": shown[0].number},
        url=shown[0].get_absolute_url(),
    )
    return thread
