"""Nobody learns by search what the page would refuse: hits, counts, facets, suggestions, corrections."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from core.search import reach
from core.search.engines import engine
from core.search.querying import search
from core.search.results import Facet, Filters, Results
from core.search.similar import similar
from core.search.suggesting import suggest
from tests.builders import make_user
from tests.core.search.library import document, shelve

pytestmark = pytest.mark.django_db

PLACES = [
    ("open", {"public"}, "Vaccination booking by phone"),
    ("club", {"members"}, "Vaccination logistics draft"),
    ("closed", {"board:3"}, "Vaccination budget of Krzystow"),
    ("own", {"user:0"}, "Vaccination notes of mine"),
]


@pytest.fixture(autouse=True)
def papers(db: None) -> None:
    shelve(
        document(
            object_id=name,
            title=title,
            reach=tokens,
            kind="paper",
            body="Cold chain and waiting lists.",
            portal=(number, f"Portal {name}"),
            themes=[(f"theme-{name}", f"Theme {name}")],
            state=(f"state-{name}", f"State {name}"),
        )
        for number, (name, tokens, title) in enumerate(PLACES)
    )


def seen(results: Results) -> set[str]:
    return {hit.object_id for hit in (*results.hits, *results.related)}


def values(facets: list[Facet], key: str) -> dict[str, int]:
    facet = next(facet for facet in facets if facet.key == key)
    return {option.value: option.count for option in facet.options}


def ask(typed: str, *tokens: str, **choices: Any) -> Results:
    return engine().search(typed, Filters(**choices), {"public", *tokens}, 1, 20)


READERS = [
    ((), {"open"}),
    (("members",), {"open", "club"}),
    (("members", "board:3"), {"open", "club", "closed"}),
    (("board:3",), {"open", "closed"}),
    (("board:4", "user:1"), {"open"}),
]


@pytest.mark.parametrize(("tokens", "allowed"), READERS)
@pytest.mark.parametrize("typed", ["vaccination", "vacination", "cold chain", '"cold chain"', "", "-nothing"])
def test_hits_counts_and_facets_hold_only_what_is_allowed(
    typed: str, tokens: tuple[str, ...], allowed: set[str]
) -> None:
    results = ask(typed, *tokens)
    assert seen(results) == allowed
    assert results.total == len(allowed)
    assert values(results.facets, "theme") == {f"theme-{name}": 1 for name in allowed}
    assert values(results.facets, "state") == {f"state-{name}": 1 for name in allowed}
    assert sum(values(results.facets, "portal").values()) == len(allowed)
    assert values(results.facets, "kind") == {"paper": len(allowed)}


@pytest.mark.parametrize(("tokens", "allowed"), READERS)
def test_suggestions_and_similar_hold_only_what_is_allowed(
    tokens: tuple[str, ...], allowed: set[str]
) -> None:
    held = {"public", *tokens}
    assert {one.url.strip("/") for one in engine().suggest("vacc", held, 8)} == allowed
    alike = engine().similar("vaccination cold chain waiting lists", held, (), None, 8)
    assert {hit.object_id for hit in alike} == allowed


def test_filters_cannot_ask_about_the_unseen() -> None:
    assert ask("vaccination", theme=("theme-closed",)).total == 0
    assert ask("vaccination portal:2").total == 0
    assert ask("vaccination portal:closed").total == 0


def test_correction_never_tells_a_word_of_a_restricted_paper() -> None:
    assert ask("krzystw").corrected == ""
    assert ask("krzystw", "members").corrected == ""
    assert ask("logistcs").corrected == ""
    assert ask("logistcs", "members").corrected == "logistics"


def test_exact_word_of_a_restricted_paper_finds_it_for_its_readers_only() -> None:
    assert seen(ask("Krzystow", "board:3")) == {"closed"}
    assert ask("Krzystow").total == 0


def test_users_hold_their_own_token_and_what_providers_add(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "_providers", [lambda user: ["members"]])
    user = make_user("reader")
    assert reach.tokens_for(user) == {"public", "members", f"user:{user.pk}"}
    assert reach.tokens_for(AnonymousUser()) == reach.tokens_for(None) == {"public"}
    assert seen(search("vaccination", viewer=user)) == {"open", "club"}
    assert len(suggest("vacc", user)) == len(similar("vaccination cold chain", user)) == 2


def test_administrators_hold_the_token_of_administrators() -> None:
    boss = make_user("boss", is_superuser=True)
    assert "admins" in reach.tokens_for(boss)
