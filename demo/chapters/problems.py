"""Chapter three: what the portals log before and during the conference, and what is proposed."""

from dataclasses import dataclass, field
from typing import Any

from conferences.models import Conference, Session
from demo.chapters.people import World
from proposals.actions import affected, problem_moves, problems, solutions
from proposals.models import Problem, Solution
from proposals.words import Frequency, Severity, Urgency


@dataclass
class Log:
    """The problems and solutions of the story by their short names."""

    problems: dict[str, Problem] = field(default_factory=dict)
    solutions: dict[str, Solution] = field(default_factory=dict)


PROBLEMS: dict[str, dict[str, Any]] = {
    "slow-answers": {
        "by": "delegate",
        "title": "Phản ánh của người dân nằm chờ trung bình chín ngày",
        "what_happens": "Phản ánh gửi qua cổng đi qua **năm phòng** trước khi đến đúng người. Mỗi phòng đọc lại từ đầu, "
        "và không ai thấy phản ánh đang nằm ở đâu.",
        "effect": "Người dân gọi tổng đài hỏi lại: 40 % cuộc gọi trong quý là để hỏi «phản ánh của tôi đến đâu rồi».",
        "frequency": Frequency.CONSTANT,
        "severity": Severity.HIGH,
        "themes": ("phan-anh", "mot-cua"),
        "services": "Mục «Hỏi đáp», tổng đài",
        "too": {
            "tax.lead": Severity.CRITICAL,
            "province.lead": Severity.HIGH,
            "education.lead": Severity.MEDIUM,
        },
    },
    "rumours": {
        "by": "hospitals.delegate",
        "title": "Tin đồn về dịch bệnh lan trước khi có thông báo chính thức",
        "what_happens": "Ảnh chụp một văn bản giả được chia sẻ hơn 20.000 lần trong ba giờ. Thông báo đính chính lên cổng "
        "sau 26 giờ vì phải chờ ba chữ ký.",
        "effect": "Người dân đổ đi mua thuốc; hai bệnh viện quá tải trong một buổi sáng.",
        "frequency": Frequency.MONTHLY,
        "severity": Severity.CRITICAL,
        "urgency": Urgency.URGENT,
        "themes": ("su-co-thong-tin", "da-kenh"),
        "services": "Trang tin, mạng xã hội",
        "too": {"lead": Severity.CRITICAL, "agriculture.lead": Severity.HIGH},
    },
    "twelve-forms": {
        "by": "province.delegate",
        "title": "Mười hai biểu mẫu liên hệ, người dân không biết chọn mẫu nào",
        "what_happens": "Mỗi sở có một biểu mẫu riêng. Một phần ba phản ánh gửi nhầm nơi và bị trả lại.",
        "effect": "Người dân phải kể lại câu chuyện của mình hai, ba lần.",
        "frequency": Frequency.DAILY,
        "severity": Severity.MEDIUM,
        "themes": ("mot-cua", "tiep-can"),
        "too": {"home.lead": Severity.MEDIUM},
    },
    "scanned-pdf": {
        "by": "education.delegate",
        "title": "Văn bản đăng dưới dạng ảnh quét, người khiếm thị không đọc được",
        "what_happens": "Bảy trong mười văn bản mới là tệp PDF chụp ảnh. Trình đọc màn hình im lặng, tìm kiếm không thấy.",
        "effect": "Phụ huynh và học sinh khiếm thị phải nhờ người khác đọc hộ hướng dẫn thi.",
        "frequency": Frequency.DAILY,
        "severity": Severity.HIGH,
        "themes": ("tiep-can",),
        "too": {"justice.lead": Severity.HIGH, "science.lead": Severity.MEDIUM},
    },
    "holidays": {
        "by": "finance.delegate",
        "title": "Lịch nghỉ lễ và biểu phí được nhập lại bằng tay ở mọi cổng",
        "what_happens": "Cùng một bảng lịch nghỉ được mười bốn cổng gõ lại. Năm nay ba cổng ghi ba ngày khác nhau.",
        "effect": "Doanh nghiệp nộp hồ sơ muộn vì tin vào ngày ghi sai.",
        "frequency": Frequency.YEARLY,
        "severity": Severity.MEDIUM,
        "themes": ("du-lieu",),
        "too": {"tax.delegate": Severity.MEDIUM, "treasury.delegate": Severity.LOW},
    },
    "fake-portal": {
        "by": "inspectorate.delegate",
        "title": "Trang giả mạo cổng thông tin thu thập số căn cước",
        "what_happens": "Một tên miền gần giống cổng thật mở biểu mẫu «cập nhật thông tin» và thu số căn cước. "
        "Không rõ báo cho ai để gỡ trong đêm.",
        "effect": "Ít nhất 300 người đã điền; lòng tin vào mọi cổng bị tổn hại.",
        "frequency": Frequency.MONTHLY,
        "severity": Severity.CRITICAL,
        "urgency": Urgency.URGENT,
        "themes": ("an-toan", "su-co-thong-tin"),
        "too": {"science.lead": Severity.HIGH},
    },
    "jargon": {
        "by": "elbtal.delegate",
        "title": "Service pages answer the authority's questions, not the citizen's",
        "what_happens": "Pages begin with the legal basis and end with what to do. Readers leave after eleven seconds.",
        "effect": "Callers ask for exactly what stands in the last paragraph.",
        "frequency": Frequency.CONSTANT,
        "severity": Severity.MEDIUM,
        "themes": ("tiep-can",),
        "too": {"province.delegate": Severity.MEDIUM},
    },
    "mobile": {
        "by": "agriculture.lead",
        "title": "Bảng giá nông sản không đọc được trên điện thoại",
        "what_happens": "Bảng rộng mười hai cột, chữ nhỏ, phải kéo ngang từng dòng.",
        "effect": "Nông dân hỏi giá qua thương lái thay vì xem trên cổng.",
        "frequency": Frequency.DAILY,
        "severity": Severity.MEDIUM,
        "themes": ("tiep-can", "da-kenh"),
        "too": {},
    },
}

SOLUTIONS: dict[str, dict[str, Any]] = {
    "one-desk": {
        "by": "delegate",
        "answers": ("slow-answers", "twelve-forms"),
        "title": "Một đầu mối tiếp nhận, có mã theo dõi công khai",
        "summary": "Mọi phản ánh vào một nơi, nhận một mã, và ai cũng xem được nó đang ở đâu, chờ ai, từ khi nào.",
        "steps": "1. Gộp các biểu mẫu thành một.\n2. Mỗi phản ánh có một mã theo dõi.\n3. Một người điều phối chuyển thẳng "
        "đến người trả lời.\n4. Quá hai ngày, hệ thống nhắc và báo lên lãnh đạo.\n5. Câu trả lời hay được đưa vào mục hỏi đáp.",
        "benefit": "Thời gian trả lời từ chín ngày xuống hai ngày; cuộc gọi hỏi tiến độ giảm một nửa.",
        "indicators": "- Số ngày chờ trung vị\n- Tỷ lệ trả lời trong hai ngày\n- Số cuộc gọi hỏi tiến độ",
        "cost": "Không mua phần mềm mới; 1 người điều phối",
        "effort": "3 người trong 6 tuần",
        "time_needed": "8 tuần",
        "legal_basis": "Quy chế tiếp nhận, xử lý phản ánh, kiến nghị của cơ quan",
        "risks": "Người điều phối vắng mặt: cần người thay.",
    },
    "call-centre": {
        "by": "tax.delegate",
        "answers": ("slow-answers",),
        "title": "Tổng đài chung trả lời thay các phòng",
        "summary": "Tổng đài viên trả lời trực tiếp tám mươi câu hỏi thường gặp nhất theo kịch bản đã duyệt.",
        "steps": "1. Chọn tám mươi câu hỏi.\n2. Duyệt câu trả lời mỗi quý.\n3. Đào tạo tổng đài viên.",
        "benefit": "Người gọi được trả lời ngay trong cuộc gọi đầu tiên.",
        "cost": "Khoảng 12 tổng đài viên",
        "time_needed": "6 tháng",
        "risks": "Chi phí thường xuyên; câu trả lời cũ đi rất nhanh.",
    },
    "first-hour": {
        "by": "lead",
        "answers": ("rumours", "fake-portal"),
        "title": "Quy tắc giờ đầu tiên: đăng điều đã biết trong 60 phút",
        "summary": "Trong 60 phút kể từ khi phát hiện, cổng đăng ba câu: điều đã biết, điều chưa biết, khi nào có tin tiếp.",
        "steps": "1. Danh sách trực có tên và số điện thoại.\n2. Mẫu ba câu được duyệt trước.\n3. Một người được ký thay ngoài giờ.\n"
        "4. Thông báo đồng thời cho các cổng liên quan.\n5. Họp rút kinh nghiệm trong 48 giờ.",
        "benefit": "Tin chính thức xuất hiện trước khi tin đồn đạt đỉnh.",
        "indicators": "- Phút từ phát hiện đến thông báo\n- Số cổng đăng cùng nội dung",
        "effort": "Diễn tập một buổi mỗi quý",
        "time_needed": "4 tuần",
        "legal_basis": "Quy chế phát ngôn và cung cấp thông tin cho báo chí",
        "risks": "Nói sớm có thể phải sửa; vì vậy mẫu luôn ghi giờ và «sẽ cập nhật».",
    },
    "text-first": {
        "by": "justice.lead",
        "answers": ("scanned-pdf",),
        "title": "Văn bản gốc trước, ảnh quét sau",
        "summary": "Chỉ nhận văn bản kèm tệp gốc có chữ; trang HTML là bản chính trên cổng, PDF chỉ để in.",
        "steps": "1. Không nhận văn bản chỉ có ảnh.\n2. Kiểm tra tự động khi đăng.\n3. Chuyển dần văn bản cũ theo lượt đọc.",
        "benefit": "Trình đọc màn hình đọc được; tìm kiếm thấy được.",
        "cost": "Phần mềm nhận dạng cho văn bản cũ",
        "time_needed": "3 tháng",
    },
    "shared-calendar": {
        "by": "tax.lead",
        "answers": ("holidays",),
        "title": "Một nguồn dữ liệu chung cho lịch nghỉ và biểu phí",
        "summary": "Cổng Chính phủ phát dữ liệu có ký số; các cổng lấy tự động mỗi đêm.",
        "steps": "1. Thống nhất định dạng.\n2. Cổng Chính phủ phát dữ liệu.\n3. Các cổng lấy tự động và hiển thị nguồn.",
        "benefit": "Một lần nhập, mọi nơi đúng.",
        "time_needed": "10 tuần",
    },
    "takedown": {
        "by": "science.lead",
        "answers": ("fake-portal",),
        "title": "Đường dây gỡ trang giả mạo trong ba giờ",
        "summary": "Một đầu mối trực 24/7 nhận báo, xác minh và yêu cầu nhà đăng ký tạm khóa tên miền.",
        "steps": "1. Đầu mối trực.\n2. Mẫu yêu cầu chung.\n3. Danh sách nhà đăng ký.\n4. Cảnh báo chung trên mọi cổng.",
        "benefit": "Trang giả mạo biến mất trong ba giờ thay vì ba ngày.",
        "time_needed": "6 tuần",
    },
    "plain-words": {
        "by": "elbtal.lead",
        "answers": ("jargon",),
        "title": "Handlung zuerst: Seiten vom Anliegen her schreiben",
        "summary": "Jede Seite beginnt mit dem, was zu tun ist; die Rechtsgrundlage steht am Ende.",
        "steps": "1. Die zehn meistgelesenen Seiten wählen.\n2. Mit fünf Bürgern testen.\n3. Umschreiben und erneut testen.",
        "benefit": "Weniger Anrufe, kürzere Lesezeit.",
        "time_needed": "6 Wochen",
    },
}


def report(
    world: World, log: Log, name: str, conference: Conference | None, session: Session | None = None
) -> Problem:
    """Log a problem, submit it, open it for solutions; other portals say that they have it too."""
    words = dict(PROBLEMS[name])
    by, too = world[words.pop("by")], words.pop("too")
    themes = [world.themes[slug] for slug in words.pop("themes")]
    problem = problems.draft(by=by, conference=conference, session=session, themes=themes, **words)
    problem = problems.submit(problem, by=by)
    for person, severity in too.items():
        affected.tell(problem, by=world[person], severity=severity, note="")
    log.problems[name] = problem
    return problem


def accept_for_work(world: World, log: Log, name: str) -> None:
    """The organiser opens a problem for solutions."""
    log.problems[name] = problem_moves.open_for_solutions(log.problems[name], by=world["organiser"])


def ask_for_more(world: World, log: Log, name: str, reason: str) -> None:
    """The organiser asks the authors for more information."""
    log.problems[name] = problem_moves.ask(log.problems[name], by=world["organiser"], reason=reason)


def propose(world: World, log: Log, name: str) -> Solution:
    """Propose a solution to the problems it answers."""
    words = dict(SOLUTIONS[name])
    by, answered = world[words.pop("by")], [log.problems[one] for one in words.pop("answers")]
    solution = solutions.submit(solutions.draft(by=by, problems=answered, **words), by=by)
    log.solutions[name] = solution
    return solution


def leave_drafts(world: World, conference: Conference) -> None:
    """The delegate has begun a further problem and not yet sent it."""
    problems.draft(
        by=world["delegate"],
        conference=conference,
        title="Số điện thoại đường dây nóng cũ vẫn nằm trên 40 trang",
        what_happens="Số cũ đã dừng từ tháng ba nhưng vẫn hiện ở chân trang của các chuyên mục.",
        themes=[world.themes["du-lieu"]],
    )
