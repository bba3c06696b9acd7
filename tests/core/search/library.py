"""A small library of our own in three languages, for searching in tests."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from core.search.registry import Document
from core.search.sql.engine import SqlEngine
from core.search.texts import length

ALL = {"public", "members"}
TEXTS: list[dict[str, Any]] = [
    {
        "object_id": "records", "language": "vi", "title": "Số hóa hồ sơ đất đai ở cấp xã",
        "summary": "Quét hồ sơ giấy một lần, dùng lại ở mọi thủ tục.",
        "body": "Cán bộ địa chính quét hồ sơ, gắn mã thửa đất và chuyển vào kho dùng chung. "
        "Người dân không phải nộp lại giấy tờ. Đường truyền được nâng cấp trước khi triển khai.",
    },
    {
        "object_id": "orientation", "language": "vi", "title": "Định hướng phát triển công nghệ thông tin",
        "body": "Kế hoạch ba năm về hạ tầng, dữ liệu và kỹ năng số của cán bộ. "
        "Mỗi cổng thông tin cử một đầu mối phụ trách.",
    },
    {
        "object_id": "roads", "language": "vi", "title": "Báo hỏng đường qua ứng dụng",
        "body": "Người dân chụp ảnh mặt đường hư hỏng, hệ thống chuyển cho đơn vị quản lý trong ngày.",
    },
    {
        "object_id": "permits", "language": "de", "title": "Bauantrag in sieben Tagen",
        "body": "Die Bauaufsicht prüft Unterlagen gleichzeitig statt nacheinander. "
        "Frau Müller aus der Hauptstraße erhielt ihre Baugenehmigung nach sechs Tagen.",
    },
    {
        "object_id": "hotline", "language": "de", "title": "Servicetelefon mit Rückruf",
        "body": "Wer nicht durchkommt, wird zurückgerufen. Die Wartezeit sank auf drei Minuten.",
    },
    {
        "object_id": "forms", "language": "en", "title": "Plain words in every form",
        "body": "Editors rewrote the licensing forms with citizens. Returned applications fell by half. "
        "See decree 47/2010/QH13 on administrative procedures.",
    },
    {
        "object_id": "opening", "language": "en", "title": "Evening opening of the counters",
        "body": "Two counters stay open until eight on Thursdays, by appointment booked online.",
    },
]  # fmt: skip


def document(**fields: Any) -> Document:
    """Return a document that everyone may read unless told otherwise."""
    plain = {"kind": "practice", "object_id": "one", "language": "en", "title": "One", "reach": {"public"}}
    whole = plain | fields
    return Document(url=f"/{whole['object_id']}/", **whole)


def shelve(documents: Iterable[Document], shelf: str = "main") -> SqlEngine:
    """Build a shelf with these documents and return its engine."""
    rows = list(documents)
    engine = SqlEngine(shelf)
    engine.rebuild([partial(list, rows)], sum(map(length, rows)) / max(1, len(rows)))
    return engine


def small_library() -> SqlEngine:
    """Build the small library in three languages."""
    return shelve(document(**text) for text in TEXTS)
