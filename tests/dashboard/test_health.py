"""Alive and ready: two plain answers for the balancer, without secrets."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client, override_settings


def answer(address: str) -> tuple[int, Any]:
    response = Client().get(address)
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()


def lost(*arguments: Any, **more: Any) -> None:
    raise OperationalError("the database is gone")


def silent(*arguments: Any, **more: Any) -> None:
    raise ConnectionError("no cache")


def test_the_process_answers_without_asking_anything() -> None:
    assert answer("/healthz") == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_everything_answers() -> None:
    checks = {"database": True, "cache": True, "layer": True}
    assert answer("/readyz") == (200, {"status": "ok", "checks": checks})


@pytest.mark.django_db
def test_degraded_when_only_the_cache_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "set", silent)
    status, told = answer("/readyz")
    assert (status, told["status"], told["checks"]["cache"]) == (200, "degraded", False)


@pytest.mark.django_db
def test_degraded_while_the_cache_of_this_process_stands_in_for_redis() -> None:
    steady = {"BACKEND": "core.steady_cache.SteadyCache", "LOCATION": "redis://127.0.0.1:1/0"}
    with override_settings(CACHES={"default": steady}):
        status, told = answer("/readyz")
    assert (status, told["status"], told["checks"]["cache"]) == (200, "degraded", False)


@pytest.mark.django_db
def test_not_ready_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", lost)
    status, told = answer("/readyz")
    assert (status, told["status"], told["checks"]["database"]) == (503, "down", False)


def test_health_is_only_read() -> None:
    assert [Client().post(address).status_code for address in ("/healthz", "/readyz")] == [405, 405]
