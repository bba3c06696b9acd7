"""Downloads: rights checked each time; only small copies of pictures are shown inside pages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core.attachments import actions
from core.attachments.fields import DescriptionForm
from core.attachments.models import Attachment
from core.views.pages import FormPage


def _seen(request: HttpRequest, pk: UUID) -> Attachment:
    attachment = get_object_or_404(Attachment, pk=pk)
    if not attachment.is_visible_to(request.user):
        raise Http404
    return attachment


@require_safe
def download(request: HttpRequest, pk: UUID) -> FileResponse:
    """Send the file as a download to whoever may see its owner; everybody else gets a 404."""
    attachment = _seen(request, pk)
    try:
        stream = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        stream, as_attachment=True, filename=attachment.name, content_type=attachment.media_type
    )
    response["Cache-Control"] = "private, no-store"
    return _harmless(response)


def _harmless(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
def small(request: HttpRequest, pk: UUID) -> FileResponse:
    """Send the small copy of a picture to whoever may see its owner; kept for an hour by their browser only."""
    attachment = _seen(request, pk)
    if not attachment.is_picture:
        raise Http404
    try:
        stream = attachment.thumbnail.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stream, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    return _harmless(response)


class Describe(FormPage):
    """Say what a picture shows; as a page, or by a script that wants no page."""

    form_class = DescriptionForm
    template_name = "components/attachment_form.html"
    message = gettext_lazy("Saved.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the picture as the reader may see it, or answer 404."""
        self.attachment = _seen(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Begin with what has been said."""
        return {"description": self.attachment.description}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the picture, and whether the reader may describe it."""
        may = actions.can_remove(self.attachment, self.request.user)
        return super().get_context_data(file=self.attachment, may_describe=may, **words)

    def perform(self, form: DescriptionForm) -> Attachment:
        """Describe it."""
        return actions.describe(self.attachment, form.cleaned_data["description"], by=self.request.user)

    def get_success_url(self) -> str:
        """Lead back to what the picture belongs to."""
        owner: Any = self.attachment.owner
        return str(owner.get_absolute_url())


@require_POST
@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove one's own file and go back to its owner."""
    attachment = _seen(request, pk)
    owner: Any = attachment.owner
    back = owner.get_absolute_url()
    actions.remove(attachment, by=request.user)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({})
    messages.success(request, _("The file has been removed."))
    return HttpResponseRedirect(back)
