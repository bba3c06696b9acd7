"""Chapter five: what people say to each other, under the objects and on the boards."""

from typing import Any
from uuid import uuid4

from django.db import models

from conferences.models import Conference, Session
from demo.chapters.people import World
from demo.clock import days_ago
from forums.actions import boards, moves, posts, reactions, reports, slow, threads
from forums.models import Board, Post, Thread
from forums.states import BoardKind, ReactionKind, ReportReason, ThreadKind


def say(world: World, thread: Thread, name: str, body: str, reply_to: Post | None = None) -> Post:
    """Write a post."""
    return posts.publish(thread, body=body, by=world[name], client_id=uuid4(), reply_to=reply_to)


def about(subject: models.Model) -> Thread:
    """Return the thread that stands under `subject`."""
    found: Thread = Thread.objects.about(subject).get()
    return found


def discuss(world: World, subject: models.Model, lines: tuple[tuple[float, str, str], ...]) -> list[Post]:
    """Write a conversation under `subject`: days ago, who, what; each answers the one before."""
    thread, said = about(subject), list[Post]()
    for days, name, body in lines:
        with days_ago(days):
            said.append(say(world, thread, name, body, said[-1] if said else None))
    return said


ONE_DESK = (
    (88.2, "tax.lead", "Chúng tôi thử tương tự năm ngoái. Điểm nghẽn không phải phần mềm mà là **ai được quyền chuyển thẳng**. Bên bạn giải quyết thế nào?"),
    (88.1, "delegate", "Lãnh đạo ký một quyết định ngắn: người điều phối chuyển thẳng đến chuyên viên, trưởng phòng chỉ nhận thông báo. Nửa trang giấy thôi."),
    (87.9, "province.lead", "Có thể chia sẻ mẫu quyết định đó không? Ở tỉnh tôi sẽ xin ký trong tuần này."),
    (87.5, "delegate", "Tôi đã đính kèm vào phần bằng chứng. Xin cứ dùng và sửa."),
    (86.0, "home.lead", "Một lưu ý: nội dung thuộc hai bộ thì ai trả lời? Đề nghị ghi rõ «nơi nhận đầu tiên chịu trách nhiệm đến cùng»."),
    (85.8, "lead", "Đồng ý, đã thêm vào bước 3."),
)  # fmt: skip
SLOW_ANSWERS = (
    (
        95.2,
        "tax.lead",
        "Chúng tôi cũng vậy: phản ánh về hoàn thuế đi qua sáu phòng. Ai đo được thời gian nằm ở từng phòng chưa?",
    ),
    (
        95.1,
        "delegate",
        "Chúng tôi đo bằng tay trong hai tuần: bốn ngày nằm ở văn thư, ba ngày chờ phân công.",
    ),
    (93.4, "education.lead", "Số liệu ấy đủ để trình lãnh đạo. Xin cho biết cách đo để chúng tôi làm theo."),
    (
        33.0,
        "delegate",
        "Thí điểm đã xong: còn hai ngày. Kết quả nằm trong thư viện, mời các cổng xem và áp dụng.",
    ),
)
SHARED_CALENDAR = (
    (94.6, "finance.delegate", "Xin thống nhất định dạng trước: ngày, loại ngày nghỉ, căn cứ."),
    (94.4, "tax.lead", "Đồng ý. Chúng tôi gửi bản nháp định dạng trong tuần này."),
    (40.0, "treasury.delegate", "Quyết định đã có từ lâu, khi nào thì thí điểm được?"),
)
RUMOURS = (
    (20.5, "lead", "Ba giờ là quá dài. Nếu có mẫu ba câu duyệt sẵn thì 40 phút là làm được."),
    (
        20.3,
        "science.lead",
        "Nên có kênh báo cho các cổng khác **cùng lúc** với khi đăng, nếu không mỗi nơi nói một kiểu.",
    ),
    (20.1, "hospitals.delegate", "Vụ vừa rồi chúng tôi phải gọi từng nơi. Rất cần một danh sách trực chung."),
)
INCIDENT = (
    (0.015, "chair", "Phiên đang diễn ra. Mời các cổng gửi câu hỏi tại đây, ban chủ tọa sẽ đọc lần lượt."),
    (0.011, "education.delegate", "Khi thông tin **chưa kiểm chứng được** trong 60 phút thì có đăng không?"),
    (0.008, "lead", "Có: đăng điều đã biết và nói rõ điều chưa biết. Im lặng cũng là một thông điệp."),
    (0.005, "elbtal.delegate", "We did the same after the 2021 flood: *what we know, what we do not know, when we speak next*. It worked."),
    (0.003, "province.delegate", "Tỉnh chúng tôi có thể thử ngay trong tháng này."),
)  # fmt: skip


def fill_commons(world: World) -> None:
    """A question with its accepted answer, an announcement, and talk among the portals."""
    commons = boards.commons()
    with days_ago(30):
        question = threads.start(
            commons,
            title="Cổng của bạn dùng công cụ nào để kiểm tra trình đọc màn hình?",
            body="Chúng tôi muốn kiểm tra mỗi tuần một lần mà không cần thuê ngoài. Các bạn đang làm thế nào?",
            by=world["education.delegate"],
            client_id=uuid4(),
            kind=ThreadKind.QUESTION,
            theme=world.themes["tiep-can"],
        )
    with days_ago(29.5):
        answer = say(
            world,
            question,
            "science.lead",
            "NVDA trên Windows, miễn phí, kèm một danh sách 12 việc kiểm tra bằng bàn phím. Mất khoảng 40 phút.",
        )
        reactions.react(answer, by=world["education.delegate"], kind=ReactionKind.THANKS)
        reactions.react(answer, by=world["delegate"], kind=ReactionKind.IDEA)
    with days_ago(29):
        say(
            world,
            question,
            "elbtal.lead",
            "Wir arbeiten ebenso und laden einmal im Monat eine blinde Kollegin ein: das findet mehr als jedes Werkzeug.",
        )
        threads.accept(answer, by=world["education.delegate"])
    with days_ago(6):
        thread = threads.start(
            commons,
            title="Chia sẻ mẫu thông báo ba câu cho giờ đầu tiên",
            body="1. **Điều đã biết** …\n2. **Điều chưa biết** …\n3. **Khi nào có tin tiếp** …\n\nMời các cổng góp câu chữ.",
            by=world["lead"],
            client_id=uuid4(),
            theme=world.themes["su-co-thong-tin"],
        )
    with days_ago(5.5):
        first = say(
            world,
            thread,
            "tax.lead",
            "Nên thêm giờ ghi rõ ở dòng đầu, vì ảnh chụp màn hình sẽ đi xa hơn trang gốc.",
        )
        reactions.react(first, by=world["lead"], kind=ReactionKind.AGREE)
    with days_ago(2):
        say(
            world,
            thread,
            "inspectorate.delegate",
            "Và một câu về nơi kiểm tra: «Chỉ tin thông báo tại cổng chính thức».",
            first,
        )


def open_boards(world: World) -> None:
    """The boards that stand beside the conference: one per theme of interest, and a closed one."""
    admin = world["admin"]
    boards.create(
        by=admin,
        kind=BoardKind.OPEN,
        slug="su-co-thong-tin",
        title_vi="Sự cố thông tin",
        title_en="Information incidents",
        title_de="Informationsvorfälle",
        theme=world.themes["su-co-thong-tin"],
    )


def keep_order(world: World) -> None:
    """What moderators do: a thread that moved, posts that split off, a slow thread, a report that waits."""
    commons = boards.commons()
    admin, incidents = world["admin"], Board.objects.get(slug="su-co-thong-tin")
    with days_ago(12):
        thread = threads.start(
            commons,
            title="Tin giả về lịch chi trả: các cổng xử lý thế nào?",
            body="Sáng nay có ba trang giả đăng lịch chi trả. Các cổng đã gỡ được chưa?",
            by=world["home.lead"],
            client_id=uuid4(),
        )
        say(world, thread, "tax.lead", "Đã báo gỡ hai trang, trang thứ ba còn đang chờ.")
        aside = say(
            world, thread, "education.delegate", "Nhân tiện: ai có mẫu hợp đồng thuê máy chủ dự phòng?"
        )
        say(world, thread, "science.lead", "Chúng tôi có, sẽ gửi trong tuần.", aside)
    with days_ago(11.5):
        moves.move(thread, board=incidents, by=admin, reason="Thuộc về sự cố thông tin.")
        moves.split(
            thread,
            [3, 4],
            title="Mẫu hợp đồng thuê máy chủ dự phòng",
            by=admin,
            board=commons,
            reason="Việc khác.",
        )
    with days_ago(11):
        slow.slow_board(incidents, by=admin, seconds=60)
    with days_ago(0.2):
        loud = say(
            world,
            thread,
            "inspectorate.delegate",
            "Mua quảng cáo chống tin giả ở công ty bạn tôi, giá rẻ nhất!",
        )
        reports.report(loud, by=world["observer"], reason=ReportReason.OFF_TOPIC, words="Đây là quảng cáo.")
        reports.report(loud, by=world["lead"], reason=ReportReason.RUDE)


def talk_in_session(world: World, conference: Conference, session: Session) -> None:
    """The live session is being discussed at this moment."""
    discuss(world, session, INCIDENT)
    with days_ago(1.1):
        board: Any = conference.board
        threads.start(
            board,
            title="Thông báo: xe đưa đón rời khách sạn lúc 7 giờ 45",
            body="Xe đón tại sảnh chính. Phiên đầu tiên bắt đầu đúng 8 giờ 30.",
            by=world["organiser"],
            client_id=uuid4(),
            kind=ThreadKind.ANNOUNCEMENT,
        )
