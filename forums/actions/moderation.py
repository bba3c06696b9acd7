"""What moderators decide on reported posts."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed, Refused, StaleState
from forums.actions.posts import hide, locked_post
from forums.actions.reports import settle
from forums.models import Post
from forums.policies import can_judge
from forums.states import ReportState
from portals.models import User


@transaction.atomic
def uphold(post: Post, *, by: User, reason: str) -> Post:
    """Hide a reported post and close all its open reports; announces HIDDEN and REPORT_UPHELD.

    Raises NotAllowed for others than moderators and for the post's author, StaleState when nothing is
    open any more, Refused without a reason.
    """
    _demand_judge(post, by)
    return hide(post, by=by, reason=reason)


@transaction.atomic
def dismiss(post: Post, *, by: User, reason: str) -> Post:
    """Let a reported post stand and tell all who reported it why; announces REPORT_DISMISSED.

    Raises as `uphold` does.
    """
    post = locked_post(post)
    _demand_judge(post, by)
    if not reason.strip():
        raise Refused(_("Give a reason: those concerned will read it."), field="reason")
    settle(post, by=by, state=ReportState.DISMISSED, answer=reason.strip()[:2000])
    return post


def _demand_judge(post: Post, by: User) -> None:
    if not can_judge(by, post):
        raise NotAllowed(_("Moderators of the board decide, but nobody on posts of their own."))
    if not post.reports.open().exists():
        raise StaleState(_("Somebody has decided on this already."))
