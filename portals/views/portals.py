"""Portals: list, tree, page, editing, logo."""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from core.views.pages import DetailPage, FormPage, ListPage, Sort
from portals.actions import portals
from portals.figures import figures_of
from portals.filters import PortalFilter
from portals.forms import NewPortalForm, PortalForm, PortalFormForAdmins
from portals.models import Portal
from portals.policies import can_create_portal, can_manage_portal, can_request_membership
from portals.states import Role

A_DAY = 24 * 3600
LEADS_FIRST = Case(When(role=Role.LEAD, then=Value(0)), default=Value(1), output_field=IntegerField())


class PortalList(ListPage):
    """Every portal that takes part."""

    model = Portal
    filterset_class = PortalFilter
    template_name = "portals/portal_list.html"
    sorts = (
        Sort("name", _("By name"), "name"),
        Sort("kind", _("Kind"), "kind", "name"),
        Sort("people", _("Most members"), "-member_count", "name"),
    )

    def rows(self) -> QuerySet[Any]:
        """Return the portals with their parents and numbers of members."""
        return super().rows().with_counts().select_related("parent")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Say whether the reader may add portals."""
        return super().get_context_data(may_add=can_create_portal(self.request.user), **words)


class PortalTree(TemplateView):
    """The portals as they belong to each other."""

    template_name = "portals/portal_tree.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Arrange all visible portals with one query."""
        visible = list(Portal.objects.visible_to(self.request.user).with_counts())
        may_add = can_create_portal(self.request.user)
        return super().get_context_data(roots=branches(visible), count=len(visible), may_add=may_add, **words)


def branches(portals: list[Portal]) -> list[Portal]:
    """Return the topmost of `portals`, each with its `below`; a hidden parent leaves its children on top."""
    by_key = {portal.pk: portal for portal in portals}
    for portal in portals:
        portal.below = [child for child in portals if child.parent_id == portal.pk]  # type: ignore[attr-defined]
    return [portal for portal in portals if portal.parent_id not in by_key]


class PortalPage(DetailPage):
    """One portal: what it is, where it stands, who acts for it."""

    model = Portal
    template_name = "portals/portal_detail.html"
    context_object_name = "portal"

    def get_queryset(self) -> QuerySet[Any]:
        """Return the visible portals with what the page names."""
        return super().get_queryset().select_related("parent__parent__parent").prefetch_related("domains")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add place, people and what the reader may do."""
        user, portal = self.request.user, self.object
        return super().get_context_data(
            ancestors=portal.ancestors(),
            figures=figures_of(portal, user),
            children=portal.children.visible_to(user).with_counts(),
            people=_people(portal, user),
            own=_own(portal, user),
            may_manage=can_manage_portal(user, portal),
            may_set_sign_in=can_create_portal(user),
            may_ask=can_request_membership(user, portal),
            **words,
        )


def _people(portal: Portal, viewer: Any) -> QuerySet[Any] | None:
    """Return the memberships in force for members to read, None for others."""
    if not (viewer.is_authenticated and viewer.is_member):
        return None
    in_force = portal.memberships.in_force().filter(user__is_active=True)
    return in_force.select_related("user").order_by(LEADS_FIRST, "user__name")


def _own(portal: Portal, viewer: Any) -> Any:
    """Return the reader's live membership here, if any."""
    return viewer.memberships.live().filter(portal=portal).first() if viewer.is_authenticated else None


class _PortalForm(FormPage):
    """Shared by adding and editing a portal."""

    request: Any
    template_name = "portals/portal_form.html"

    def save_logo(self, portal: Portal, form: PortalForm) -> None:
        """Give or take the logo as the form says."""
        upload = form.cleaned_data.get("logo")
        if upload or form.cleaned_data.get("without_logo"):
            portals.set_logo(portal, upload or None, by=self.request.user)


class NewPortal(_PortalForm):
    """Add a portal; for admins only."""

    form_class = NewPortalForm
    message = _("The portal has been added.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer admins only; the address does not exist for others."""
        if request.user.is_authenticated and not can_create_portal(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: NewPortalForm) -> Portal:
        """Create the portal and its logo."""
        portal = portals.create(form.cleaned_data["slug"], by=self.request.user, **form.columns)
        self.save_logo(portal, form)
        return portal


class EditPortal(_PortalForm):
    """Edit a portal; for its leads and admins."""

    message = _("Saved.")

    @cached_property
    def portal(self) -> Portal:
        """The portal of the address, absent for those who may not edit it."""
        visible = Portal.objects.visible_to(self.request.user)
        portal: Portal = get_object_or_404(visible, slug=self.kwargs["slug"])
        if not can_manage_portal(self.request.user, portal):
            raise Http404
        return portal

    def get_form_class(self) -> type[PortalForm]:
        """Return the form with what this person may change."""
        return PortalFormForAdmins if can_create_portal(self.request.user) else PortalForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form its portal."""
        return super().get_form_kwargs() | {"portal": self.portal}

    def get_initial(self) -> dict[str, Any]:
        """Return what the portal has now."""
        columns = portals.OF_LEADS | portals.OF_ADMINS - {"domains"}
        now = {name: getattr(self.portal, name) for name in columns}
        return now | {"domains": "\n".join(one.domain for one in self.portal.domains.all())}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Name the portal."""
        return super().get_context_data(portal=self.portal, **words)

    def perform(self, form: PortalForm) -> Portal:
        """Change what differs."""
        portals.change(self.portal, by=self.request.user, **form.columns)
        self.save_logo(self.portal, form)
        return self.portal


class LogoFile(View):
    """The logo of a visible portal; its address changes with the picture, so it is kept for long."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """Send the picture."""
        portal = get_object_or_404(Portal.objects.visible_to(request.user), slug=slug)
        return picture(portal.logo.name, "public")


def picture(name: str, reach: str) -> FileResponse:
    """Return a stored picture; raise Http404 when there is none. `reach` is public or private."""
    if not name or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type="image/png")
    response["Cache-Control"] = f"{reach}, max-age={A_DAY}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
