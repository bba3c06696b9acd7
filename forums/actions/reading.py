"""What one person does for the own reading: mark read, choose how much to be told."""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed, Refused
from core.notifications.seeing import seen
from forums.models import Board, BoardWatch, Thread, ThreadRead, Watch
from forums.states import WatchLevel
from portals.models import User


@transaction.atomic
def mark_read(thread: Thread, *, by: User, up_to: int) -> int:
    """Remember that `by` has read `thread` up to post `up_to`, and return the mark.

    The mark only ever rises, and never beyond the newest post; what the inbox says about these posts is
    read with them. A private note: announces nothing.
    """
    wanted = max(min(up_to, thread.last_number), 0)
    mark, made = ThreadRead.objects.get_or_create(thread=thread, user=by, defaults={"last_number": wanted})
    rows = ThreadRead.objects.filter(pk=mark.pk, last_number__lt=wanted)
    if not made and rows.update(last_number=wanted):
        made, mark.last_number = True, wanted
    if made:
        seen(by, thread, wanted)
    return mark.last_number


@transaction.atomic
def watch(thread: Thread, *, by: User, level: str) -> Watch:
    """Choose how much `by` is told of `thread`. A private wish: announces nothing.

    Raises Refused for an unknown level, NotAllowed for a thread one may not read.
    """
    _demand_level(level)
    if not Thread.objects.visible_to(by).filter(pk=thread.pk).exists():
        raise NotAllowed
    chosen, _made = Watch.objects.update_or_create(thread=thread, user=by, defaults={"level": level})
    return chosen


@transaction.atomic
def watch_board(board: Board, *, by: User, level: str) -> BoardWatch:
    """Choose how much `by` is told of the threads of `board`. A private wish: announces nothing.

    Raises Refused for an unknown level, NotAllowed for a board one may not read.
    """
    _demand_level(level)
    if not Board.objects.visible_to(by).filter(pk=board.pk).exists():
        raise NotAllowed
    chosen, _made = BoardWatch.objects.update_or_create(board=board, user=by, defaults={"level": level})
    return chosen


@transaction.atomic
def mark_board_read(board: Board, *, by: User) -> int:
    """Remember that `by` has read every thread of `board` to its end; return how many were unread.

    Three statements however many threads there are. A private note: announces nothing.
    """
    behind = ThreadRead.objects.filter(user=by, thread__board=board, last_number__lt=F("thread__last_number"))
    newest = Thread.objects.filter(pk=OuterRef("thread")).values("last_number")[:1]
    raised: int = behind.update(last_number=Subquery(newest))
    begun = board.threads.begun().exclude(reads__user=by).values_list("pk", "last_number")
    rows = [ThreadRead(user=by, thread_id=pk, last_number=number) for pk, number in begun]
    ThreadRead.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return raised + len(rows)


def _demand_level(level: str) -> None:
    if level not in WatchLevel.values:
        raise Refused(_("Choose how much you want to be told."), field="level")
