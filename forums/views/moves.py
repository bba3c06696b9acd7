"""Pages on which moderators move, split and merge."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core.views.pages import FormPage
from forums.actions import moves
from forums.models import Board, Thread
from forums.move_forms import MergeForm, MoveForm, SplitForm
from forums.policies import can_moderate
from forums.views.person import Signed
from forums.windows import Window, number_in


class MovingPage(Signed, FormPage):
    """A page about one thread for its moderators; a 404 for everybody else."""

    thread: Thread

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the thread; who may not moderate its board gets a 404."""
        seen = Thread.objects.visible_to(request.user).select_related("board", "last_post")
        self.thread = get_object_or_404(seen, pk=kwargs["pk"])
        if request.user.is_authenticated and not can_moderate(request.user, self.thread.board):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the thread."""
        return super().get_context_data(thread=self.thread, **words)

    @property
    def boards(self) -> Any:
        """The boards the person moderates."""
        return Board.objects.moderated_by(self.request.user)


class MovePage(MovingPage):
    """Put a thread on another board."""

    form_class = MoveForm
    template_name = "forums/thread_move.html"
    message = _("The thread is on its new board. Its address has stayed the same.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the other boards one moderates."""
        return super().get_form_kwargs() | {"boards": self.boards.exclude(pk=self.thread.board_id)}

    def perform(self, form: MoveForm) -> Thread:
        """Move."""
        return moves.move(self.thread, by=self.person, **form.cleaned_data)


class SplitPage(MovingPage):
    """Make a thread of its own from chosen posts; `?at=NUMBER` shows the block of posts around it."""

    form_class = SplitForm
    template_name = "forums/thread_split.html"
    message = _("The posts have a thread of their own. Their old addresses lead here.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the posts of one block but the first, and the boards one moderates."""
        around = number_in(self.request.GET.get("at"), self.thread.last_number)
        self.window = Window.around(around, self.thread.last_number)
        posts = self.thread.posts.between(max(self.window.first, 2), self.window.last).select_related(
            "author"
        )
        return super().get_form_kwargs() | {"boards": self.boards, "shown": list(posts)}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the board the thread is on, and the post of the address chosen."""
        return {"board": self.thread.board_id, "posts": self.request.GET.getlist("post")}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the block shown."""
        context = super().get_context_data(**words)
        return context | {"window": self.window}

    def perform(self, form: SplitForm) -> Thread:
        """Split."""
        return moves.split(self.thread, by=self.person, **form.cleaned_data)


class MergePage(MovingPage):
    """Put all posts of a thread into another one."""

    form_class = MergeForm
    template_name = "forums/thread_merge.html"
    message = _("The posts are here now. Old addresses lead here.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the other threads of the boards one moderates."""
        threads = Thread.objects.visible_to(self.person).filter(board__in=self.boards)
        return super().get_form_kwargs() | {"threads": threads.exclude(pk=self.thread.pk)}

    def perform(self, form: MergeForm) -> Thread:
        """Merge."""
        return moves.merge(self.thread, by=self.person, **form.cleaned_data)
