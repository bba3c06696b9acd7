"""What robots and browsers ask every site for, wherever it says these are."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

PUBLIC = ("/$", "/conferences/", "/library/", "/portals/", "/static/")
ROBOTS = "\n".join(["User-agent: *", *(f"Allow: {path}" for path in PUBLIC), "Disallow: /", ""])


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer which pages may be listed: the welcome and what everybody reads. The rest is for members."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that look for an icon without reading a page to the one there is."""
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))
