"""Threads and posts change their place: move to another board, split off, merge. Old addresses lead on."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused, StaleState
from core.realtime import rooms
from forums.actions.changes import gone_from, list_changed, thread_changed
from forums.actions.posts import lock
from forums.actions.renumbering import close_up, count_anew, read_alike, take_in, watch_alike
from forums.actions.story import tell
from forums.actions.threads import clean_title
from forums.facts import BEGUN_BY_SPLIT, MERGED, MOVED, SPLIT, TOOK_IN
from forums.models import Board, Post, StoryLine, Thread, ThreadRead
from forums.policies import can_move
from forums.states import StoryKind
from portals.models import User


@transaction.atomic
def move(thread: Thread, *, board: Board, by: User, reason: str = "") -> Thread:
    """Put `thread` on another board; announces MOVED to whoever started it.

    Its address stays; whoever may not read the new board leaves its live room. Raises NotAllowed for
    those who do not moderate both boards, StaleState when it is there already, Refused for the thread of
    an object.
    """
    thread = _movable(thread, board, by)
    former = thread.board
    if former.pk == board.pk:
        raise StaleState
    thread.board = board
    thread.save(update_fields=["board", "changed_at"])
    line = tell(thread, StoryKind.MOVE, by, reason.strip(), other_board=former)
    live = [*thread_changed("move", thread, line), gone_from(former, thread)]
    detail = {"from": former.pk, "to": board.pk, "reason": reason.strip()}
    announce(MOVED, by=by, acting_for=by.portal, about=thread, to=[thread.author], live=live, detail=detail)
    rooms.revoke_all(thread.room)
    return thread


def _movable(thread: Thread, board: Board, by: User) -> Thread:
    thread = lock(thread)
    if not can_move(by, thread, board):
        raise NotAllowed(_("You have to moderate both boards."))
    if thread.merged_into_id:
        raise StaleState
    if thread.subject_id:
        raise Refused(_("This thread belongs to an object and stays under it."))
    return thread


@transaction.atomic
def split(
    thread: Thread,
    numbers: Iterable[int],
    *,
    title: str,
    by: User,
    board: Board | None = None,
    reason: str = "",
) -> Thread:
    """Make a thread of its own from the posts `numbers` of `thread`; announces SPLIT and BEGUN_BY_SPLIT.

    The posts are numbered from 1 in the new thread, the others keep their numbers. Marks and watch levels
    go along, the authors of the posts are told. Raises NotAllowed for those who do not moderate both
    boards, Refused without a title, without posts and for the first post.
    """
    thread, board = lock(thread), board or thread.board
    if not can_move(by, thread, board):
        raise NotAllowed(_("You have to moderate both boards."))
    posts = _chosen(thread, set(numbers))
    fresh = Thread(board=board, title=clean_title(title), theme=thread.theme)
    fresh.author, fresh.portal = posts[0].author, posts[0].portal
    fresh.save()
    placed = take_in(posts, fresh)
    _settle_split(thread, fresh, placed)
    _tell_split(thread, fresh, sorted(placed), by=by, reason=reason.strip())
    return fresh


def _chosen(thread: Thread, numbers: set[int]) -> list[Post]:
    posts = list(
        thread.posts.filter(number__in=numbers).select_related("author", "portal").order_by("number")
    )
    if not posts or {post.number for post in posts} != numbers:
        raise Refused(_("Choose posts of this thread."), field="numbers")
    if posts[0].number == 1:
        raise Refused(_("The first post stays: move or merge the whole thread instead."), field="numbers")
    return posts


def _settle_split(thread: Thread, fresh: Thread, placed: dict[int, int]) -> None:
    read_alike(thread, fresh, placed)
    watch_alike(thread, fresh)
    close_up(thread, placed)
    count_anew(thread)
    count_anew(fresh)


def _tell_split(thread: Thread, fresh: Thread, gone: list[int], *, by: User, reason: str) -> None:
    before = thread.posts.filter(number__lt=gone[0]).order_by("-number").values_list("number", flat=True)[0]
    count = len(gone)
    line = tell(thread, StoryKind.SPLIT_OUT, by, reason, other_thread=fresh, count=count, after_number=before)
    tell(fresh, StoryKind.SPLIT_IN, by, reason, other_thread=thread, count=count, after_number=0)
    live = thread_changed("split", thread, line, gone=gone)
    detail = {"count": count, "to": fresh.pk, "reason": reason}
    announce(SPLIT, by=by, acting_for=by.portal, about=thread, live=live, detail=detail)
    announce(
        BEGUN_BY_SPLIT,
        by=by,
        acting_for=by.portal,
        about=fresh,
        to={post.author for post in fresh.posts.select_related("author")},
        live=list_changed(fresh),
        detail={"count": count, "from": thread.pk, "reason": reason},
    )


@transaction.atomic
def merge(thread: Thread, *, into: Thread, by: User, reason: str = "") -> Thread:
    """Put all posts of `thread` behind those of `into`; announces MERGED and TOOK_IN.

    They get the next numbers there. `thread` stays as an empty row whose addresses lead on; its story
    goes along, open pages go along. Raises NotAllowed for those who do not moderate both boards, Refused
    for the thread of an object and for a thread into itself, StaleState when one of them is merged already.
    """
    if thread.pk == into.pk:
        raise Refused(_("Choose another thread."), field="into")
    locked = {pk: lock(Thread(pk=pk)) for pk in sorted([thread.pk, into.pk])}
    thread, into = _movable(locked[thread.pk], locked[into.pk].board, by), locked[into.pk]
    if into.merged_into_id:
        raise StaleState
    former, base = into.last_number, into.last_post.number if into.last_post else 0
    numbers = take_in(list(thread.posts.order_by("number")), into)
    _mark_merged(thread, into, former)
    _settle_merge(thread, into, numbers, base)
    _tell_merge(thread, into, len(numbers), base, by=by, reason=reason.strip())
    return into


def _mark_merged(thread: Thread, into: Thread, former: int) -> None:
    """Let people who had read both threads to the end have read the whole."""
    caught_up = ThreadRead.objects.filter(thread=thread, last_number__gte=thread.last_number)
    people = list(caught_up.values_list("user", flat=True))
    marks = ThreadRead.objects.filter(thread=into, last_number__gte=former, user__in=people)
    marks.update(last_number=into.last_number)


def _settle_merge(thread: Thread, into: Thread, numbers: dict[int, int], base: int) -> None:
    watch_alike(thread, into)
    for line in StoryLine.objects.filter(thread=thread):
        line.thread, line.after_number = into, numbers.get(line.after_number, base)
        line.save(update_fields=["thread", "after_number"])
    Thread.objects.filter(merged_into=thread).update(merged_into=into)
    thread.merged_into = into
    count_anew(thread)
    count_anew(into)


def _tell_merge(thread: Thread, into: Thread, count: int, base: int, *, by: User, reason: str) -> None:
    words = f"“{thread.title}”" + (f" – {reason}" if reason else "")
    line = tell(into, StoryKind.MERGE_IN, by, words, count=count, after_number=base)
    live = [*thread_changed("merge", thread), gone_from(thread.board, thread)]
    live = [one for one in live if one.kind != "thread"]
    detail = {"count": count, "to": into.pk, "reason": reason}
    people = [thread.author]
    announce(
        MERGED, by=by, acting_for=by.portal, about=thread, to=people, live=live, detail=detail,
        url=into.get_absolute_url(),
    )  # fmt: skip
    took = thread_changed("merge", into, line, renew=True)
    announce(TOOK_IN, by=by, acting_for=by.portal, about=into, live=took, detail=detail | {"from": thread.pk})
