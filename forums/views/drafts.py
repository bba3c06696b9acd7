"""Drafts over HTTP: kept while typing, listed on one page, thrown away."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, View

from core.attachments.models import Attachment
from core.errors import Refused
from core.views.pages import VerbView, VisibleObjectMixin
from forums.actions import drafts
from forums.forms import DraftForm, UploadForm
from forums.models import Draft
from forums.views.person import Signed
from forums.views.writing import wants_json

NOT_KEPT = {"csrfmiddlewaretoken", "body", "client_id", "draft_version", "files"}
Words = dict[str, Any]


def told(draft: Draft | None) -> Words:
    """Return what a device must know of a draft to go on with it."""
    if draft is None:
        return {"version": 0, "body": "", "words": {}, "saved_at": None}
    return {
        "version": draft.version,
        "body": draft.body,
        "words": draft.words,
        "saved_at": draft.saved_at.isoformat(),
    }


def told_files(draft: Draft) -> list[Words]:
    """Return the files that wait with the draft."""
    return [told_file(one) for one in Attachment.objects.of(draft)]


def told_file(file: Attachment) -> Words:
    """Return what the list of files beside the text shows of one."""
    return {
        "id": str(file.pk),
        "name": file.name,
        "size": file.size,
        "description": file.description,
        "describe": reverse("attachments:describe", args=[file.pk]) if file.is_picture else "",
        "remove": reverse("attachments:remove", args=[file.pk]),
    }


class Keep(LoginRequiredMixin, Signed, VisibleObjectMixin, View):
    """Keep what was typed for a thread, a board or a post; in JSON for scripts, else with a message."""

    model: Any = None
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Keep the text, or say why not."""
        place = self.load()
        form = DraftForm(request.POST)
        if not form.is_valid():
            return self._refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        try:
            draft = drafts.keep(place, by=self.person, words=self._words(), **form.cleaned_data)
        except drafts.DraftClash as clash:
            return self._refused(clash.message, clash=told(clash.draft))
        except drafts.AlreadySent as sent:
            return self._refused(sent.message, sent=sent.post.get_absolute_url(), is_same=sent.is_same)
        except Refused as refusal:
            return self._refused(refusal.message, status=refusal.status)
        return self._kept(draft)

    def _words(self) -> dict[str, list[str]]:
        given = self.request.POST
        return {name: given.getlist(name) for name in given if name not in NOT_KEPT}

    def _kept(self, draft: Draft | None) -> HttpResponse:
        if wants_json(self.request):
            return JsonResponse(told(draft))
        messages.success(self.request, _("Your draft is kept."))
        return HttpResponseRedirect(reverse("forums:drafts"))

    def _refused(self, message: Any, *, status: int = 409, **words: Any) -> HttpResponse:
        if wants_json(self.request):
            return JsonResponse({"detail": str(message), **words}, status=status)
        messages.error(self.request, str(message))
        return HttpResponseRedirect(reverse("forums:drafts"))


class Upload(LoginRequiredMixin, Signed, VisibleObjectMixin, View):
    """Take files for the post that is being written; answers all that wait with it."""

    model: Any = None
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Attach the files to the draft."""
        place = self.load()
        form = UploadForm(request.POST, request.FILES)
        try:
            if not form.is_valid():
                raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
            draft = drafts.add_files(place, by=self.person, **form.cleaned_data)
        except Refused as refusal:
            return JsonResponse({"detail": str(refusal.message)}, status=refusal.status)
        return JsonResponse({"version": draft.version, "files": told_files(draft)}, status=201)


class DraftList(LoginRequiredMixin, ListView):
    """My drafts, the last written first."""

    template_name = "forums/draft_list.html"
    context_object_name = "drafts"
    paginate_by = 50
    request: Any

    def get_queryset(self) -> Any:
        """Return the reader's own."""
        return Draft.objects.visible_to(self.request.user).with_places()


class Discard(VerbView):
    """Throw a draft away."""

    model = Draft
    message = gettext_lazy("The draft is gone.")

    def perform(self, draft: Draft) -> None:
        """Discard it."""
        drafts.discard(draft, by=self.request.user)

    def back(self, draft: Draft) -> str:
        """Lead back to the other drafts."""
        return reverse("forums:drafts")
