"""Who may do what with conferences and registrations."""

from typing import Any

from conferences.models import Conference, Registration, TeamMember
from conferences.states import ConferenceState, TeamRole
from portals.models import Portal
from portals.policies import is_admin
from portals.states import Role


def has_task(user: Any, conference: Conference, *roles: str) -> bool:
    """Tell whether `user` has one of `roles` in the conference's team."""
    if not user.is_authenticated or not user.is_active:
        return False
    return TeamMember.objects.filter(conference=conference, user=user, role__in=roles).exists()


def is_organiser(user: Any, conference: Conference) -> bool:
    """Tell whether `user` organises this conference; admins do not, they only manage it."""
    return has_task(user, conference, TeamRole.ORGANISER)


def is_chair(user: Any, conference: Conference) -> bool:
    """Tell whether `user` chairs sessions of this conference."""
    return has_task(user, conference, TeamRole.CHAIR)


def is_assessor(user: Any, conference: Conference) -> bool:
    """Tell whether `user` assesses solutions for this conference."""
    return has_task(user, conference, TeamRole.ASSESSOR)


def can_create(user: Any, host: Portal | None) -> bool:
    """Leads and organisers of the host portal and admins create conferences."""
    if not user.is_authenticated or host is None:
        return False
    return is_admin(user) or user.has_role(Role.LEAD, Role.ORGANISER, portal=host)


def can_manage(user: Any, conference: Conference) -> bool:
    """Organisers of the conference manage it, and admins."""
    return is_admin(user) or is_organiser(user, conference)


def can_run_sessions(user: Any, conference: Conference) -> bool:
    """Organisers and chairs of the conference start, pause and end its sessions, and admins."""
    return is_admin(user) or has_task(user, conference, TeamRole.ORGANISER, TeamRole.CHAIR)


def takes_part(user: Any, conference: Conference) -> bool:
    """Tell whether `user` is confirmed for the conference or belongs to its team."""
    if not user.is_authenticated:
        return False
    confirmed = Registration.objects.confirmed().filter(conference=conference, user=user)
    return confirmed.exists() or has_task(user, conference, *TeamRole.values)


def is_still_on(conference: Conference) -> bool:
    """Tell whether the conference is announced or under way."""
    return conference.state in (ConferenceState.PUBLISHED, ConferenceState.RUNNING)


def can_withdraw(user: Any, registration: Registration) -> bool:
    """People withdraw themselves, and leads those of their portal, until the conference closes."""
    own = registration.user_id == user.pk
    return is_still_on(registration.conference) and (own or user.leads(registration.portal))


def can_edit_answers(user: Any, registration: Registration) -> bool:
    """People change their own answers while their registration lives and registration is open."""
    own = registration.user_id == user.pk and registration.is_live
    return own and registration.conference.is_open_for_registration
