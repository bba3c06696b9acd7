"""How a browser shows pages: theme, density, keys, voice; the language also of whoever is signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as set_browser_language

from core.context import CHOICES, known

YEAR = 365 * 24 * 3600


@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen for this browser (`CHOICES`) in a cookie and lead back; unknown words mean the usual one."""
    back = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(back if is_safe else "/")
    for name in CHOICES.keys() & request.POST.keys():
        word = known(name, request.POST[name])
        response.set_cookie(name, word, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie, for whoever is signed in also in the profile; lead back."""
    response = set_browser_language(request)
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        request.user.language = wanted
        request.user.save(update_fields=["language"])
    return response
