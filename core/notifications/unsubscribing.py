"""The link at the end of a mail: works without signing in, and by one click in mail programs (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from core.notifications.quiet import Wish, wish_in


@method_decorator(csrf_exempt, name="dispatch")
class Unsubscribe(View):
    """End mails about one thing, or all. Opening changes nothing, for programs open links before people do.

    The signed token names the person; no cookie is looked at, so there is nothing to forge with one.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Say which mails and offer the one button, in the language of the person named."""
        wish = self._wish(token)
        with translation.override(wish.language):
            return render(request, "notifications/unsubscribe.html", {"wish": wish})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """End the mails, or send them again; a mail program's own click says nothing but that."""
        wish = self._wish(token)
        if request.POST.get("action") == "again":
            wish.take_back()
        else:
            wish.grant()
        return HttpResponseRedirect(request.path) if "action" in request.POST else HttpResponse(status=204)

    def _wish(self, token: str) -> Wish:
        wish = wish_in(token)
        if wish is None:
            raise Http404
        return wish
