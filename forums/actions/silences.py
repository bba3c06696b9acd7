"""Silence: a person reads but does not write for a while; it ends by itself."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core.announcing import announce
from core.errors import NotAllowed, Refused, StaleState
from core.realtime.log import Change
from core.realtime.rooms import inbox_of
from core.templatetags.moments import say_when
from forums.facts import SILENCE_LIFTED, SILENCED, SILENCED_EVERYWHERE
from forums.models import Board, Silence
from forums.policies import can_lift, can_silence
from portals.models import User

LONGEST_HOURS = 24 * 365


@transaction.atomic
def silence(user: User, board: Board | None, *, by: User, hours: int, reason: str) -> Silence:
    """Let `user` only read on `board`, or everywhere when None, for `hours`; announces SILENCED.

    A silence that still lasts there gives way to the new one. Moderators of the board may, everywhere
    only admins; nobody silences admins, moderators of the board or oneself. Raises NotAllowed, Refused
    without a reason or a length.
    """
    if not can_silence(by, user, board):
        raise NotAllowed(_("Moderators and admins are not silenced, and only they silence others."))
    if not reason.strip():
        raise Refused(_("Give a reason: those concerned will read it."), field="reason")
    if not 1 <= hours <= LONGEST_HOURS:
        raise Refused(_("Choose for how long."), field="hours")
    User.objects.select_for_update().get(pk=user.pk)
    now = timezone.now()
    Silence.objects.filter(user=user, board=board, ended_at=None).update(ended_at=now, ended_by=by)
    until = now + timedelta(hours=hours)
    words = reason.strip()[:2000]
    made = Silence.objects.create(user=user, board=board, by=by, reason=words, begun_at=now, until=until)
    _tell(made)
    return made


def _tell(made: Silence) -> None:
    announce(
        SILENCED if made.board else SILENCED_EVERYWHERE,
        by=made.by,
        acting_for=made.by.portal,
        about=made.board or made,
        to=[made.user],
        live=[_change(made)],
        detail={"until": _moment_for(made.user, made.until), "reason": made.reason, "person": made.user_id},
        url=made.board.get_absolute_url() if made.board else "",
    )


def _moment_for(user: Any, moment: datetime) -> str:
    """Return `moment` as its reader says it: language and zone are the person's own."""
    with translation.override(user.language):
        return say_when(moment, user.zone)


def _change(made: Silence) -> Change:
    """Return what the person's own open pages are told: where one may not write, and until when."""
    until = made.until.isoformat() if made.ended_at is None else None
    return Change(inbox_of(made.user_id), "silence", {"board": made.board_id, "until": until})


@transaction.atomic
def lift(found: Silence, *, by: User) -> Silence:
    """End a silence before its time and tell the person; announces SILENCE_LIFTED.

    Raises NotAllowed for others than moderators of the board (admins for one everywhere), StaleState when
    it is over.
    """
    one = Silence.objects.select_for_update(of=("self",)).select_related("user", "board").get(pk=found.pk)
    if not can_lift(by, one):
        raise NotAllowed
    if one.ended_at or one.until <= timezone.now():
        raise StaleState
    one.ended_at, one.ended_by = timezone.now(), by
    one.save(update_fields=["ended_at", "ended_by"])
    about, to = one.board or one, [one.user]
    detail = {"person": one.user_id}
    announce(
        SILENCE_LIFTED, by=by, acting_for=by.portal, about=about, to=to, live=[_change(one)], detail=detail
    )
    return one
