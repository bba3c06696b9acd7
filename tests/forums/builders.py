"""Builders of the forum: the least valid board, thread and post."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from core.text.markdown import render
from forums.models import Board, BoardMembership, Post, Report, Silence, Thread
from forums.states import BoardKind, BoardRole, ReportReason
from portals.models import User

number = count(1)


def make_board(kind: str = BoardKind.OPEN, **fields: Any) -> Board:
    """Make a board with the same title in every language."""
    slug = fields.pop("slug", f"board-{next(number)}")
    title = fields.pop("title", slug.capitalize())
    titles = {f"title_{language}": title for language in ("vi", "en", "de")}
    return Board.objects.create(slug=slug, kind=kind, **titles, **fields)


def make_admission(board: Board, user: User, role: str = BoardRole.MEMBER) -> BoardMembership:
    """Admit `user` to `board`."""
    return BoardMembership.objects.create(board=board, user=user, role=role)


def make_thread(by: User, board: Board | None = None, **fields: Any) -> Thread:
    """Make a thread without posts, on a board of its own unless one is given."""
    values = {"title": f"Thread {next(number)}", "author": by, "portal": by.portal} | fields
    return Thread.objects.create(board=board or make_board(), **values)


def make_post(thread: Thread, by: User, body: str = "Something to say.", **fields: Any) -> Post:
    """Make the next post of `thread`, telling nobody."""
    thread.refresh_from_db()
    values = {"portal": by.portal, "client_id": uuid4(), "html": str(render(body))} | fields
    post = Post.objects.create(thread=thread, number=thread.last_number + 1, author=by, body=body, **values)
    thread.last_number = post.number
    thread.post_count += not post.is_hidden
    thread.last_post, thread.last_post_at = post, timezone.now()
    thread.save()
    return post


def make_report(post: Post, by: User, **fields: Any) -> Report:
    """Make an open report of `post`, telling nobody."""
    return Report.objects.create(**{"post": post, "by": by, "reason": ReportReason.OFF_TOPIC} | fields)


def make_silence(board: Board | None, user: User, by: User, **fields: Any) -> Silence:
    """Keep `user` from writing for a day, telling nobody."""
    until = timezone.now() + timedelta(days=1)
    values = {"reason": "Too loud.", "until": until} | fields
    return Silence.objects.create(board=board, user=user, by=by, **values)
