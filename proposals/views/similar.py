"""What is there already, shown while somebody writes a problem."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from core.search.similar import similar
from proposals.models import Problem

LONGEST = 2000
SHORTEST = 12
KINDS = ("problem", "solution", "practice")


class SimilarItems(LoginRequiredMixin, TemplateView):
    """A part of the page: problems, solutions and practices that resemble what is being written."""

    template_name = "proposals/_similar.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the hits; nothing while there is too little text."""
        sent = self.request.GET
        text = " ".join([sent.get("title", ""), sent.get("what_happens", "")]).replace("\x00", "")[:LONGEST]
        hits = similar(text, self.request.user, KINDS, but=self.own) if len(text) >= SHORTEST else []
        return super().get_context_data(hits=hits, text=text.strip(), **words)

    @property
    def own(self) -> Problem | None:
        """The draft being written, which is not similar to itself."""
        number = self.request.GET.get("but", "")
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            return None
        return Problem.objects.visible_to(self.request.user).filter(number=int(number)).first()
