"""How a thread is found: by its title and by what has been said in it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from core.search import reach
from core.search.registry import Document, Searchable, register
from forums.models import Board, Post, Thread
from forums.states import BoardKind, ThreadKind

MOST_POSTS = 200
MOST_LETTERS = 60_000


def tokens(user: Any) -> Iterable[str]:
    """Return a token for each board that `user` reads by admission; the others need none of their own."""
    boards = Board.objects.visible_to(user).exclude(kind=BoardKind.OPEN)
    return [f"board:{pk}" for pk in boards.values_list("pk", flat=True)]


def reach_of(board: Board) -> set[str]:
    """Return the tokens of which a reader of `board` holds one."""
    if board.is_public:
        return {reach.PUBLIC}
    return {reach.MEMBERS} if board.kind == BoardKind.OPEN else {f"board:{board.pk}"}


def words_of(posts: QuerySet[Post]) -> str:
    """Return what `posts` say, without mark-up."""
    said = posts.values_list("html", flat=True)
    return "\n".join(" ".join(strip_tags(html).split()) for html in said)[:MOST_LETTERS]


def _document(thread: Thread) -> Document | None:
    """Return `thread` with its first post as body and the newest posts as comments.

    None while nobody has written in the thread of an object, which is found itself, and once it was
    merged into another.
    """
    if thread.merged_into_id or (thread.subject_id and not thread.post_count):
        return None
    first = thread.posts.shown().filter(number=1)
    later = thread.posts.shown().filter(number__gt=1).order_by("-number")[:MOST_POSTS]
    return Document(
        kind="thread",
        object_id=thread.pk,
        language=thread.author.language,
        title=thread.title,
        url=thread.get_absolute_url(),
        reach=reach_of(thread.board),
        body=words_of(first),
        comments=words_of(later),
        portal=(thread.portal.pk, thread.portal.name) if thread.portal else None,
        themes=[(thread.theme.slug, thread.theme.name)] if thread.theme else [],
        state=(state_of(thread), str(state_label(state_of(thread)))),
        dated_on=thread.last_post_at.date(),
    )


def state_of(thread: Thread) -> str:
    """Return the word under which a thread is sorted: what it is, or that a question is answered."""
    return "answered" if thread.answer_id else thread.kind


def state_label(value: str) -> Any:
    """Name a state in the reader's language."""
    return _("Answered") if value == "answered" else ThreadKind(value).label


def _rows() -> QuerySet[Any]:
    return Thread.objects.select_related("board", "author", "portal", "theme")


reach.register(tokens)
register(
    Searchable(
        kind="thread",
        model=Thread,
        label=_("Threads"),
        order=5,
        queryset=_rows,
        document=_document,
        boost=0.9,
        state_label=state_label,
    )
)
