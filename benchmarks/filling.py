"""Fill an empty database: 1,000 problems, a thread of 200 posts, 10,000 things to be found, made in bulk."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone

from conferences.models import Conference, Session
from core.text.markdown import render
from core.trace.chain import link
from forums.actions import boards, threads
from forums.models import Post, Thread
from library.models import BestPractice, PracticeVersion
from portals.models import Membership, Portal, Theme, User
from portals.states import MembershipState, PortalKind, Role
from proposals.models import Problem

PROBLEMS, POSTS, FOUND = 1_000, 200, 10_000
PORTALS, THEMES, TRACED = 24, 8, 300
WORDS = """một cửa hồ sơ đất đai người dân doanh nghiệp trả lời phản ánh cổng thông tin điện tử dữ liệu dùng chung
biểu mẫu thủ tục hành chính trực tuyến tin giả sự cố tìm kiếm văn bản quy định cán bộ xã tỉnh bộ ngành lịch hẹn
desk answer citizen form portal update search notice incident rumour office service language plain page number
Bürger Antwort Formular Stelle Auskunft Meldung Verwaltung Seite Suche Termin Frist Nachricht""".split()
TITLE_WORDS, SUMMARY_WORDS, TEXT_WORDS = 7, 24, 90


class Filler:
    """Makes everything from one seed, so that two runs measure the same."""

    def __init__(self) -> None:
        self.rng, self.now = random.Random(406), timezone.now()
        self.themes: list[Theme] = []
        self.people: list[User] = []

    def fill(self) -> User:
        """Return the member who reads the pages."""
        self._portals()
        self._conference()
        problems = self._problems()
        practices = self._practices(FOUND - PROBLEMS)
        for problem, practice in zip(problems[:TRACED], practices[:TRACED], strict=True):
            link(problem, practice)
        self._thread()
        call_command("rebuild_search", verbosity=0)
        return self.people[0]

    def words(self, count: int) -> str:
        """Return a sentence of so many words."""
        return " ".join(self.rng.choices(WORDS, k=count)).capitalize()

    def _portals(self) -> None:
        for at in range(PORTALS):
            names = {f"name_{language}": f"Cổng {at} {self.words(2)}" for language in ("vi", "en", "de")}
            portal = Portal.objects.create(slug=f"portal-{at}", kind=PortalKind.MINISTRY, **names)
            user = User.objects.create_user(f"person-{at}@interportal.example", name=f"Nguyễn Văn {at}")
            role = Role.EDITOR if at == 1 else Role.LEAD
            Membership.objects.create(user=user, portal=portal, role=role, state=MembershipState.ACTIVE)
            self.people.append(User.objects.get(pk=user.pk))
        for at in range(THEMES):
            names = {f"name_{language}": f"Chủ đề {at}" for language in ("vi", "en", "de")}
            self.themes.append(Theme.objects.create(slug=f"theme-{at}", **names))

    def _conference(self) -> None:
        today, host = timezone.localdate(), self.people[0].portal
        titles = {f"title_{language}": "Hội nghị" for language in ("vi", "en", "de")}
        conference = Conference.objects.create(
            slug="conference", host=host, state="running", starts_on=today, ends_on=today, **titles
        )
        for at in range(40):
            starts = self.now + timedelta(minutes=30 * at - 60)
            ends = starts + timedelta(minutes=45)
            Session.objects.create(
                conference=conference, title=self.words(TITLE_WORDS), starts_at=starts, ends_at=ends
            )

    def _problems(self) -> list[Problem]:
        rows = [self._problem(number) for number in range(1, PROBLEMS + 1)]
        made = Problem.objects.bulk_create(rows)
        through = Problem.themes.through
        through.objects.bulk_create(
            [through(problem_id=one.pk, theme_id=self.rng.choice(self.themes).pk) for one in made]
        )
        return made

    def _problem(self, number: int) -> Problem:
        author = self.rng.choice(self.people)
        return Problem(
            number=number,
            title=self.words(TITLE_WORDS),
            what_happens=self.words(TEXT_WORDS),
            effect=self.words(SUMMARY_WORDS),
            state="open",
            portal=author.portal,
            author=author,
            submitted_at=self.now - timedelta(hours=number),
        )

    def _practices(self, count: int) -> list[BestPractice]:
        made = BestPractice.objects.bulk_create([self._practice(at) for at in range(count)], batch_size=500)
        PracticeVersion.objects.bulk_create(
            [
                PracticeVersion(practice=one, number=1, published_by=self.people[1], **one.text())
                for one in made
            ],
            batch_size=500,
        )
        return made

    def _practice(self, at: int) -> BestPractice:
        author = self.rng.choice([one for one in self.people if one != self.people[1]])
        verified = self.now - timedelta(minutes=at)
        return BestPractice(
            slug=f"practice-{at}",
            title=self.words(TITLE_WORDS),
            summary=self.words(SUMMARY_WORDS),
            steps=self.words(TEXT_WORDS),
            results=self.words(SUMMARY_WORDS),
            language="vi",
            owner=author.portal,
            author=author,
            **self._verified(verified),
        )

    def _verified(self, moment: Any) -> dict[str, Any]:
        until = (moment + timedelta(days=365)).date()
        editor = self.people[1]
        return {
            "state": "published",
            "version": 1,
            "verified_by": editor,
            "verified_for": editor.portal,
            "verified_at": moment,
            "verified_until": until,
        }

    def _thread(self) -> None:
        thread = threads.start(
            boards.commons(), title="Long thread", body="Let us begin.", by=self.people[0], client_id=uuid4()
        )
        Post.objects.bulk_create(list(self._posts(thread)))
        Thread.objects.filter(pk=thread.pk).update(last_number=POSTS, post_count=POSTS)

    def _posts(self, thread: Thread) -> Iterator[Post]:
        for number in range(2, POSTS + 1):
            author, body = self.rng.choice(self.people), self.words(TEXT_WORDS // 2)
            yield Post(
                thread=thread,
                number=number,
                author=author,
                portal=author.portal,
                client_id=uuid4(),
                body=body,
                html=str(render(body)),
            )
