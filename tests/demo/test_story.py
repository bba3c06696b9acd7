"""The demo world holds what its visitors are promised."""

import pytest
from django.utils import timezone

from conferences.models import Conference, Registration, Session
from core.notifications.models import OutgoingMail
from core.trace.chain import traces
from demo.story import MEMBERS, PASSWORD, tell
from library.models import Adoption, BestPractice
from portals.models import Portal, User
from proposals.models import Problem, Solution


@pytest.mark.django_db(transaction=True)
def test_the_story_can_be_walked_from_end_to_end() -> None:
    tell()
    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    assert all(people[name].check_password(PASSWORD) for name in (*MEMBERS, "admin", "outsider"))
    assert Portal.objects.count() >= 12
    assert [one.state for one in Conference.objects.under_way()] == ["running"]
    assert Session.objects.live().count() == 2
    states = set(Registration.objects.values_list("state", flat=True))
    assert {"confirmed", "waiting", "requested"} <= states
    assert len(set(Problem.objects.values_list("state", flat=True))) >= 4
    assert len(set(Solution.objects.values_list("state", flat=True))) >= 5
    assert set(BestPractice.objects.verified().values_list("language", flat=True)) == {"vi", "en", "de"}
    assert Adoption.objects.filter(state="outcome_reported").exists()
    assert not OutgoingMail.objects.filter(sent_at=None).exists()
    _walk_the_chain(people["delegate"])


def _walk_the_chain(reader: User) -> None:
    """One practice has the whole chain behind it; one accepted solution shows its gap with its age."""
    practice = BestPractice.objects.get(origin__isnull=False)
    line = {mark.stop.key: mark for mark in traces([practice], reader)[practice.pk]}
    walked = (
        "conference",
        "problem",
        "solution",
        "assessment",
        "decision",
        "pilot",
        "practice",
        "adoption",
        "outcome",
    )
    assert [key for key in walked if not line[key].is_reached] == []
    waiting = Solution.objects.get(state="accepted")
    gap = next(mark for mark in traces([waiting], reader)[waiting.pk] if mark.gap_days is not None)
    assert (gap.stop.key, gap.gap_days) == ("pilot", 94)
    assert practice.verified_at < timezone.now()
