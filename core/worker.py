"""The task worker as a thread of the one process that `./run` starts; production runs `manage.py db_worker`.

A thread, not a process, because the in-memory channel layer reaches only its own process.
"""

import logging
import threading
import time

from django.db import close_old_connections, connections
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from core.ticking.ticks import tick

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
STOP_SECONDS = 10
TICK_SECONDS = 30


class EmbeddedWorker(threading.Thread):
    """Runs waiting tasks, and what is due again and again, until told to stop."""

    def __init__(self) -> None:
        """Make a worker that does not keep the process alive."""
        super().__init__(name="task-worker", daemon=True)
        self._stopping = threading.Event()
        self._next_tick = 0.0

    def run(self) -> None:
        """Take up what an earlier process left half done, then work until told to stop."""
        orphans = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
        orphans.update(status=TaskResultStatus.READY)
        while not self._stopping.wait(PAUSE_SECONDS):
            self._turn()
        connections.close_all()

    def stop(self) -> None:
        """Let the current task finish, but not for longer than ten seconds."""
        self._stopping.set()
        self.join(STOP_SECONDS)

    def _turn(self) -> None:
        """Run everything that waits; a failing turn is logged and the next one tries again."""
        try:
            close_old_connections()
            if DBTaskResult.objects.ready().exists():
                drain()
            self._tick()
        except Exception:
            logger.exception("the task worker stumbled")

    def _tick(self) -> None:
        """Do what is due, twice a minute."""
        if time.monotonic() >= self._next_tick:
            self._next_tick = time.monotonic() + TICK_SECONDS
            tick()


def drain() -> None:
    """Run the waiting tasks of every queue in this thread, those added meanwhile too."""
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"embedded-{threading.get_ident()}",
    ).run()
