"""Old events go, numbers stay."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.realtime import log, retention
from core.realtime.models import RoomEvent

pytestmark = pytest.mark.django_db


def kept() -> list[tuple[str, int]]:
    """Return room and number of every event there is."""
    return list(RoomEvent.objects.order_by("room__name", "seq").values_list("room__name", "seq"))


def test_what_is_old_or_too_much_goes() -> None:
    log.append_all([log.Change("hall:1", "said")] * 5 + [log.Change("hall:2", "said")] * 2)
    RoomEvent.objects.filter(room__name="hall:2", seq=1).update(
        created_at=timezone.now() - timedelta(days=31)
    )
    assert retention.prune(keep=3) == 3
    assert kept() == [("hall:1", 3), ("hall:1", 4), ("hall:1", 5), ("hall:2", 2)]
    assert log.append("hall:1", "said", {}) == 6
    assert log.after("hall:1", 1) == log.Reset(6)


def test_it_works_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    log.append_all([log.Change("hall:1", "said")] * 7)
    assert retention.prune(keep=1) == 6
    assert kept() == [("hall:1", 7)]


def test_the_command_prunes(capsys: pytest.CaptureFixture[str]) -> None:
    log.append_all([log.Change("hall:1", "said")] * 3)
    call_command("prune_live_events", keep=1)
    assert capsys.readouterr().out == "2 events deleted\n"
