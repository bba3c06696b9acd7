"""Bringing in a list of portals by upload: look at what would happen, then do it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from core.errors import Refused
from portals.actions import imports
from portals.forms import PortalFileForm
from portals.policies import can_create_portal
from portals.portal_files import PortalFile, decoded, read


class ImportPortals(LoginRequiredMixin, View):
    """Upload, preview, import; for admins only. The preview carries the text along, nothing is stored."""

    template_name = "portals/import.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer admins only; the address does not exist for others."""
        if request.user.is_authenticated and not can_create_portal(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return render(request, self.template_name, {"form": PortalFileForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Rehearse an upload, or import what was rehearsed."""
        if "text" in request.POST:
            return self._bring_in(request, request.POST["text"])
        form = PortalFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, self.template_name, {"form": form}, status=422)
        try:
            text = decoded(form.cleaned_data["file"].read())
            return self._preview(request, text, read(text))
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
            return render(request, self.template_name, {"form": form}, status=422)

    def _preview(self, request: Any, text: str, file: PortalFile) -> HttpResponse:
        outcome = imports.rehearse(file, by=request.user)
        words = {"form": PortalFileForm(), "outcome": outcome, "text": text}
        return render(request, self.template_name, words, status=422 if outcome.errors else 200)

    def _bring_in(self, request: Any, text: str) -> HttpResponse:
        try:
            outcome = imports.bring_in(read(text), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return HttpResponseRedirect(request.path)
        if outcome.errors:
            return self._preview(request, text, read(text))
        numbers = {"added": len(outcome.added), "changed": len(outcome.changed)}
        messages.success(request, _("Imported: %(added)s added, %(changed)s changed.") % numbers)
        return HttpResponseRedirect(reverse("portals:list"))
