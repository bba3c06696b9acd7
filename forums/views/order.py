"""Slow mode and silence: setting a pace, keeping a person from writing for a while."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.views.pages import FormPage, ListPage, VerbView
from forums.actions import silences, slow
from forums.models import Board, Post, Silence
from forums.moderation_forms import SilenceForm
from forums.policies import can_moderate, can_silence
from forums.views.person import Signed
from forums.views.verbs import ThreadVerb
from forums.windows import number_in
from portals.policies import is_admin

UNKNOWN = -1


class SlowThread(ThreadVerb):
    """Set the pace of a thread."""

    message = _("Slow mode is set.")

    def perform(self, obj: Any) -> Any:
        """Slow down, or end it."""
        return slow.slow_thread(
            obj, by=self.person, seconds=number_in(self.request.POST.get("seconds"), UNKNOWN)
        )


class SlowBoard(Signed, VerbView):
    """Set the pace of a board."""

    model = Board
    message = _("Slow mode is set.")

    def perform(self, obj: Board) -> Any:
        """Slow down, or end it."""
        return slow.slow_board(
            obj, by=self.person, seconds=number_in(self.request.POST.get("seconds"), UNKNOWN)
        )


class SilencePage(Signed, FormPage):
    """Keep the author of a post from writing for a while; a 404 for everybody but moderators."""

    form_class = SilenceForm
    template_name = "forums/silence_form.html"
    message = _("The person can read, but not write there for this time, and has been told why.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the post; who may not moderate its board gets a 404."""
        seen = Post.objects.visible_to(request.user).select_related("thread__board", "author", "portal")
        self.seen = get_object_or_404(seen, pk=kwargs["pk"])
        if request.user.is_authenticated and not can_moderate(request.user, self.seen.thread.board):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer all boards to admins."""
        return super().get_form_kwargs() | {"may_everywhere": is_admin(self.person)}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the post, and whether its author can be silenced."""
        may_silence = can_silence(self.person, self.seen.author, self.seen.thread.board)
        return super().get_context_data(post=self.seen, may_silence=may_silence, **words)

    def perform(self, form: SilenceForm) -> Silence:
        """Silence."""
        words = form.cleaned_data
        board = None if words.pop("everywhere", False) else self.seen.thread.board
        return silences.silence(self.seen.author, board, by=self.person, **words)

    def get_success_url(self) -> str:
        """Show who is silenced now."""
        return reverse("forums:silences")


class SilenceList(LoginRequiredMixin, ListPage):
    """Who is silenced now on the boards one moderates; absent for those who moderate none."""

    model = Silence
    template_name = "forums/silence_list.html"
    filterset_fields: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer moderators only; the address does not exist for others."""
        moderated = Board.objects.moderated_by(request.user)
        if request.user.is_authenticated and not moderated.exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> Any:
        """Return the silences in force, the one that ends first on top."""
        visible = Silence.objects.visible_to(self.request.user).exclude(user=self.request.user)
        return visible.in_force().select_related("user", "board", "by").order_by("until")


class Lift(Signed, VerbView):
    """End a silence before its time."""

    model = Silence
    message = _("The person can write again and has been told.")

    def perform(self, obj: Silence) -> Any:
        """Lift."""
        return silences.lift(obj, by=self.person)

    def back(self, obj: Silence) -> str:
        """Return to the list."""
        return reverse("forums:silences")
