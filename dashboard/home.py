"""What the home page shows: what is on now, and what is new."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from conferences.models import Conference, Session
from core.audit.models import name_all
from core.notifications.models import Notification
from forums.models import Thread
from library.models import Adoption, BestPractice
from portals.models import Portal
from proposals.models import Problem, Solution

FEW = 5


@dataclass(frozen=True)
class Now:
    """A conference under way with what happens in it now and next."""

    conference: Conference
    now: list[Session]
    upcoming: list[Session]


def on_now(user: Any) -> list[Now]:
    """Return the conferences under way that `user` may see, with their live and next sessions."""
    running = list(Conference.objects.visible_to(user).under_way().with_host()[:2])
    coming = Session.objects.filter(conference__in=running, ends_at__gt=timezone.now()).held()
    sessions = list(coming.select_related("conference", "room").order_by("starts_at", "pk")[:40])
    _note_other_days(sessions)
    begun = {one.pk for one in sessions if one.starts_at <= timezone.now()}
    return [
        Now(
            conference,
            [one for one in sessions if one.conference_id == conference.pk and one.pk in begun][:3],
            [one for one in sessions if one.conference_id == conference.pk and one.pk not in begun][:3],
        )
        for conference in running
    ]


def _note_other_days(sessions: list[Session]) -> None:
    """Set `.other_day` on sessions that are not today in their conference's zone."""
    for one in sessions:
        zone = one.conference.zone
        day = one.starts_at.astimezone(zone).date()
        one.other_day = day if day != timezone.localdate(timezone=zone) else None  # type: ignore[attr-defined]


def figures(user: Any) -> list[tuple[int, str, str]]:
    """Return numbers of what `user` may see, each with its word and address; none while all is empty."""
    practices = BestPractice.objects.visible_to(user).verified()
    portals = Portal.objects.visible_to(user).count()
    conferences = Conference.objects.visible_to(user).count()
    verified = practices.count()
    adopted = Adoption.objects.running().filter(practice__in=practices).count()
    found = [
        (portals, ngettext("portal", "portals", portals), "portals:list"),
        (conferences, ngettext("conference", "conferences", conferences), "conferences:list"),
        (verified, ngettext("verified practice", "verified practices", verified), "library:list"),
        (adopted, ngettext("adoption", "adoptions", adopted), "library:list"),
    ]
    return [(count, words, reverse(name)) for count, words, name in found if count]


def whats_new(user: Any) -> dict[str, list[Any]]:
    """Return the newest of each kind that `user` may see, a few of each."""
    problems = Problem.objects.visible_to(user).submitted().with_parties().with_counts()
    solutions = Solution.objects.visible_to(user).submitted().with_parties()
    verified = BestPractice.objects.visible_to(user).verified().select_related("owner")
    practices = verified.with_counts().with_text_read()
    return {
        "upcoming": list(
            Conference.objects.visible_to(user).upcoming().with_host().order_by("starts_on")[:3]
        ),
        "practices": list(practices.order_by("-verified_at")[:FEW]),
        "problems": list(problems.order_by("-submitted_at")[:FEW]),
        "solutions": list(solutions.order_by("-submitted_at")[:FEW]),
        "threads": list(Thread.objects.visible_to(user).with_people().order_by("-last_post_at")[:FEW]),
    }


def told_lately(user: Any) -> list[Notification]:
    """Return the newest unread rows of the inbox."""
    rows = list(Notification.objects.visible_to(user).unread().with_facts()[:FEW])
    name_all(row.event for row in rows)
    return rows
