"""Downloads: rights checked each time, never shown inline."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.attachments import actions
from core.attachments.models import Attachment


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
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove one's own file and go back to its owner."""
    attachment = _seen(request, pk)
    owner: Any = attachment.owner
    back = owner.get_absolute_url()
    actions.remove(attachment, by=request.user)
    messages.success(request, _("The file has been removed."))
    return HttpResponseRedirect(back)
