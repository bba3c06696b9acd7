"""Best practices come first among texts about the same thing, not before what is about something else."""

import pytest
from django.contrib.auth.models import Group, Permission

from core.search import registry
from core.search.registry import Searchable
from core.search.results import Filters
from core.search.sql.engine import SqlEngine
from tests.core.search.library import document, shelve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_by_kind", {})
    monkeypatch.setattr(registry, "_by_model", {})
    for order, (kind, model, boost) in enumerate([("practice", Group, 2.0), ("thread", Permission, 0.9)]):
        registry.register(
            Searchable(kind, model, kind.title(), order, model.objects.all, lambda row: None, boost)
        )


def order(engine: SqlEngine, typed: str) -> list[str]:
    return [hit.object_id for hit in engine.search(typed, Filters(), {"public"}, 1, 20).hits]


def test_practice_stands_before_the_thread_about_the_same_thing() -> None:
    long = "Sign language video for every form. " + "It took two years and three teams. " * 12
    engine = shelve(
        [
            document(kind="thread", object_id="talk", title="Sign language video"),
            document(kind="practice", object_id="done", title="Sign language on all portals", body=long),
        ]
    )
    assert order(engine, "sign language video") == ["done", "talk"]


def test_practice_that_meets_little_of_the_question_is_not_lifted() -> None:
    engine = shelve(
        [
            document(kind="thread", object_id="talk", title="Sign language video for tax forms"),
            document(kind="practice", object_id="other", title="Video calls with the tax office"),
            *(document(object_id=number, title="Video of the week") for number in range(6)),
        ]
    )
    assert order(engine, "sign language tax forms")[0] == "talk"


def test_kinds_are_counted_in_their_order() -> None:
    engine = shelve([document(kind=kind, object_id=kind, title="Video") for kind in ("thread", "practice")])
    facet = engine.search("video", Filters(), {"public"}, 1, 20).facets[0]
    assert [(one.value, one.label, one.count) for one in facet.options] == [
        ("practice", "Practice", 1),
        ("thread", "Thread", 1),
    ]
