"""One tick: do what is due, each duty once however many processes tick."""

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.ticking.models import Due
from core.ticking.registry import Duty, duties

logger = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(minutes=5)
OUTCOME_LENGTH = 200


def tick() -> dict[str, str]:
    """Do every duty that is due and return what came of each, by key.

    A duty that fails is logged, hinders no other, and is tried again five minutes later. New duties
    that run every so often are due at once, daily ones at their next time.
    """
    _enter_new()
    now = timezone.now()
    return {duty.key: _done(duty) for duty in duties() if Due.objects.taken(duty, now)}


def _enter_new() -> None:
    now = timezone.now()
    known = set(Due.objects.values_list("key", flat=True))
    Due.objects.bulk_create(
        [
            Due(key=duty.key, due_at=duty.next_after(now) if duty.at else now)
            for duty in duties()
            if duty.key not in known
        ],
        ignore_conflicts=True,
    )


def _done(duty: Duty) -> str:
    changes: dict[str, Any] = {}
    try:
        outcome = str(duty.work())
    except Exception as error:
        logger.exception("the duty %s failed", duty.key)
        outcome = f"failed: {type(error).__name__}"
        changes["due_at"] = timezone.now() + AGAIN_AFTER
    changes |= {"ended_at": timezone.now(), "outcome": outcome[:OUTCOME_LENGTH]}
    Due.objects.filter(key=duty.key).update(**changes)
    return outcome
