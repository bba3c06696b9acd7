"""Reports: hold a post against the standing order, and close what was decided."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from core.realtime.log import Change
from forums.actions.pace import take_token
from forums.facts import REPORT_DISMISSED, REPORT_UPHELD, REPORTED
from forums.models import Board, Post, Report
from forums.policies import can_report
from forums.states import ReportReason, ReportState
from portals.models import User

CLOSED_BY = {ReportState.UPHELD: REPORT_UPHELD, ReportState.DISMISSED: REPORT_DISMISSED}


@transaction.atomic
def report(post: Post, *, by: User, reason: str, words: str = "") -> Report:
    """Report `post` to the moderators of its board; announces REPORTED.

    Whoever has an open report of the post gets that one back, and nobody is told twice. Raises
    NotAllowed for those who may not read the board, for the author and for hidden posts, Refused for an
    unknown reason or for "something else" without words.
    """
    _demand_reason(reason, words)
    post = _locked(post)
    if not can_report(by, post):
        raise NotAllowed(_("One reports posts of others, as long as they can be read."))
    if first := _open_report(post, by):
        return first
    take_token(by, post.thread.board)
    try:
        with transaction.atomic():
            made = Report.objects.create(post=post, by=by, reason=reason, words=words.strip()[:1000])
    except IntegrityError:
        return Report.objects.open().get(post=post, by=by)
    _tell_moderators(made)
    return made


def _locked(post: Post) -> Post:
    """Return `post` as it is now; it cannot be hidden until the transaction ends."""
    Post.objects.select_for_update().values_list("pk").get(pk=post.pk)
    found: Post = Post.objects.select_related("thread__board", "author").get(pk=post.pk)
    return found


def _demand_reason(reason: str, words: str) -> None:
    if reason not in ReportReason.values:
        raise Refused(_("Choose what is wrong with the post."), field="reason")
    if reason == ReportReason.OTHER and not words.strip():
        raise Refused(_("Say in a few words what is wrong."), field="words")


def _open_report(post: Post, by: User) -> Report | None:
    found: Report | None = Report.objects.open().filter(post=post, by=by).first()
    return found


def _tell_moderators(made: Report) -> None:
    board = made.post.thread.board
    announce(
        REPORTED,
        by=made.by,
        acting_for=made.by.portal,
        about=made,
        to=board.moderators().exclude(pk=made.post.author_id),
        live=[queue_changed(board)],
        detail={"kind": made.reason},
    )


def queue_changed(board: Board) -> Change:
    """Return the change that tells a board's moderators how many posts wait for them."""
    return Change(board.review_room, "review", {"board": board.pk, "waiting": waiting_on(board)})


def waiting_on(board: Board) -> int:
    """Return how many posts of `board` have open reports."""
    posts = Report.objects.open().filter(post__thread__board=board).values("post")
    return int(posts.distinct().count())


def settle(post: Post, *, by: User, state: ReportState, answer: str) -> int:
    """Close every open report of `post` with the same answer and tell those who reported; return how many.

    Announces REPORT_UPHELD or REPORT_DISMISSED, each to its reporter alone. The verb that calls this has
    locked the thread and asked who may.
    """
    waiting = list(Report.objects.open().filter(post=post).select_related("by").order_by("pk"))
    for one in waiting:
        one.post = post
        _close(one, by, state, answer)
    return len(waiting)


def _close(one: Report, by: User, state: ReportState, answer: str) -> None:
    one.state, one.decided_at, one.decided_by, one.answer = state, timezone.now(), by, answer
    one.save(update_fields=["state", "decided_at", "decided_by", "answer"])
    fact: Fact = CLOSED_BY[state]
    announce(
        fact,
        by=by,
        acting_for=by.portal,
        about=one,
        to=[one.by],
        live=[queue_changed(one.post.thread.board)],
        detail={"reason": answer},
        url=one.post.get_absolute_url(),
    )
