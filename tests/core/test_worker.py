"""The task worker inside the serving process."""

import time
from collections.abc import Iterator

import pytest
from django.test import override_settings
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from core.worker import EmbeddedWorker, drain

WAITING_SECONDS = 10
done: list[str] = []


@task()
def note(word: str) -> str:
    done.append(word)
    return word


@task()
def stumble() -> None:
    raise ValueError("on purpose")


@pytest.fixture(autouse=True)
def tasks_in_the_database(transactional_db: None) -> Iterator[None]:
    done.clear()
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        yield


def statuses() -> list[str]:
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def until_finished(count: int) -> None:
    deadline = time.monotonic() + WAITING_SECONDS
    while DBTaskResult.objects.finished().count() < count and time.monotonic() < deadline:
        time.sleep(0.05)


def test_a_failing_task_leaves_the_others_to_run() -> None:
    stumble.enqueue()
    note.enqueue("after")
    drain()
    assert statuses() == [TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL]
    assert done == ["after"]


def test_the_thread_takes_up_what_a_dead_process_left() -> None:
    note.enqueue("left half done")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    worker = EmbeddedWorker()
    worker.start()
    try:
        note.enqueue("new")
        until_finished(2)
    finally:
        worker.stop()
    assert sorted(done) == ["left half done", "new"]
    assert not worker.is_alive()
