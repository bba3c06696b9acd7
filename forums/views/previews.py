"""The preview of a post: drawn by the very function that draws what is sent."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from core.errors import Refused
from core.views.pages import VisibleObjectMixin
from forums.actions.texts import written
from forums.models import Board


class Preview(LoginRequiredMixin, VisibleObjectMixin, View):
    """Answer the typed text as the HTML of the post it would become on this board, names marked."""

    model = Board
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Draw the text; 422 with a sentence for what could not be sent either."""
        board = self.load()
        try:
            return HttpResponse(written(request.POST.get("text", ""), board).html)
        except Refused as refusal:
            return HttpResponse(str(refusal.message), status=422, content_type="text/plain; charset=utf-8")
