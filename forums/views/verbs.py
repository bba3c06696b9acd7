"""Buttons on threads and posts: each runs one verb."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from core.errors import StaleState
from core.views.pages import VerbView
from forums.actions import changes, posts, reactions, reading, threads
from forums.models import Board, Post, Thread
from forums.states import REACTION_ICONS, ReactionKind
from forums.views.person import Signed
from forums.views.writing import wants_json
from forums.windows import number_in


class ThreadVerb(Signed, VerbView):
    """A button on a thread."""

    model = Thread


class Lock(ThreadVerb):
    """Lock a thread, with a reason."""

    message = _("The thread is locked: it can be read, but nobody writes in it.")

    def perform(self, obj: Thread) -> Any:
        """Lock."""
        return threads.lock(obj, by=self.person, reason=self.reason)


class Unlock(ThreadVerb):
    """Unlock a thread."""

    message = _("The thread is open again.")

    def perform(self, obj: Thread) -> Any:
        """Unlock."""
        return threads.unlock(obj, by=self.person)


class Pin(ThreadVerb):
    """Keep a thread on top of its board."""

    message = _("The thread stays on top of its board.")

    def perform(self, obj: Thread) -> Any:
        """Pin."""
        return threads.pin(obj, by=self.person)


class Unpin(ThreadVerb):
    """Let a thread take its place by time again."""

    message = _("The thread is no longer pinned.")

    def perform(self, obj: Thread) -> Any:
        """Unpin."""
        return threads.unpin(obj, by=self.person)


class SetWatch(ThreadVerb):
    """Choose how much one is told of a thread."""

    message = _("Saved how much you are told of this thread.")

    def perform(self, obj: Thread) -> Any:
        """Choose."""
        return reading.watch(obj, by=self.person, level=self.request.POST.get("level", ""))


class SetBoardWatch(Signed, VerbView):
    """Choose how much one is told of the threads of a board."""

    model = Board
    message = _("Saved how much you are told of this board.")

    def perform(self, obj: Board) -> Any:
        """Choose."""
        return reading.watch_board(obj, by=self.person, level=self.request.POST.get("level", ""))


class ReadBoard(Signed, VerbView):
    """Mark every thread of a board as read."""

    model = Board
    message = _("Every thread of this board counts as read.")

    def perform(self, obj: Board) -> Any:
        """Mark."""
        return reading.mark_board_read(obj, by=self.person)


class MarkRead(ThreadVerb):
    """Remember how far one has read; sent by the page now and then.

    Browsers without a script ask by GET, as for a picture, which is what pages can make them do.
    """

    http_method_names = ["get", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise the mark and answer nothing."""
        reading.mark_read(self.load(), by=self.person, up_to=number_in(request.GET.get("up_to"), 0))
        return HttpResponse(status=204)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise the mark and answer with it."""
        up_to = number_in(request.POST.get("up_to"), 0)
        mark = reading.mark_read(self.load(), by=self.person, up_to=up_to)
        return JsonResponse({"last_number": mark})


class PostVerb(Signed, VerbView):
    """A button on a post, for those who may read its thread; leads back to the post, or answers a script."""

    model = Post

    def load(self) -> Post:
        """Return the post of the address if its thread can be read, also when the post is hidden."""
        readable = Thread.objects.visible_to(self.request.user)
        rows = Post.objects.filter(thread__in=readable).select_related("thread__board", "author")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Run the verb; a script gets what has changed."""
        if not wants_json(request):
            return super().post(request, *args, **kwargs)
        with suppress(StaleState):  # sent twice: the first one has done it
            self.perform(self.load())
        return JsonResponse(self.answer(self.load()))

    def answer(self, post: Post) -> dict[str, Any]:
        """Return what the page has to show now; the same comes in live."""
        return changes.post_changed("edit", post)[0].payload


class Restore(PostVerb):
    """Show a hidden post again."""

    message = _("The post can be read again.")

    def perform(self, obj: Post) -> Any:
        """Restore."""
        return posts.restore(obj, by=self.person)


class Accept(PostVerb):
    """Make a post the answer."""

    message = _("This post is now the answer.")

    def perform(self, obj: Post) -> Any:
        """Accept."""
        return threads.accept(obj, by=self.person)


class WithdrawAcceptance(PostVerb):
    """Reopen a question."""

    message = _("The question is open again.")

    def perform(self, obj: Post) -> Any:
        """Withdraw."""
        return threads.withdraw_acceptance(obj, by=self.person)


class React(PostVerb):
    """Give a reaction or take it back: as `wanted` says, else the other way round. GET offers the kinds."""

    http_method_names = ["get", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the kinds as buttons, for readers without a script."""
        post = get_object_or_404(Post.objects.visible_to(request.user), pk=self.kwargs["pk"])
        kinds = [(kind.value, kind.label, REACTION_ICONS[kind]) for kind in ReactionKind]
        return render(request, "forums/post_react.html", {"post": post, "kinds": kinds})

    def perform(self, obj: Post) -> Any:
        """React."""
        kind, wanted = self.request.POST.get("kind", ""), self.request.POST.get("wanted")
        given = obj.reactions.filter(user=self.person, kind=kind).exists()
        is_wanted = wanted == "1" if wanted else not given
        return reactions.react(obj, by=self.person, kind=kind, wanted=is_wanted)

    def answer(self, post: Post) -> dict[str, Any]:
        """Return the reactions as they are now."""
        return {"kind": "reaction", **changes.reactions_changed(post)[0].payload}
