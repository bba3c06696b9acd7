"""Memberships: ask, switch, and the desk of a portal's people."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from core.views.pages import FormPage, ListPage, Sort, VerbView
from portals.actions import memberships
from portals.filters import PeopleFilter
from portals.forms import MembershipForm
from portals.models import Invitation, Membership, Portal
from portals.policies import can_decide_membership, can_manage_portal, grantable_roles
from portals.states import MembershipState

WAITING_FIRST = Case(
    When(state=MembershipState.PROPOSED, then=Value(0)),
    When(state=MembershipState.ACTIVE, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


class AskToJoin(VerbView):
    """Ask to act for a portal."""

    model = Portal
    message = _("Your request has been sent to the portal's leads. You will be told what they decide.")

    def perform(self, portal: Portal) -> Membership:
        """Propose the membership."""
        return memberships.propose(portal, by=self.request.user)


class SwitchPortal(VerbView):
    """Act for another of one's portals; `portal` in the form is its short address."""

    model = Portal

    def load(self) -> Portal:
        """Return the portal named in the form."""
        slug = self.request.POST.get("portal", "")
        portal: Portal = get_object_or_404(Portal.objects.visible_to(self.request.user), slug=slug)
        return portal

    def perform(self, portal: Portal) -> Any:
        """Switch, and say so."""
        self.message = _("You now act for %s.") % portal
        return memberships.switch(portal, by=self.request.user)


class ManagedPortalMixin(LoginRequiredMixin):
    """Pages of those who manage the portal of the address; for others the address does not exist."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def portal(self) -> Portal:
        """The portal of the address."""
        visible = Portal.objects.visible_to(self.request.user)
        portal: Portal = get_object_or_404(visible, slug=self.kwargs["slug"])
        if not can_manage_portal(self.request.user, portal):
            raise Http404
        return portal


class PeopleDesk(ManagedPortalMixin, ListPage):
    """Everybody who acts, acted or wants to act for the portal, those who wait first."""

    model = Membership
    filterset_class = PeopleFilter
    template_name = "portals/people_desk.html"
    paginate_by = 30
    sorts = (
        Sort("state", _("Waiting first"), "standing", "user__name"),
        Sort("name", _("Name"), "user__name"),
        Sort("newest", _("Newest"), "-created_at"),
    )

    def rows(self) -> QuerySet[Any]:
        """Return the portal's memberships with their people."""
        of_portal = super().rows().filter(portal=self.portal)
        return of_portal.select_related("user", "portal").annotate(standing=WAITING_FIRST)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the portal, the roles one may give, and the open invitations."""
        return super().get_context_data(
            portal=self.portal,
            roles=grantable_roles(self.request.user, self.portal),
            invitations=self.portal.invitations.open().select_related("invited_by"),
            **words,
        )


class OwnMemberships(LoginRequiredMixin, ListView):
    """The portals one acts, acted or wants to act for."""

    request: Any

    template_name = "portals/me_portals.html"
    context_object_name = "memberships"

    def get_queryset(self) -> QuerySet[Any]:
        """Return the own memberships, live ones first."""
        own = self.request.user.memberships.select_related("portal").annotate(standing=WAITING_FIRST)
        return own.order_by("standing", "-from_on", "-pk")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the invitations that wait for an answer."""
        waiting = Invitation.objects.open().to(self.request.user).select_related("portal", "invited_by")
        return super().get_context_data(invitations=waiting, **words)


class MembershipVerb(VerbView):
    """A button on one membership that the reader may see."""

    model = Membership

    def back(self, obj: Membership) -> str:
        """Return to `next`, else to the desk for those who manage the portal, else to the own list."""
        if self.request.POST.get("next"):
            return super().back(obj)
        if can_manage_portal(self.request.user, obj.portal):
            return reverse("portals:people", args=[obj.portal.slug])
        return reverse("portals:me_portals")


class Approve(MembershipVerb):
    """Let a waiting person in."""

    message = _("Approved. The person has been told.")

    def perform(self, membership: Membership) -> Membership:
        """Approve in the chosen role."""
        role = self.request.POST.get("role", "")
        return memberships.approve(membership, by=self.request.user, role=role)


class Decline(MembershipVerb):
    """Refuse a waiting person."""

    message = _("Declined. The person has been told why.")

    def perform(self, membership: Membership) -> Membership:
        """Decline with the reason."""
        return memberships.decline(membership, by=self.request.user, reason=self.reason)


class Withdraw(MembershipVerb):
    """Take back the own request."""

    message = _("Your request has been taken back.")

    def perform(self, membership: Membership) -> Membership:
        """Withdraw."""
        return memberships.withdraw(membership, by=self.request.user)


class End(MembershipVerb):
    """End a membership, the own one too."""

    message = _("The membership has ended.")

    def perform(self, membership: Membership) -> Membership:
        """End with the reason."""
        return memberships.end(membership, by=self.request.user, reason=self.reason)


class ChangeMembership(FormPage):
    """Another role or other dates."""

    request: Any
    form_class = MembershipForm
    template_name = "portals/membership_form.html"
    message = _("Saved. The person has been told.")

    @cached_property
    def membership(self) -> Membership:
        """The membership of the address, absent for those who do not decide on it."""
        visible = Membership.objects.visible_to(self.request.user).select_related("user", "portal")
        membership: Membership = get_object_or_404(visible, pk=self.kwargs["pk"])
        if not can_decide_membership(self.request.user, membership):
            raise Http404
        return membership

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form whose membership it is and who asks."""
        return super().get_form_kwargs() | {"membership": self.membership, "by": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Return what holds now."""
        return {name: getattr(self.membership, name) for name in ("role", "from_on", "until_on")}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Name the membership."""
        return super().get_context_data(membership=self.membership, **words)

    def perform(self, form: MembershipForm) -> Membership:
        """Change it."""
        return memberships.change(self.membership, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """Return to the desk."""
        return reverse("portals:people", args=[self.membership.portal.slug])
