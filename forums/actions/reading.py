"""What one person does for the own reading: mark read, choose how much to be told."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed, Refused
from forums.models import Thread, ThreadRead, Watch
from forums.states import WatchLevel
from portals.models import User


@transaction.atomic
def mark_read(thread: Thread, *, by: User, up_to: int) -> int:
    """Remember that `by` has read `thread` up to post `up_to`, and return the mark.

    The mark only ever rises, and never beyond the newest post. A private note: announces nothing.
    """
    wanted = max(min(up_to, thread.last_number), 0)
    mark, made = ThreadRead.objects.get_or_create(thread=thread, user=by, defaults={"last_number": wanted})
    rows = ThreadRead.objects.filter(pk=mark.pk, last_number__lt=wanted)
    if not made and rows.update(last_number=wanted):
        mark.last_number = wanted
    return mark.last_number


@transaction.atomic
def watch(thread: Thread, *, by: User, level: str) -> Watch:
    """Choose how much `by` is told of `thread`. A private wish: announces nothing.

    Raises Refused for an unknown level, NotAllowed for a thread one may not read.
    """
    if level not in WatchLevel.values:
        raise Refused(_("Choose how much you want to be told."), field="level")
    if not Thread.objects.visible_to(by).filter(pk=thread.pk).exists():
        raise NotAllowed
    chosen, _made = Watch.objects.update_or_create(thread=thread, user=by, defaults={"level": level})
    return chosen
