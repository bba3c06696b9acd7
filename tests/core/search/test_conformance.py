"""The same ten in the same order on SQLite and PostgreSQL: both are held to one written list.

After a deliberate change of the ranking write the list anew and look at the difference:
`INTERPORTAL_WRITE_TOP_TEN=1 pytest tests/core/search/test_conformance.py`.
"""

import json
import os
from itertools import product
from pathlib import Path

import pytest

from core.search.registry import Document
from core.search.results import Filters
from tests.core.search.library import document, shelve

WRITTEN = Path(__file__).parent / "top_ten.json"
WHO = {
    "vi": ["Cán bộ địa chính", "Văn phòng một cửa", "Tổng đài hỗ trợ", "Đội tuyên truyền lưu động"],
    "de": ["Das Bürgeramt", "Die Bauaufsicht", "Der Meldedienst", "Das Straßenverkehrsamt"],
    "en": ["The licensing desk", "The archive", "The inspection service", "The translators' pool"],
}
WHAT = {
    "vi": [
        "trả kết quả đúng hẹn nhờ nhắc việc tự động",
        "số hóa hồ sơ giấy trước khi tiếp nhận",
        "hướng dẫn người dân nộp đơn qua điện thoại",
        "dùng chung dữ liệu dân cư, không hỏi lại điều đã biết",
    ],
    "de": [
        "beantwortet Anfragen über Rückrufe statt Warteschleifen",
        "prüft Bauanträge gleichzeitig mit allen beteiligten Stellen",
        "übernimmt Meldedaten, damit niemand zweimal dasselbe ausfüllt",
        "bietet Termine am Abend und Gebärdensprache an",
    ],
    "en": [
        "answers by messages that say what happens next",
        "reads scanned files so that applicants need not bring copies",
        "shares opening hours and queues on one public page",
        "reviews each rejected application with a second pair of eyes",
    ],
}
WHY = {
    "vi": ["Thời gian chờ giảm một nửa.", "Đường truyền yếu ở vùng núi vẫn là khó khăn."],
    "de": ["Die Wartezeit sank um die Hälfte.", "Müllers Bericht nennt die Kosten."],
    "en": ["Waiting times fell by half.", "The pilot in two districts went on for a year."],
}
QUESTIONS = [
    "hồ sơ giấy", "ho so giay", "hướng dẫn nộp đơn", "nop don qua dien thoai", "duong truyen yeu", "dân cưư",
    "nhắc việc", "thời gian chờ giảm", "bauanträge prüfen", "bauantraege", "Warteschleife", "wartezeitt", "mueller",
    "rückruf anfragen", "strassenverkehrsamt", "meldedaten zweimal", "scanned files", "rejected aplication",
    "opening hours queues", "waiting times", '"second pair of eyes"', "pilot -translators", "archive copies",
    "what does the licensing desk say about rejected applications in the districts",
]  # fmt: skip


def texts() -> list[Document]:
    """Return every who-what-why of each language as a document, 96 in all."""
    rows = [
        (language, who, what, why)
        for language in WHO
        for who, what, why in product(WHO[language], WHAT[language], WHY[language])
    ]
    return [
        document(object_id=number, language=language, title=f"{who}: {what}", body=f"{who} {what}. {why}")
        for number, (language, who, what, why) in enumerate(rows)
    ]


@pytest.mark.django_db
def test_top_ten_is_the_written_one() -> None:
    engine = shelve(texts())
    found = {
        typed: [hit.object_id for hit in engine.search(typed, Filters(), {"public"}, 1, 10).hits]
        for typed in QUESTIONS
    }
    if os.environ.get("INTERPORTAL_WRITE_TOP_TEN"):
        WRITTEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(WRITTEN.read_text(encoding="utf-8"))
    assert all(found.values())
