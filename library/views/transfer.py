"""Import with a dry run, and export of what the filters leave."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, View

from core.errors import Refused
from core.held import Held, held, hold
from core.text.csvs import csv_response
from library import policies
from library.actions import transfer
from library.filters import PracticeFilter
from library.forms import ImportForm
from library.models import TEXT_FIELDS, BestPractice
from library.reading import read

HEADING = ("slug", *TEXT_FIELDS, "language", "owner", "state", "verified_until")


class ImportPractices(LoginRequiredMixin, FormView):
    """Upload a file: the dry run shows each row and keeps the file, a second press imports it."""

    request: Any

    form_class = ImportForm
    template_name = "library/import.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer those who may import; the address does not exist for others."""
        if request.user.is_authenticated and not policies.can_import(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Take the texts to be in the person's own language unless said otherwise."""
        return {"language": self.request.user.language}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Rehearse an upload, or import the one that was rehearsed."""
        if "token" not in request.POST:
            return super().post(request, *args, **kwargs)
        kept = held(request.user, request.POST["token"])
        if kept is None:
            messages.error(request, _("The dry run is too old. Choose the file again."))
            return HttpResponseRedirect(request.path)
        return self._import(kept)

    def _import(self, kept: Held) -> HttpResponse:
        by, language = self.request.user, self.request.POST.get("language", "")
        wanted = language if language in dict(settings.LANGUAGES) else by.language
        leaving_out = "leaving_out" in self.request.POST
        try:
            rows = read(kept.name, kept.content)
            report = transfer.import_rows(rows, by=by, language=wanted, leaving_out=leaving_out)
        except Refused as refusal:
            messages.error(self.request, str(refusal.message))
            return HttpResponseRedirect(self.request.path)
        counts = {"added": len(report.added), "changed": len(report.changed), "same": len(report.unchanged)}
        said = _("%(added)s added, %(changed)s changed, %(same)s unchanged.") % counts
        if left := len(report.refused):
            said += " " + ngettext("%d faulty row left out.", "%d faulty rows left out.", left) % left
        messages.success(self.request, said)
        return HttpResponseRedirect(reverse("library:desk"))

    def form_valid(self, form: ImportForm) -> HttpResponse:
        """Show the dry run, or why the file is refused."""
        upload = form.cleaned_data["file"]
        content = upload.read()
        try:
            report = transfer.preview(read(upload.name, content), by=self.request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
            return self.form_invalid(form)
        words = {"form": form, "report": report, "name": upload.name}
        words["language"] = form.cleaned_data["language"]
        words["token"] = hold(self.request.user, upload.name, content) if report.good else ""
        return self.render_to_response(self.get_context_data(**words))

    def form_invalid(self, form: ImportForm) -> HttpResponse:
        """Show the errors, as 422."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ExportPractices(LoginRequiredMixin, View):
    """The filtered list as CSV; recorded with its number of rows."""

    request: Any

    def get(self, request: Any) -> HttpResponse:
        """Send what the reader may see and the filters leave."""
        seen = BestPractice.objects.visible_to(request.user).verified().select_related("owner")
        wanted = PracticeFilter(request.GET, seen.prefetch_related("versions")).qs
        rows = transfer.export(wanted, by=request.user)
        return csv_response("best-practices.csv", HEADING, (_cells(one) for one in rows))


def _cells(practice: BestPractice) -> list[Any]:
    text = next((one for one in practice.versions.all() if one.number == practice.version), practice)
    words = [getattr(text, name) for name in TEXT_FIELDS]
    return [
        practice.slug,
        *words,
        practice.language,
        practice.owner,
        practice.as_read.state,
        practice.verified_until,
    ]
