"""The drafts of the forum in one's own data; they go when the account is closed."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from forums.actions.drafts import discard
from forums.models import Draft
from portals.closing import on_closing
from portals.exports import Row, register


def drafts(user: Any) -> Iterable[Row]:
    """Yield what the person has begun to write: for which place, and the text."""
    for draft in Draft.objects.visible_to(user).with_places():
        yield {
            "place": str(draft.place),
            "title": draft.title,
            "body": draft.body,
            "saved_at": draft.saved_at,
        }


@on_closing
def forget_drafts(user: Any) -> None:
    """Throw away what was never sent."""
    for draft in Draft.objects.visible_to(user):
        discard(draft, by=user)


register("drafts", _("Drafts in the forums"), drafts)
