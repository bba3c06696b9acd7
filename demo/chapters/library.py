"""Chapter six: what worked is written down, verified by others, translated, adopted."""

from typing import Any

from demo.chapters.people import World
from demo.chapters.problems import Log
from demo.clock import days_ago
from library.actions import adoptions, best_practices, translations
from library.models import BestPractice
from library.states import AdoptionState, Evidence

ONE_DESK: dict[str, Any] = {
    "summary": "Gộp mọi phản ánh vào một đầu mối có mã theo dõi công khai. Thời gian trả lời giảm từ chín ngày xuống hai ngày.",
    "setting": "Cổng một bộ có mười hai đơn vị trực thuộc, khoảng 1.400 phản ánh mỗi quý.",
    "people": "Một người điều phối, một người thay",
    "results": "| Chỉ số | Trước | Sau |\n|---|---|---|\n| Ngày chờ trung vị | 9 | 2 |\n| Trả lời trong hai ngày | 18 % | 74 % |\n"
    "| Cuộc gọi hỏi tiến độ | 610 | 290 |",
    "what_did_not_work": "Tự động phân loại bằng từ khóa: sai một phần ba, đã bỏ sau hai tuần.",
    "prerequisites": "Quyết định nửa trang cho phép chuyển thẳng đến chuyên viên.",
}
ONE_DESK_EN = {
    "title": "One desk for all feedback, with a public tracking code",
    "summary": "All feedback goes to one desk with a public tracking code. Answers take two days instead of nine.",
    "problem_solved": "Feedback passed through five departments before it reached the right person.",
    "setting": "A ministry's portal with twelve bodies and about 1,400 messages a quarter.",
    "steps": "1. Merge the forms into one.\n2. Give each message a tracking code.\n3. One coordinator forwards straight to the person who answers.\n"
    "4. After two days the system reminds and tells the management.\n5. Good answers go to the questions and answers page.",
    "results": "| Indicator | Before | After |\n|---|---|---|\n| Median days | 9 | 2 |\n| Answered within two days | 18 % | 74 % |",
    "what_did_not_work": "Sorting by keywords: a third went wrong; dropped after two weeks.",
}
ONE_DESK_DE = {
    "title": "Eine Anlaufstelle für alle Anliegen, mit öffentlicher Vorgangsnummer",
    "summary": "Alle Anliegen gehen an eine Stelle und erhalten eine öffentliche Vorgangsnummer. Antworten dauern zwei statt neun Tage.",
    "problem_solved": "Anliegen liefen durch fünf Abteilungen, bevor sie bei der richtigen Person ankamen.",
    "setting": "Portal eines Ministeriums mit zwölf Behörden, rund 1.400 Anliegen im Quartal.",
    "steps": "1. Formulare zusammenlegen.\n2. Jedes Anliegen erhält eine Nummer.\n3. Eine Koordination leitet direkt weiter.\n4. Nach zwei Tagen wird erinnert.",
    "results": "| Kennzahl | Vorher | Nachher |\n|---|---|---|\n| Tage (Median) | 9 | 2 |",
}
OTHERS: tuple[dict[str, Any], ...] = (
    {
        "by": "elbtal.lead",
        "reviewer": "editor",
        "days": 70,
        "language": "de",
        "title": "Handlung zuerst: Leistungsseiten, die man versteht",
        "summary": "Jede Seite beginnt mit dem, was zu tun ist. Die Anrufe zu den zehn meistgelesenen Seiten sind um ein Drittel gesunken.",
        "problem_solved": "Seiten begannen mit der Rechtsgrundlage und endeten mit dem, was zu tun ist.",
        "setting": "Serviceportal einer Region mit 600.000 Einwohnern.",
        "steps": "1. Die zehn meistgelesenen Seiten wählen.\n2. Fünf Bürgerinnen und Bürger laut lesen lassen.\n3. Umschreiben: Handlung, Unterlagen, Kosten, Frist, Recht.\n4. Nach vier Wochen messen.",
        "results": "Anrufe minus 34 %, Verweildauer auf der Seite minus 40 %, Zufriedenheit plus 22 Punkte.",
        "what_did_not_work": "Allein mit einem Leitfaden änderte sich nichts; erst das laute Lesen überzeugte.",
        "evidence": Evidence.MEASURED,
        "is_public": True,
        "themes": ("tiep-can",),
    },
    {
        "by": "science.lead",
        "reviewer": "editor",
        "days": 55,
        "language": "vi",
        "title": "Diễn tập sự cố trang giả mạo trong 90 phút",
        "summary": "Kịch bản diễn tập trên bàn cho bốn người. Sau ba lần diễn tập, thời gian gỡ trang giả giảm từ 70 giờ còn 5 giờ.",
        "problem_solved": "Không ai biết gọi cho ai khi phát hiện trang giả mạo ngoài giờ.",
        "setting": "Cổng bộ và bốn đơn vị trực thuộc.",
        "steps": "1. Phát kịch bản theo từng phút.\n2. Mỗi vai chỉ biết phần của mình.\n3. Ghi giờ từng việc.\n4. Rút kinh nghiệm ngay sau đó.",
        "results": "Lần 1: 70 giờ. Lần 2: 19 giờ. Lần 3: 5 giờ.",
        "evidence": Evidence.PILOTED,
        "is_public": True,
        "themes": ("an-toan", "su-co-thong-tin"),
    },
    {
        "by": "elbtal.delegate",
        "reviewer": "science.editor",
        "days": 40,
        "language": "en",
        "title": "Three sentences in the first hour of an incident",
        "summary": "What we know, what we do not know, when we speak next: published within an hour. Rumours lost their head start.",
        "problem_solved": "Official statements came a day after the rumours.",
        "setting": "A regional portal during floods, with power cuts and overloaded phones.",
        "steps": "1. Keep three approved sentences ready.\n2. Name who signs at night.\n3. Publish, then tell neighbouring portals.\n4. Repeat on the hour, even without news.",
        "results": "First statement after 38 minutes on average, in eleven incidents.",
        "what_did_not_work": "Waiting for a complete picture.",
        "evidence": Evidence.REPLICATED,
        "is_public": True,
        "themes": ("su-co-thong-tin", "da-kenh"),
    },
    {
        "by": "province.lead",
        "reviewer": "science.editor",
        "days": 34,
        "language": "vi",
        "title": "Bảng giá dạng thẻ, đọc được trên màn hình 360 px",
        "summary": "Chuyển bảng mười hai cột thành thẻ từng mặt hàng. Lượt xem trên điện thoại tăng gấp ba.",
        "problem_solved": "Bảng rộng không đọc được trên điện thoại.",
        "setting": "Cổng tỉnh, chuyên mục giá nông sản.",
        "steps": "1. Chọn năm thông tin người đọc cần.\n2. Mỗi mặt hàng một thẻ.\n3. Bảng đầy đủ chỉ để tải về.",
        "results": "Lượt xem trên điện thoại: 900 lên 2.800 mỗi tuần.",
        "evidence": Evidence.MEASURED,
        "themes": ("tiep-can",),
    },
)  # fmt: skip


def write_up(world: World, log: Log) -> BestPractice:
    """The accepted and tried solution becomes a practice, verified by an editor of another portal."""
    with days_ago(30):
        practice = best_practices.draft_from(log.solutions["one-desk"], by=world["delegate"])
        practice = best_practices.save(
            practice,
            by=world["delegate"],
            evidence=Evidence.MEASURED,
            is_public=True,
            contact="Phòng Biên tập, Cổng Bộ Y tế",
            **ONE_DESK,
        )
        best_practices.submit(practice, by=world["delegate"])
    with days_ago(27):
        practice = best_practices.publish(practice, by=world["editor"], note="Bản đầu tiên")
    with days_ago(25):
        translations.save(practice, "en", by=world["editor"], **ONE_DESK_EN)
        translations.save(practice, "de", by=world["editor"], **ONE_DESK_DE)
    return practice


def adopt(world: World, practice: BestPractice) -> None:
    """Other portals take it over; one reports what came of it."""
    with days_ago(24):
        mine = adoptions.declare(
            practice,
            by=world["province.lead"],
            state=AdoptionState.PLANNED,
            adaptation="Thêm mã QR tại bộ phận một cửa.",
        )
    with days_ago(18):
        mine = adoptions.advance(mine, "use", by=world["province.lead"])
    with days_ago(22):
        adoptions.declare(practice, by=world["tax.lead"], state=AdoptionState.IN_USE)
    with days_ago(10):
        adoptions.declare(practice, by=world["education.lead"])
    with days_ago(3):
        adoptions.report(
            mine,
            by=world["province.lead"],
            outcome="Thời gian trả lời trung vị từ **11 ngày xuống 3 ngày** sau bốn tuần. Người dân dùng mã QR nhiều hơn dự kiến.",
            usefulness=5,
        )


def fill_shelves(world: World) -> None:
    """Further practices in three languages, some adopted, one waiting for review, one in draft."""
    made = [_shelve(world, dict(words)) for words in OTHERS]
    with days_ago(12):
        adoptions.declare(
            made[2], by=world["lead"], state=AdoptionState.IN_USE, adaptation="Mẫu ba câu bằng tiếng Việt."
        )
    with days_ago(9):
        adoptions.declare(made[0], by=world["education.lead"], state=AdoptionState.PLANNED)
        adoptions.declare(made[1], by=world["tax.lead"], state=AdoptionState.INTERESTED)
    _wait_for_review(world)


def _shelve(world: World, words: dict[str, Any]) -> BestPractice:
    by, reviewer, days = world[words.pop("by")], words.pop("reviewer"), words.pop("days")
    themes = [world.themes[slug] for slug in words.pop("themes")]
    with days_ago(days + 3):
        practice = best_practices.submit(best_practices.draft(by=by, themes=themes, **words), by=by)
    with days_ago(days):
        return best_practices.publish(practice, by=world[reviewer])


def _wait_for_review(world: World) -> None:
    with days_ago(2):
        practice = best_practices.draft(
            by=world["tax.delegate"],
            themes=[world.themes["da-kenh"]],
            title="Nhắc hạn nộp tờ khai bằng ba kênh",
            summary="Cùng một lời nhắc qua cổng, tin nhắn và thư điện tử, cách nhau năm ngày. Nộp muộn giảm 28 %.",
            problem_solved="Người nộp thuế quên hạn vì chỉ có một thông báo trên trang chủ.",
            setting="Cổng ngành thuế, 1,2 triệu người nộp.",
            steps="1. Một câu, một đường dẫn.\n2. Ba kênh, cách nhau năm ngày.\n3. Dừng ngay khi đã nộp.",
            results="Tỷ lệ nộp muộn từ 14 % xuống 10 %.",
            language="vi",
        )
        best_practices.submit(practice, by=world["tax.delegate"])
