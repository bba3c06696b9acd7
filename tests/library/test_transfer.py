"""Practices come in from files, all or none, and a second time changes nothing."""

import pytest

from core.errors import NotAllowed, Refused
from core.text.csvs import neutral
from library.actions import transfer
from library.models import BestPractice
from library.reading import read, shortened
from portals.models import User

pytestmark = pytest.mark.django_db
GOOD = "id;title;summary;steps\n1;Một cửa;Một nơi cho mọi người dân;Làm từng bước\n2;Hỏi nhanh;Đáp nhanh;\n"


def titles(rows: list[object]) -> list[str]:
    return [row.text["title"] for row in rows]  # type: ignore[attr-defined]


def test_semicolons_byte_order_mark_and_aliases_are_understood() -> None:
    rows = read("list.csv", b"\xef\xbb\xbf" + GOOD.encode())
    assert [(row.number, row.text["source_id"], row.text["title"]) for row in rows] == [
        (2, "1", "Một cửa"),
        (3, "2", "Hỏi nhanh"),
    ]


def test_lessons_without_title_get_one_and_say_so() -> None:
    line = '{"lesson_id": 7, "driving_event": "It broke.", "lesson": "Check twice. Again.", "recommendation": "Do"}'
    (row,) = read("lessons.jsonl", line.encode())
    assert (row.text["title"], row.text["steps"], row.notes) == (
        "Check twice",
        "Do",
        ["title made from the first sentence"],
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "tên\nx\n".encode("utf-16"), "UTF-8"),
        ("a.csv", b"colour,size\nred,9\n", "No column"),
        ("a.csv", b"title,summary\n", "no rows"),
        ("a.csv", b"", "No column"),
        ("a.csv", b"title,summary\n" + b"a,b\n" * 2001, "2,000"),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(name, content)


def test_one_bad_row_stops_the_import_and_is_named(editor: User) -> None:
    rows = read("a.csv", f"title,summary\nGood,One\nLong,{'x' * 700}\n".encode())
    with pytest.raises(Refused, match="3"):
        transfer.import_rows(rows, by=editor, language="vi")
    assert BestPractice.objects.count() == 0


def test_a_second_import_changes_nothing(editor: User) -> None:
    first = transfer.import_rows(read("a.csv", GOOD.encode()), by=editor, language="vi")
    again = transfer.import_rows(read("a.csv", GOOD.encode()), by=editor, language="vi")
    assert (titles(first.added), titles(again.unchanged)) == (
        ["Một cửa", "Hỏi nhanh"],
        ["Một cửa", "Hỏi nhanh"],
    )
    assert [again.added, again.changed] == [[], []]


def test_a_changed_row_updates_its_draft(editor: User) -> None:
    transfer.import_rows(read("a.csv", GOOD.encode()), by=editor, language="vi")
    changed = GOOD.replace("Đáp nhanh", "Đáp trong ngày")
    report = transfer.import_rows(read("a.csv", changed.encode()), by=editor, language="vi")
    assert (titles(report.changed), BestPractice.objects.get(source_id="2").summary) == (
        ["Hỏi nhanh"],
        "Đáp trong ngày",
    )


def test_the_same_number_twice_is_refused(editor: User) -> None:
    rows = read("a.csv", b"id,title,summary\n1,A,B\n1,C,D\n")
    assert [row.number for row in transfer.preview(rows, by=editor).refused] == [3]


def test_only_editors_import(delegate: User) -> None:
    with pytest.raises(NotAllowed):
        transfer.preview([], by=delegate)


def test_broken_lines_of_json_are_named() -> None:
    rows = read("a.jsonl", b'[1]\n{"title": \n{"title": "A", "summary": "B"}\n')
    assert [row.errors for row in rows] == [["not an object"], ["not JSON"], []]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


def test_shortened_cuts_between_words() -> None:
    assert shortened("một hai  ba bốn", 11) == "một hai ba…"
