"""Who is told what about a best practice."""

from django.db.models import Q

from library.models import BestPractice
from portals.models import User
from portals.states import MembershipState, Role


def owners(practice: BestPractice) -> list[User]:
    """Return the author and the owner's leads."""
    leads = User.objects.with_role(practice.owner, [Role.LEAD])
    return [practice.author, *leads]


def editors_elsewhere(practice: BestPractice) -> list[User]:
    """Return the editors of every portal but the owner's."""
    editing = Q(memberships__role=Role.EDITOR, memberships__state=MembershipState.ACTIVE)
    return list(User.objects.active().filter(editing & ~Q(memberships__portal=practice.owner)).distinct())


def adopters(practice: BestPractice) -> list[User]:
    """Return the people who declared an adoption that is running."""
    return [one.declared_by for one in practice.adoptions.running().select_related("declared_by")]
