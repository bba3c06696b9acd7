"""Chapter two: the first conference is announced, filled, and under way today."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from conferences.actions import conferences, programme, questions, quotas, registrations, team
from conferences.models import Conference, Session
from conferences.states import Approval, Category, Listing, QuestionKind, SessionKind, TeamRole
from demo.chapters.people import World
from demo.clock import days_ago

SLUG = "hoi-nghi-lan-thu-nhat"
SEATS = {
    "chinhphu": 6,
    "taichinh": 3,
    "yte": 2,
    "giaoduc": 3,
    "tuphap": 3,
    "khcn": 3,
    "thue": 2,
    "songhong": 2,
}
COMMON = 8

# In the order of arrival; the two seats of "yte" and the common pool run out on the way.
GUESTS = (
    "delegate", "assessor", "tax.delegate", "editor", "education.delegate", "finance.lead", "lead",
    "province.delegate", "science.lead", "home.lead", "agriculture.lead", "inspectorate.delegate",
    "treasury.delegate", "hospitals.lead", "elbtal.lead", "elbtal.delegate", "tax.lead", "justice.lead",
    "finance.delegate", "education.lead", "province.lead", "hospitals.delegate", "observer",
)  # fmt: skip

SUMMARY = {
    "vi": "Lần đầu tiên cổng của Chính phủ và cổng của các bộ, ngành ngồi lại với nhau: **chia sẻ kinh nghiệm**, "
    "nêu khó khăn và vướng mắc, đề xuất giải pháp để các cổng không chỉ *đưa tin* mà còn *đối thoại*.\n\n"
    "- Thông tin chính thống, kịp thời\n- Xử lý nhanh sự cố thông tin\n- Nắm bắt sớm xu hướng dư luận\n"
    "- Một nơi để người dân và doanh nghiệp tìm đến đầu tiên",
    "en": "For the first time the government's portal and those of ministries and branches sit down together: to "
    "**share experience**, to name difficulties and to propose solutions, so that portals do not only *inform* "
    "but *interact*.",
    "de": "Zum ersten Mal kommen das Portal der Regierung und die der Ministerien und Behörden zusammen: um "
    "**Erfahrungen zu teilen**, Schwierigkeiten zu benennen und Lösungen vorzuschlagen, damit Portale nicht nur "
    "*informieren*, sondern *ins Gespräch kommen*.",
}


def announce(world: World) -> Conference:
    """Create the conference, give it seats, questions, team and programme, and announce it."""
    by, today = world["organiser"], timezone.localdate()
    now = timezone.now()
    conference = conferences.create(
        by=by,
        host=world.portals["chinhphu"],
        slug=SLUG,
        seats_in_all=COMMON,
        title_vi="Hội nghị lần thứ nhất giữa Cổng Chính phủ và cổng các bộ, ngành",
        title_en="First conference of the government's portal and the portals of ministries and branches",
        title_de="Erste Konferenz des Regierungsportals mit den Portalen der Ministerien und Behörden",
        venue_vi="Trung tâm Hội nghị Quốc gia, Hà Nội",
        venue_en="National Convention Centre, Hanoi",
        venue_de="Nationales Kongresszentrum, Hanoi",
        summary_vi=SUMMARY["vi"],
        summary_en=SUMMARY["en"],
        summary_de=SUMMARY["de"],
        starts_on=today + timedelta(days=SPAN[0]),
        ends_on=today + timedelta(days=SPAN[1]),
        registration_opens_at=now,
        registration_closes_at=now + timedelta(days=ANNOUNCED - 2),
        offer_hours=48,
    )
    shares = {world.portals[slug]: seats for slug, seats in SEATS.items()}
    quotas.set_seats(conference, capacity=COMMON + sum(SEATS.values()), quotas=shares, by=by)
    for name, role in (
        ("chair", TeamRole.CHAIR),
        ("assessor", TeamRole.ASSESSOR),
        ("editor", TeamRole.ASSESSOR),
    ):
        team.add(conference, user=world[name], role=role, by=by)
    _ask(conference, by)
    return conferences.publish(conference, by=by)


ANNOUNCED = 100
SPAN = (ANNOUNCED - 1, ANNOUNCED + 1)


def _ask(conference: Conference, by: Any) -> None:
    questions.add(
        conference,
        by=by,
        kind=QuestionKind.CHOICE,
        prompt_vi="Bạn đến bằng phương tiện nào?",
        prompt_en="How will you travel?",
        prompt_de="Wie reisen Sie an?",
        why_vi="Để sắp xếp chỗ đỗ xe và xe đưa đón.",
        why_en="To plan parking and shuttles.",
        why_de="Um Parkplätze und Zubringer zu planen.",
        options_vi="Ô tô cơ quan\nTàu hỏa\nMáy bay",
        options_en="Official car\nTrain\nPlane",
        options_de="Dienstwagen\nBahn\nFlugzeug",
        is_required=False,
    )
    questions.add(
        conference,
        by=by,
        kind=QuestionKind.LONG,
        prompt_vi="Vấn đề bạn muốn nêu tại hội nghị",
        prompt_en="What you want to raise",
        prompt_de="Was Sie ansprechen möchten",
        why_vi="Ban tổ chức gom các vấn đề giống nhau vào một phiên.",
        why_en="Similar questions go into one session.",
        why_de="Ähnliche Fragen kommen in eine Sitzung.",
    )


def fill_one(world: World, conference: Conference, place: int) -> None:
    """The next guest registers; the later ones find no seat and wait in line."""
    name = GUESTS[place]
    category = Category.OBSERVER if name == "observer" else Category.DELEGATE
    registrations.register(conference, by=world[name], category=category, listing=Listing.PARTICIPANTS)


def announce_next(world: World) -> None:
    """A workshop in six weeks, confirmed by the organiser, with requests that wait for a decision."""
    today, now = timezone.localdate(), timezone.now()
    workshop = conferences.create(
        by=world["organiser"],
        host=world.portals["chinhphu"],
        slug="tap-huan-ngon-ngu-ro-rang",
        seats_in_all=20,
        title_vi="Tập huấn: viết cho người dân bằng ngôn ngữ rõ ràng",
        title_en="Workshop: writing for citizens in plain language",
        title_de="Workshop: für Bürger klar schreiben",
        venue_vi="Trực tuyến",
        venue_en="Online",
        venue_de="Online",
        summary_vi="Hai buổi thực hành với chính các trang của cổng bạn.",
        summary_en="Two hands-on sessions with pages of your own portal.",
        summary_de="Zwei praktische Einheiten mit Seiten Ihres eigenen Portals.",
        starts_on=today + timedelta(days=42),
        ends_on=today + timedelta(days=43),
        registration_opens_at=now - timedelta(days=1),
        registration_closes_at=now + timedelta(days=30),
        approval=Approval.ORGANISER,
    )
    workshop = conferences.publish(workshop, by=world["organiser"])
    for name in ("province.delegate", "tax.delegate", "hospitals.delegate"):
        registrations.register(workshop, by=world[name], listing=Listing.PARTICIPANTS)


def plan(world: World, conference: Conference) -> dict[str, Session]:
    """Put three days into the programme, in two rooms; today's sessions surround this very moment."""
    by = world["organiser"]
    hall = programme.add_room(conference, by=by, name="Hội trường A", capacity=240)
    room = programme.add_room(conference, by=by, name="Phòng B1", capacity=60)
    plenum = programme.add_track(conference, by=by, title="Toàn thể", tone="teal")
    citizens = programme.add_track(conference, by=by, title="Người dân và doanh nghiệp", tone="rose")
    incidents = programme.add_track(conference, by=by, title="Sự cố và dư luận", tone="amber")
    speakers = _speakers(world, conference)
    made: dict[str, Session] = {}
    for key, day, begin, minutes, in_room, track, kind, title, names, abstract in _sessions():
        starts_at = _moment(conference, day, begin)
        made[key] = programme.add(
            conference,
            by=by,
            title=title,
            kind=kind,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            room={"A": hall, "B": room}[in_room],
            track={"toàn thể": plenum, "dân": citizens, "sự cố": incidents, "": None}[track],
            language="vi",
            abstract=abstract,
            speakers=[speakers[name] for name in names],
        )
    return made


def _moment(conference: Conference, day: int, begin: time | int) -> datetime:
    """Return a clock time of a day of the conference, or minutes from now rounded to five."""
    if isinstance(begin, int):
        now = timezone.now().replace(second=0, microsecond=0)
        return now - timedelta(minutes=now.minute % 5) + timedelta(minutes=begin)
    on: date = conference.starts_on + timedelta(days=day)
    return datetime.combine(on, begin, conference.zone)


def _speakers(world: World, conference: Conference) -> dict[str, Any]:
    named = (
        "chair",
        "organiser",
        "lead",
        "delegate",
        "tax.lead",
        "science.lead",
        "province.lead",
        "elbtal.lead",
        "home.lead",
    )
    return {
        name: programme.add_speaker(
            conference,
            by=world["organiser"],
            name=world[name].name,
            position=world[name].position,
            portal=world[name].portal,
            user=world[name],
        )
        for name in named
    }


def _sessions() -> tuple[tuple[Any, ...], ...]:
    k = SessionKind
    return (
        ("opening", 0, time(8, 30), 45, "A", "toàn thể", k.CEREMONY, "Khai mạc: vì sao các cổng cần nói chuyện với nhau", ("chair", "organiser"), "Phát biểu khai mạc và giới thiệu cách làm việc: mỗi vấn đề đều có người theo đến cùng."),
        ("trust", 0, time(9, 30), 60, "A", "toàn thể", k.PLENARY, "Thông tin chính thống trong giờ đầu tiên", ("lead", "tax.lead"), "Hai cổng kể lại một ngày mà tin đồn đi nhanh hơn thông báo chính thức."),
        ("lunch1", 0, time(11, 45), 90, "A", "", k.BREAK, "Nghỉ trưa", (), ""),
        ("one-door", 0, time(13, 30), 75, "A", "dân", k.TALK, "Một nơi để người dân tìm đến đầu tiên", ("province.lead",), "Kinh nghiệm gộp mười hai biểu mẫu liên hệ thành một."),
        ("plain", 0, time(13, 30), 75, "B", "dân", k.WORKSHOP, "Thực hành: viết lại một trang cho dễ hiểu", ("elbtal.lead",), "Mang theo một trang của cổng bạn. Sau 75 phút nó sẽ ngắn đi một nửa."),
        ("rumours", 1, -150, 60, "A", "sự cố", k.TALK, "Nhận biết sớm tin sai: tín hiệu nào đáng tin?", ("science.lead",), "Số liệu từ tìm kiếm, phản ánh và mạng xã hội, và giới hạn của chúng."),
        ("incident", 1, -25, 60, "A", "sự cố", k.PANEL, "Xử lý sự cố thông tin: giờ đầu, ngày đầu", ("chair", "lead", "delegate"), "Thảo luận trực tiếp: ai phát ngôn, trong bao lâu, bằng kênh nào.\n\nCâu hỏi gửi trên diễn đàn của phiên này."),
        ("data", 1, -15, 60, "B", "dân", k.WORKSHOP, "Dữ liệu dùng chung: lịch nghỉ, danh bạ, biểu phí", ("tax.lead",), "Danh sách những dữ liệu mà cổng nào cũng nhập lại bằng tay."),
        ("break", 1, 40, 20, "A", "", k.BREAK, "Giải lao", (), ""),
        ("feedback", 1, 65, 75, "A", "dân", k.PLENARY, "Trả lời phản ánh trong hai ngày: làm thế nào?", ("province.lead", "delegate"), "Ba cổng đã làm được kể lại từng bước, kể cả những bước sai."),
        ("security", 1, 65, 75, "B", "sự cố", k.WORKSHOP, "Diễn tập: trang giả mạo cổng của bạn", ("science.lead",), "Diễn tập trên bàn theo nhóm bốn người."),
        ("decide", 2, time(8, 30), 120, "A", "toàn thể", k.PLENARY, "Quyết định: các giải pháp được khuyến nghị", ("chair", "organiser"), "Từng giải pháp một: chấp nhận, hoãn, chuyển hoặc từ chối, kèm lý do."),
        ("guests", 2, time(10, 45), 45, "A", "dân", k.TALK, "Bürger zuerst: was wir im Elbtal gelernt haben", ("elbtal.lead",), "Vortrag auf Deutsch mit Verdolmetschung."),
        ("closing", 2, time(11, 30), 30, "A", "toàn thể", k.CEREMONY, "Bế mạc và việc tiếp theo", ("chair", "home.lead"), ""),
    )  # fmt: skip


def run(world: World, conference: Conference, sessions: dict[str, Session]) -> None:
    """Yesterday's sessions have been held, this morning's too; two are live in the two rooms."""
    by = world["chair"]
    with days_ago(1, 3):
        conferences.run(conference, by=world["organiser"])
    for key in ("opening", "trust", "one-door", "plain"):
        with days_ago(1):
            programme.move(sessions[key], "start", by=by)
            programme.move(sessions[key], "end", by=by)
    with days_ago(0, 2.5):
        programme.move(sessions["rumours"], "start", by=by)
    with days_ago(0, 1.5):
        programme.move(sessions["rumours"], "end", by=by)
    with days_ago(0, 0.4):
        programme.move(sessions["incident"], "start", by=by)
    with days_ago(0, 0.2):
        programme.move(sessions["data"], "start", by=by)
    for name, keys in {
        "delegate": ("incident", "feedback", "decide"),
        "lead": ("incident", "data", "closing"),
    }.items():
        for key in keys:
            programme.choose(sessions[key], by=world[name])
