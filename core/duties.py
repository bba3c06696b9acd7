"""Clearing up: ended sessions and finished tasks."""

from datetime import time, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.ticking.registry import Duty, register

KEEP_TASKS = timedelta(days=14)


def clear_sessions() -> int:
    """Forget the sessions that have run out; return how many."""
    return int(Session.objects.filter(expire_date__lt=timezone.now()).delete()[0])


def clear_tasks() -> int:
    """Forget the tasks that were finished more than two weeks ago; return how many."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_TASKS)
    return int(old.delete()[0])


register(Duty("core.clear_sessions", clear_sessions, at=time(3, 20)))
register(Duty("core.clear_tasks", clear_tasks, at=time(3, 30)))
