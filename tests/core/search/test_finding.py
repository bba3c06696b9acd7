"""What must be found, however it is typed."""

import unicodedata

import pytest

from core.search.results import Filters, Results
from core.search.sql.engine import SqlEngine
from tests.core.search.library import TEXTS, document, shelve, small_library

pytestmark = pytest.mark.django_db
ODD = [
    *(
        "",
        " ",
        '"',
        '""',
        "-",
        "%",
        "_",
        "\x00",
        "a\x00b",
        "portal:",
        ":",
        "\\",
        "(((((",
        "🙂",
        "NEAR/3 AND OR",
    ),
    *("'; DROP TABLE search_entry; --", "x" * 10_000, "wort " * 3_000, "-" * 500, '"' * 301),
    *("\ud800", "\u202e\u200b"),
]


@pytest.fixture
def library() -> SqlEngine:
    return small_library()


def ask(engine: SqlEngine, typed: str, *tokens: str, filters: Filters | None = None) -> Results:
    return engine.search(typed, filters or Filters(), {"public", *tokens}, 1, 20)


def first(engine: SqlEngine, typed: str) -> str:
    results = ask(engine, typed)
    return results.hits[0].object_id if results.hits else ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("thông tin", "orientation"),
        ("thong tin", "orientation"),
        ("dinh huong", "orientation"),
        ("Đinh hướng", "orientation"),
        (unicodedata.normalize("NFD", "định hướng"), "orientation"),
        ("duong hu hong", "roads"),
        ("đường hư hỏng", "roads"),
        ("đuờng hư hỏngg", "roads"),
        ("so hoa ho so", "records"),
        ("mueller", "permits"),
        ("muller", "permits"),
        ("Müller", "permits"),
        ("hauptstrasse", "permits"),
        ("Hauptstraße", "permits"),
        ("Baugenehmigungen", "permits"),
        ("Baugenemigung", "permits"),
        ("rueckruf", "hotline"),
        ("applicaton forms", "forms"),
        ("licensing", "forms"),
        ("licenses", "forms"),
        ("47/2010/QH13", "forms"),
        ("counter opened", "opening"),
        ('"stay open"', "opening"),
    ],
)
def test_is_found_first(library: SqlEngine, typed: str, expected: str) -> None:
    assert first(library, typed) == expected


def test_street_is_found_by_its_other_spelling() -> None:
    engine = shelve([document(object_id="a", language="de", title="Die lange Straße")])
    assert [first(engine, typed) for typed in ("strasse", "Straße", "STRASSE")] == ["a"] * 3


def test_name_spelled_out_in_the_text_is_found_by_its_umlaut() -> None:
    engine = shelve([document(object_id="a", language="de", title="Bericht von Herrn Mueller")])
    assert [first(engine, typed) for typed in ("Müller", "muller", "mueller")] == ["a"] * 3


def test_decomposed_text_is_found_by_composed_words() -> None:
    title = unicodedata.normalize("NFD", "Đường dây nóng của cổng")
    engine = shelve([document(object_id="a", language="vi", title=title)])
    assert first(engine, "đường dây nóng") == "a"
    assert ask(engine, "đường").hits[0].title.startswith("<mark>Đường</mark>")


def test_correction_is_offered_with_its_accents(library: SqlEngine) -> None:
    assert ask(library, "địnhh hướng").corrected == "định hướng"
    assert ask(library, "định hướng").corrected == ""


def test_phrase_must_stand_as_it_is(library: SqlEngine) -> None:
    assert [hit.object_id for hit in ask(library, '"mặt đường hư hỏng"').hits] == ["roads"]
    assert [hit.object_id for hit in ask(library, '"counters stay open until eight"').hits] == ["opening"]


def test_phrase_of_pairs_that_never_meet_is_refused_on_the_text() -> None:
    scattered = document(object_id="a", title="red green. Then green blue.")
    whole = document(object_id="b", title="red green blue")
    engine = shelve([scattered, whole])
    assert [hit.object_id for hit in ask(engine, '"red green blue"').hits] == ["b"]


def test_phrase_that_stands_nowhere_is_read_as_words(library: SqlEngine) -> None:
    assert ask(library, '"open counters"').hits[0].object_id == "opening"


def test_excluded_word_takes_its_entries_away(library: SqlEngine) -> None:
    assert {hit.object_id for hit in ask(library, "người dân").hits} == {"records", "roads"}
    assert {hit.object_id for hit in ask(library, "người dân -ảnh").hits} == {"records"}


def test_field_words_narrow() -> None:
    health = {"portal": (7, "Cổng Bộ Y tế"), "state": ("published", "Published")}
    engine = shelve(
        [
            document(object_id="a", title="Waiting rooms", themes=[("health", "Health")], **health),
            document(object_id="b", title="Waiting rooms", portal=(8, "Cổng Bộ Tài chính")),
        ]
    )
    for typed in ('portal:"y te"', "portal:7", "theme:health", "state:published", "cong:7"):
        assert [hit.object_id for hit in ask(engine, f"waiting {typed}").hits] == ["a"], typed
    assert ask(engine, "waiting portal:nowhere").hits == []


def test_title_in_another_language_finds_and_is_shown_to_its_readers(library: SqlEngine) -> None:
    conference = document(
        kind="conference", language="vi", title="Hội nghị cổng", titles={"de": "Konferenz der Portale"}
    )
    engine = shelve([conference])
    assert ask(engine, "konferenz").hits[0].plain_title == "Hội nghị cổng"


@pytest.mark.parametrize("typed", ODD)
def test_nothing_typed_is_an_error(library: SqlEngine, typed: str) -> None:
    assert ask(library, typed).page == 1
    assert isinstance(library.suggest(typed, {"public"}, 8), list)
    assert isinstance(library.similar(typed, {"public"}, (), None, 5), list)


def test_wildcards_of_the_database_mean_nothing(library: SqlEngine) -> None:
    assert ask(library, "", filters=Filters(theme=("%",))).total == 0
    assert ask(library, "", filters=Filters(language=("_i",))).total == 0


def test_empty_question_lists_all_newest_first(library: SqlEngine) -> None:
    assert ask(library, "").total == len(TEXTS)


def test_page_beyond_the_last_is_the_last(library: SqlEngine) -> None:
    results = library.search("người dân", Filters(), {"public"}, 99, 1)
    assert (results.page, results.pages, len(results.hits)) == (2, 2, 1)


def test_outdated_sinks_and_adopted_rises() -> None:
    same = {"title": "Queue tickets by phone", "body": "Take a number at home."}
    engine = shelve(
        [
            document(object_id="old", is_outdated=True, **same),
            document(object_id="plain", **same),
            document(object_id="used", adoptions=9, **same),
        ]
    )
    assert [hit.object_id for hit in ask(engine, "queue tickets").hits] == ["used", "plain", "old"]


def test_markup_in_texts_is_shown_as_text() -> None:
    engine = shelve([document(title="<b>Bold</b> idea", body='<script>alert("bold")</script> & more')])
    hit = ask(engine, "bold").hits[0]
    assert hit.title == "&lt;b&gt;<mark>Bold</mark>&lt;/b&gt; idea"
    assert hit.snippet == "&lt;script&gt;alert(&quot;<mark>bold</mark>&quot;)&lt;/script&gt; &amp; more"


def test_inflected_word_is_no_mistake() -> None:
    engine = shelve([document(object_id="a", language="de", title="Neue Formulare")])
    results = ask(engine, "Formular")
    assert ([hit.object_id for hit in results.hits], results.corrected) == (["a"], "")


def test_syllable_that_the_library_lacks_is_not_bent_to_another_without_its_neighbours() -> None:
    engine = shelve([document(object_id="a", language="vi", title="Tự học mỗi ngày")])
    assert ask(engine, "thủ tục").total == 0


def test_passage_prefers_the_accents_that_were_typed() -> None:
    body = f"Chủ diễn trên sân khấu. {'Lời dẫn dài. ' * 40} Trạm điện mới."
    engine = shelve([document(object_id="a", language="vi", title="Một bài", body=body)])
    assert "<mark>điện</mark>" in ask(engine, "điện").hits[0].snippet
    assert "<mark>diễn</mark>" in ask(engine, "dien").hits[0].snippet
