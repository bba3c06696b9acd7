"""What waits for a person: one line for each desk on which something lies."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from conferences.models import Registration
from conferences.states import RegistrationState, TeamRole
from core.places import address
from forums.manage_desks import waiting_posts
from library.models import Adoption, BestPractice
from library.states import AdoptionState, PracticeState
from portals.models import Membership, User
from portals.policies import is_editor
from portals.states import Role
from proposals.models import Assessment, Pilot, Problem, Solution
from proposals.policies import ORGANISES, team_standings
from proposals.states import ProblemState, SolutionState

MOST = 1000
READY = (SolutionState.RECOMMENDED, SolutionState.NOT_RECOMMENDED)


@dataclass(frozen=True)
class Waiting:
    """Something to do: how many, in words, where, and whether it is late."""

    count: int
    words: str
    url: str
    icon: str
    is_late: bool = False


Teams = dict[str, list[int]]


def waiting_for(user: User) -> list[Waiting]:
    """Return what waits for `user`, what is late first; a fixed number of queries per role."""
    teams = _teams(user)
    found = [one for source in SOURCES for one in source(user, teams) if one.count]
    return sorted(found, key=lambda one: not one.is_late)


def _teams(user: User) -> Teams:
    """Return the conferences in whose team `user` is, by role."""
    teams: Teams = defaultdict(list)
    for role, conference in user.conference_roles.values_list("role", "conference"):
        teams[role].append(conference)
    return teams


def _offers(user: User, teams: Teams) -> Iterator[Waiting]:
    offered = Registration.objects.filter(user=user, state=RegistrationState.OFFERED)
    for offer in offered.select_related("conference"):
        words = ngettext("%d seat is offered to you", "%d seats are offered to you", 1) % 1
        yield Waiting(1, words, offer.conference.get_absolute_url(), "ticket-perforated", is_late=True)


def _memberships(user: User, teams: Teams) -> Iterator[Waiting]:
    led = [one.portal for one in user.active_memberships if one.role == Role.LEAD]
    if led:
        count = Membership.objects.filter(portal__in=led).waiting().exclude(user=user).count()
        words = (
            ngettext("%d person asks to join your portal", "%d people ask to join your portal", count) % count
        )
        yield Waiting(count, words, address("portals:people", led[0].slug), "person-plus")


def _requests(user: User, teams: Teams) -> Iterator[Waiting]:
    if teams[TeamRole.ORGANISER]:
        requested = Registration.objects.filter(
            conference__in=teams[TeamRole.ORGANISER], state=RegistrationState.REQUESTED
        )
        slugs = list(requested.values_list("conference__slug", flat=True)[:MOST])
        count = len(slugs)
        words = ngettext("%d registration to decide", "%d registrations to decide", count) % count
        yield Waiting(count, words, _desk(slugs), "person-check")


def _desk(slugs: list[str]) -> str:
    return f"{reverse('conferences:desk', args=slugs[:1])}?state=requested" if slugs else ""


def _organised(user: User, teams: Teams) -> Q:
    """Tell which problems and solutions `user` decides on: those of the own conferences, or of none."""
    own = Q(conference__in=[*teams[TeamRole.ORGANISER], *teams[TeamRole.CHAIR]])
    return own | Q(conference=None) if ORGANISES in team_standings(user, None) else own


def _problems(user: User, teams: Teams) -> Iterator[Waiting]:
    mine = Q(author=user)
    new = _organised(user, teams) & Q(state=ProblemState.SUBMITTED)
    counts = Problem.objects.filter(mine | new).aggregate(
        asked=Count("pk", mine & Q(state=ProblemState.NEEDS_INFORMATION)),
        new=Count("pk", new),
        drafts=Count("pk", mine & Q(state=ProblemState.DRAFT)),
    )
    page = reverse("proposals:problem_list")
    asked, news, drafts = counts["asked"], counts["new"], counts["drafts"]
    words = (
        ngettext("%d problem of yours needs information", "%d problems of yours need information", asked)
        % asked
    )
    yield Waiting(asked, words, f"{page}?show=mine&state=needs_information", "question-circle")
    words = ngettext("%d new problem to look at", "%d new problems to look at", news) % news
    yield Waiting(news, words, f"{page}?state=submitted", "exclamation-circle")
    words = ngettext("%d problem in draft", "%d problems in draft", drafts) % drafts
    yield Waiting(drafts, words, f"{page}?show=mine&state=draft", "pencil")


def _solutions(user: User, teams: Teams) -> Iterator[Waiting]:
    counts = _solution_counts(user, teams)
    page = reverse("proposals:solution_list")
    ready, to_assess, drafts = counts["ready"], counts["to_assess"], counts["drafts"]
    words = (
        ngettext("%d solution is ready to be decided", "%d solutions are ready to be decided", ready) % ready
    )
    yield Waiting(ready, words, f"{page}?{'&'.join(f'state={one}' for one in READY)}", "hammer")
    words = ngettext("%d solution to assess", "%d solutions to assess", to_assess) % to_assess
    yield Waiting(to_assess, words, f"{page}?state=in_assessment", "clipboard-check")
    words = ngettext("%d solution in draft", "%d solutions in draft", drafts) % drafts
    yield Waiting(drafts, words, f"{page}?show=mine&state=draft", "pencil")


def _solution_counts(user: User, teams: Teams) -> dict[str, int]:
    drafts = Q(author=user, state=SolutionState.DRAFT)
    ready = _organised(user, teams) & Q(state__in=READY)
    done = Assessment.objects.filter(assessor=user).values("solution")
    to_assess = Q(conference__in=teams[TeamRole.ASSESSOR], state=SolutionState.IN_ASSESSMENT)
    to_assess &= ~Q(portal=user.portal) & ~Q(pk__in=done)
    return Solution.objects.filter(drafts | ready | to_assess).aggregate(
        drafts=Count("pk", drafts), ready=Count("pk", ready), to_assess=Count("pk", to_assess)
    )


def _pilots(user: User, teams: Teams) -> Iterator[Waiting]:
    if user.portal:
        mine = Pilot.objects.running().filter(solution__portal=user.portal)
        late = mine.filter(until_on__lt=timezone.localdate()).count()
        words = ngettext("%d pilot is to be reported", "%d pilots are to be reported", late) % late
        yield Waiting(
            late,
            words,
            f"{reverse('proposals:solution_list')}?show=portal&state=in_pilot",
            "flag",
            is_late=True,
        )


def _practices(user: User, teams: Teams) -> Iterator[Waiting]:
    edits = is_editor(user)
    to_review = Q(state=PracticeState.IN_REVIEW) & ~Q(author=user) & ~Q(owner=user.portal)
    due = Q(state=PracticeState.REVIEW_DUE, owner=user.portal)
    waiting = BestPractice.objects.filter(to_review | due)
    counts = waiting.aggregate(reviews=Count("pk", to_review), due=Count("pk", due))
    reviews, late = counts["reviews"] if edits else 0, counts["due"] if user.portal else 0
    words = ngettext("%d practice to review", "%d practices to review", reviews) % reviews
    yield Waiting(reviews, words, reverse("library:desk"), "journal-check")
    words = ngettext("%d practice to be verified again", "%d practices to be verified again", late) % late
    yield Waiting(late, words, reverse("library:desk"), "patch-exclamation", is_late=True)


def _outcomes(user: User, teams: Teams) -> Iterator[Waiting]:
    if user.portal:
        used = Adoption.objects.filter(portal=user.portal, state=AdoptionState.IN_USE).count()
        words = (
            ngettext("%d adopted practice without outcome", "%d adopted practices without outcome", used)
            % used
        )
        yield Waiting(used, words, f"{reverse('library:list')}?adopter={user.portal.slug}", "award")


def _reports(user: User, teams: Teams) -> Iterator[Waiting]:
    count = waiting_posts(user)
    words = ngettext("%d reported post to decide on", "%d reported posts to decide on", count) % count
    yield Waiting(count, words, reverse("forums:review"), "flag")


SOURCES: tuple[Callable[[User, Teams], Iterator[Waiting]], ...] = (
    _offers,
    _memberships,
    _requests,
    _problems,
    _solutions,
    _pilots,
    _practices,
    _outcomes,
    _reports,
)


def is_new_here(user: Any) -> bool:
    """Tell whether `user` has no portal yet and needs to be shown the way to one."""
    return bool(user.is_authenticated and user.portal is None and not user.is_superuser)
