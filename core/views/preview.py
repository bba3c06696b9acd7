"""The preview of a text while it is being written."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.forms import TEXT_LIMIT
from core.text.markdown import render


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Answer the typed Markdown as the HTML it will become; 403 for strangers, 413 when it is too long to save."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    source = request.POST.get("text", "")
    if len(source) > TEXT_LIMIT:
        return HttpResponse(_("This text is too long."), status=413)
    return HttpResponse(render(source))
