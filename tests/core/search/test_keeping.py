"""The index follows what happens: saved is findable, changed is changed, gone is gone."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction

from core.search import registry
from core.search.engines import engine
from core.search.indexing import forget, rebuild, settle, touch
from core.search.models import Entry, EntryReach, Generation, Posting, Term, Traits, Waiting
from core.search.querying import search
from core.search.registry import Document, Searchable
from core.search.sql import generations
from core.search.sql.storage import term_ids
from tests.core.search.library import document, shelve

HIDDEN = "hidden"
BROKEN = "broken"


def as_document(group: Group) -> Document | None:
    if group.name == BROKEN:
        raise ValueError(group.name)
    if group.name == HIDDEN:
        return None
    return document(kind="group", object_id=group.pk, title=group.name)


@pytest.fixture(autouse=True)
def groups(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the framework's groups the only findable kind."""
    monkeypatch.setattr(registry, "_by_kind", {})
    monkeypatch.setattr(registry, "_by_model", {})
    Group.objects.all().delete()
    registry.register(Searchable("group", Group, "Groups", 1, Group.objects.all, as_document))


def found(typed: str) -> list[str]:
    return [hit.plain_title for hit in search(typed).hits]


def save(name: str) -> Group:
    group = Group.objects.create(name=name)
    touch(group)
    return group


@pytest.mark.django_db(transaction=True)
def test_saved_is_findable_right_after_the_commit() -> None:
    with transaction.atomic():
        save("Harbour office")
        assert found("harbour") == []
    assert found("harbour") == ["Harbour office"]
    assert not Waiting.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_rolled_back_leaves_no_trace() -> None:
    with transaction.atomic():
        save("Harbour office")
        transaction.set_rollback(True)
    settle()
    assert found("harbour") == []


def test_changed_is_found_by_its_new_words_only() -> None:
    group = save("Harbour office")
    settle()
    group.name = "Lighthouse office"
    group.save()
    touch(group)
    settle()
    assert (found("harbour"), found("lighthouse")) == ([], ["Lighthouse office"])
    assert Entry.objects.count() == 1


def test_hidden_and_deleted_are_gone_with_all_their_rows() -> None:
    save("Kept office")
    hidden, deleted = save("Harbour office"), save("Harbour shed")
    settle()
    hidden.name = HIDDEN
    hidden.save()
    touch(hidden)
    forget(deleted)
    deleted.delete()
    settle()
    assert (found("harbour"), found("office")) == ([], ["Kept office"])
    kept = Entry.objects.get()
    assert set(Posting.objects.values_list("entry_id", flat=True)) == {kept.pk}
    assert set(EntryReach.objects.values_list("entry_id", flat=True)) == {kept.pk}
    assert Generation.objects.get().entry_count == 1
    assert not Term.objects.filter(text__in=["harbour", "shed"]).exclude(entries=0).exists()


def test_counts_of_terms_follow_the_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, tokens in [("a", {"public"}), ("b", {"members"}), ("c", {"board:1"})]:
        shelved = document(object_id=name, title="Harbour", reach=tokens)
        engine().renew([("practice", name)], lambda shelved=shelved: [shelved])
    term = Term.objects.get(text="harbour", kind=0)
    assert (term.entries, term.member_entries, term.public_entries) == (3, 2, 1)


def test_changed_keeps_its_row_and_counts_only_what_moved() -> None:
    def renew(title: str, token: str) -> Entry:
        shelved = document(object_id="a", title=title, reach={token})
        engine().renew([("practice", "a")], lambda: [shelved])
        return Entry.objects.select_related("text").get()

    before, after = renew("Harbour office", "public"), renew("Lighthouse office", "members")
    counts = Term.objects.filter(kind=0).values_list("text", "entries", "member_entries", "public_entries")
    assert set(counts) == {("harbour", 0, 0, 0), ("lighthouse", 1, 1, 0), ("office", 1, 1, 0)}
    assert (after.pk, Generation.objects.get().entry_count) == (before.pk, 1)
    assert set(Posting.objects.values_list("term_id", flat=True)) == set(term_ids(after))
    assert list(EntryReach.objects.values_list("token", flat=True)) == ["members"]


def test_one_more_sentence_moves_no_other_impact() -> None:
    def impacts(text: str) -> dict[int, int]:
        shelved = document(object_id="a", title="Office", body=text)
        engine().renew([("practice", "a")], lambda: [shelved])
        return dict(Posting.objects.values_list("term_id", "impact"))

    harbour = " ".join(f"harbour{number}" for number in range(60))
    before, after = impacts(harbour), impacts(f"{harbour} lighthouse")
    assert before.items() < after.items()
    assert impacts(f"{harbour} {' lighthouse' * 60}").items().isdisjoint(before.items())


def test_entries_that_agree_in_every_facet_share_their_traits() -> None:
    titles = [("a", "draft"), ("b", "open"), ("c", "open")]
    shelve([document(object_id=name, title=name, state=(state, state)) for name, state in titles])
    assert sorted(Traits.objects.values_list("state", flat=True)) == ["draft", "open"]
    shelve([])
    assert not Traits.objects.exists()


def test_a_combination_of_facet_values_is_written_once() -> None:
    generation = Generation.objects.create(shelf="aside")
    Traits.objects.create(generation=generation, digest="same")
    with pytest.raises(Exception, match=r"(?i)unique"):
        Traits.objects.create(generation=generation, digest="same")


def test_one_thing_that_cannot_be_read_does_not_stop_the_others() -> None:
    save(BROKEN)
    save("Harbour office")
    assert settle() == 0
    assert found("harbour") == ["Harbour office"]


def test_things_that_nobody_made_findable_are_ignored() -> None:
    touch(Generation.objects.create(shelf="other"))
    assert not Waiting.objects.exists()


def test_rebuild_switches_to_a_complete_second_build() -> None:
    save("Harbour office")
    settle()
    before = generations.active()
    Group.objects.create(name="Quiet office")
    assert rebuild() == 2
    after = generations.active()
    assert before != after
    assert sorted(found("office")) == ["Harbour office", "Quiet office"]
    assert list(Generation.objects.all()) == [after]
    assert {entry.generation for entry in Entry.objects.all()} == {after}
    assert {term.generation for term in Term.objects.all()} == {after}
    assert set(Posting.objects.values_list("entry_id", flat=True)) == set(
        Entry.objects.values_list("pk", flat=True)
    )


def test_old_build_serves_and_changes_reach_both_while_the_new_one_is_made() -> None:
    group = save("Harbour office")
    settle()

    def change_meanwhile() -> list[Document]:
        documents = [document(kind="group", object_id=group.pk, title="Harbour office")]
        assert found("harbour") == ["Harbour office"]
        return documents

    def after_the_first_batch() -> list[Document]:
        Group.objects.filter(pk=group.pk).update(name="Lighthouse office")
        touch(group)
        settle()
        assert found("lighthouse") == ["Lighthouse office"]
        return []

    engine().rebuild([change_meanwhile, after_the_first_batch], 10.0)
    assert (found("harbour"), found("lighthouse")) == ([], ["Lighthouse office"])


def test_rebuild_takes_over_from_one_that_died() -> None:
    Generation.objects.create(shelf="main")
    save("Harbour office")
    assert rebuild() == 1
    assert Generation.objects.count() == 1


def test_rebuild_leaves_nothing_waiting_that_it_holds() -> None:
    save("Harbour office")
    assert rebuild() == 1
    assert (found("harbour"), Waiting.objects.count()) == (["Harbour office"], 0)


def test_rebuild_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    save("Harbour office")
    call_command("rebuild_search")
    assert capsys.readouterr().out.startswith("1 entries indexed in ")
    call_command("rebuild_search", "--if-empty")
    assert capsys.readouterr().out == "The search index is there already.\n"


def test_shelves_do_not_see_each_other() -> None:
    shelve([document(title="Harbour")], "aside")
    assert found("harbour") == []


def test_only_one_build_of_a_shelf_is_in_use() -> None:
    Generation.objects.create(shelf="main", state="active")
    with pytest.raises(Exception, match=r"(?i)unique"):
        Generation.objects.create(shelf="main", state="active")
