"""Who organises, chairs and assesses for a conference."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conferences import facts, policies
from conferences.actions import seats
from conferences.models import Conference, TeamMember
from conferences.states import TeamRole
from core.announcing import announce
from core.errors import NotAllowed, Refused
from core.facts import Fact
from forums.actions import boards
from forums.states import BoardRole
from portals.models import User

BOARD_ROLES: dict[str, str] = {
    TeamRole.ORGANISER: BoardRole.MODERATOR,
    TeamRole.CHAIR: BoardRole.MODERATOR,
    TeamRole.ASSESSOR: BoardRole.MEMBER,
}


@transaction.atomic
def add(conference: Conference, *, user: User, role: str, by: User) -> TeamMember:
    """Take `user` into the team as `role`; tells the person. Raises NotAllowed, Refused when already in."""
    conference = _lock(conference, by)
    if not user.is_member:
        raise Refused(_("Only members of a portal join the team."), field="email")
    member, made = TeamMember.objects.get_or_create(conference=conference, user=user, role=role)
    if not made:
        raise Refused(_("This person has this task already."), field="email")
    if conference.board:
        boards.admit(conference.board, user, BOARD_ROLES[role], source="team")
    _announce(facts.TEAM_JOINED, member, by)
    return member


@transaction.atomic
def remove(member: TeamMember, *, by: User) -> None:
    """Release a person from a task; the last organiser stays. Raises NotAllowed, Refused."""
    conference = _lock(member.conference, by)
    organisers = conference.team.filter(role=TeamRole.ORGANISER)
    if member.role == TeamRole.ORGANISER and organisers.count() == 1:
        raise Refused(_("A conference keeps at least one organiser. Name another one first."))
    _announce(facts.TEAM_LEFT, member, by)
    member.delete()
    _leave_board(conference, member.user)


def _leave_board(conference: Conference, user: User) -> None:
    """Take a former team member out of the board, unless a task or a seat keeps them in."""
    stays = conference.team.filter(user=user).exists()
    stays = stays or conference.registrations.confirmed().filter(user=user).exists()
    if conference.board and not stays:
        boards.dismiss(conference.board, user)


def _lock(conference: Conference, by: User) -> Conference:
    conference = seats.lock(conference)
    if not policies.can_manage(by, conference):
        raise NotAllowed(_("Only the organisers of this conference choose its team."))
    return conference


def _announce(fact: Fact, member: TeamMember, by: User) -> None:
    detail = {"role": str(member.get_role_display())}
    announce(fact, by=by, acting_for=by.portal, about=member.conference, to=[member.user], detail=detail)
