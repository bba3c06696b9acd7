"""The demo world, told through the real verbs: the first conference of a government's portals.

Moments are relative to now, so that a conference is under way whenever the demo starts.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from core.notifications.models import Notification, OutgoingMail
from core.search.indexing import rebuild
from demo.chapters import conference, decisions, library, people, problems, talks
from demo.chapters.people import PASSWORD, World
from demo.clock import days_ago

__all__ = ["MEMBERS", "PASSWORD", "tell"]

MEMBERS = ("organiser", "chair", "lead", "delegate", "assessor", "editor", "observer")
FRESH_HOURS = 30


def tell() -> None:
    """Tell the whole story in one transaction; afterwards nothing of the past waits to be mailed.

    The search index is built in one go, which is quicker than thing by thing and measures the texts' length.
    """
    with translation.override("vi"):
        with transaction.atomic():
            _tell()
            _settle()
            rebuild()
        DBTaskResult.objects.filter(task_path__endswith="outbox.deliver").delete()


def _tell() -> None:
    with days_ago(200):
        world = people.open_platform()
        talks.open_boards(world)
    with days_ago(conference.ANNOUNCED):
        event = conference.announce(world)
    for place, _name in enumerate(conference.GUESTS):
        with days_ago(conference.ANNOUNCED - 3 - place):
            conference.fill_one(world, event, place)
    log = problems.Log()
    _before_the_conference(world, log, event)
    sessions = conference.plan(world, event)
    conference.run(world, event, sessions)
    event.refresh_from_db()
    _during_the_conference(world, log, event, sessions)
    talks.fill_commons(world)
    talks.keep_order(world)
    talks.talk_in_session(world, event, sessions["incident"])
    library.fill_shelves(world)
    library.adopt(world, library.write_up(world, log))
    with days_ago(1):
        conference.announce_next(world)
        people.ask_to_join(world)
    problems.leave_drafts(world, event)
    people.hand_out_password()


def _before_the_conference(world: World, log: problems.Log, event: conference.Conference) -> None:
    """One problem goes all the way; one accepted solution waits for its pilot."""
    with days_ago(96):
        problems.report(world, log, "slow-answers", event)
        problems.report(world, log, "twelve-forms", event)
    with days_ago(95.5):
        problems.report(world, log, "holidays", event)
        for name in ("slow-answers", "twelve-forms", "holidays"):
            problems.accept_for_work(world, log, name)
    with days_ago(95):
        problems.propose(world, log, "shared-calendar")
        decisions.sponsor(world, log, "shared-calendar", "finance.lead", "education.lead")
        decisions.assess(world, log, "shared-calendar", {"assessor": decisions.GOOD})
        decisions.recommend(world, log, "shared-calendar", "Ít tốn kém, lợi ích cho mọi cổng.")
    with days_ago(94):
        decisions.decide(
            world, log, "shared-calendar", "accepted",
            "Chấp nhận. Cổng Chính phủ phát dữ liệu chung từ quý tới.",
            "Mọi cổng nhập cùng một dữ liệu; sai lệch đã gây thiệt hại cho doanh nghiệp.",
        )  # fmt: skip
    with days_ago(90):
        problems.propose(world, log, "one-desk")
        problems.propose(world, log, "call-centre")
        decisions.sponsor(world, log, "one-desk", "tax.lead", "province.lead", "education.lead")
        decisions.sponsor(world, log, "call-centre", "finance.lead", "home.lead")
    talks.discuss(world, log.solutions["one-desk"], talks.ONE_DESK)
    with days_ago(80):
        decisions.endorse(world, log, "one-desk", decisions.ONE_DESK)
        decisions.endorse(world, log, "call-centre", decisions.CALL_CENTRE)
        marks = {"assessor": decisions.GOOD, "editor": decisions.GOOD}
        decisions.assess(world, log, "one-desk", marks)
        decisions.assess(world, log, "call-centre", {"assessor": decisions.FAIR})
        decisions.recommend(world, log, "one-desk", "Hiệu quả rõ, chi phí thấp, dễ áp dụng nơi khác.")
    _decide_and_try(world, log)


def _decide_and_try(world: World, log: problems.Log) -> None:
    with days_ago(75):
        decisions.decide(
            world, log, "one-desk", "accepted",
            "Chấp nhận và thí điểm tại Cổng Bộ Y tế trong sáu tuần.",
            "Đo được, chi phí thấp, ba cổng đã bảo trợ.",
        )  # fmt: skip
        trial = decisions.pilot(world, log, "one-desk", "lead", "Cổng Bộ Y tế, mười hai đơn vị", 42)
    with days_ago(33):
        decisions.succeed(
            world,
            log,
            "one-desk",
            trial,
            "Ngày chờ trung vị từ 9 xuống 2; cuộc gọi hỏi tiến độ từ 610 xuống 290 mỗi tháng.",
        )


def _during_the_conference(
    world: World, log: problems.Log, event: conference.Conference, sessions: dict[str, conference.Session]
) -> None:
    """Problems in several states; solutions under discussion and assessment."""
    with days_ago(21):
        problems.report(world, log, "rumours", event)
        problems.report(world, log, "scanned-pdf", event)
        problems.accept_for_work(world, log, "rumours")
        problems.accept_for_work(world, log, "scanned-pdf")
    talks.discuss(world, log.problems["rumours"], talks.RUMOURS)
    talks.discuss(world, log.problems["slow-answers"], talks.SLOW_ANSWERS)
    talks.discuss(world, log.solutions["shared-calendar"], talks.SHARED_CALENDAR)
    with days_ago(14):
        problems.propose(world, log, "text-first")
        decisions.sponsor(world, log, "text-first", "science.lead", "education.lead")
    with days_ago(8):
        decisions.assess(world, log, "text-first", {"assessor": decisions.GOOD})
        decisions.recommend(world, log, "text-first", "Đúng quy định về tiếp cận, làm được ngay.")
    with days_ago(0.9):
        problems.report(world, log, "fake-portal", event, sessions["trust"])
        problems.accept_for_work(world, log, "fake-portal")
        problems.report(world, log, "jargon", event, sessions["plain"])
        problems.accept_for_work(world, log, "jargon")
    with days_ago(0.5):
        for name in ("first-hour", "takedown", "plain-words"):
            problems.propose(world, log, name)
        decisions.sponsor(world, log, "first-hour", "tax.lead", "science.lead", "agriculture.lead")
        decisions.assess(world, log, "first-hour", {})
        decisions.sponsor(world, log, "takedown", "lead")
    with days_ago(0.1):
        problems.report(world, log, "mobile", event)
        problems.ask_for_more(world, log, "mobile", "Xin cho biết trang nào, và ảnh chụp trên điện thoại.")


def _settle() -> None:
    """What is old has been read and mailed long ago; the last day's news is still unread."""
    now = timezone.now()
    recent = now - timedelta(hours=FRESH_HOURS)
    Notification.objects.filter(created_at__lt=recent).update(read_at=now)
    OutgoingMail.objects.update(sent_at=now)
