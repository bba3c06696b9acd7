"""The words a membership and a portal can be in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.transitions import Edge, Graph, documented


class Role(models.TextChoices):
    """What a person does for a portal."""

    DELEGATE = "delegate", _("Delegate")
    LEAD = "lead", _("Portal lead")
    EDITOR = "editor", _("Library editor")
    ORGANISER = "organiser", _("Organiser")
    OBSERVER = "observer", _("Observer")


class PortalKind(models.TextChoices):
    """The kinds of body that run a portal."""

    GOVERNMENT = "government", _("Government")
    MINISTRY = "ministry", _("Ministry")
    MINISTERIAL_AGENCY = "ministerial_agency", _("Ministerial agency")
    GOVERNMENT_AGENCY = "government_agency", _("Government agency")
    PROVINCE = "province", _("Province")
    BRANCH = "branch", _("Branch")
    OTHER = "other", _("Other")


class MembershipState(models.TextChoices):
    """Where a membership stands; each row is one period, a later one is a new row."""

    PROPOSED = "proposed", _("Waiting for approval")
    ACTIVE = "active", _("Active")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    ENDED = "ended", _("Ended")


M = MembershipState
MEMBERSHIP = documented(
    Graph(
        title="Membership",
        states=MembershipState,
        initial=M.PROPOSED,
        edges=(
            Edge("approve", (M.PROPOSED,), M.ACTIVE, _("Approve")),
            Edge("decline", (M.PROPOSED,), M.DECLINED, _("Decline"), needs_reason=True),
            Edge("withdraw", (M.PROPOSED,), M.WITHDRAWN, _("Take back")),
            Edge("end", (M.ACTIVE,), M.ENDED, _("End"), needs_reason=True),
        ),
        tones={M.PROPOSED: "wait", M.ACTIVE: "good", M.DECLINED: "bad"},
    )
)


class InvitationState(models.TextChoices):
    """Where an invitation by e-mail stands."""

    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Taken back")


INVITATION = documented(
    Graph(
        title="Invitation",
        states=InvitationState,
        initial=InvitationState.OPEN,
        edges=(
            Edge("accept", (InvitationState.OPEN,), InvitationState.ACCEPTED, _("Accept the invitation")),
            Edge("revoke", (InvitationState.OPEN,), InvitationState.REVOKED, _("Take back")),
        ),
        tones={InvitationState.OPEN: "wait", InvitationState.ACCEPTED: "good"},
    )
)
