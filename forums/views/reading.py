"""The page of a thread: one block of posts, what the reader may do, and where the live line goes on."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import View

from core.realtime.log import newest
from core.views.pages import DetailPage, VisibleObjectMixin
from forums.forms import PostForm
from forums.models import Post, Thread
from forums.policies import rights_in
from forums.views.following import FollowsMoves
from forums.windows import Window, number_in
from portals.models import Portal


class ThreadPage(FollowsMoves, DetailPage):
    """One thread, opened at `?at=NUMBER`, else at the first unread post."""

    model = Thread
    template_name = "forums/thread_detail.html"
    context_object_name = "thread"

    def get_queryset(self) -> Any:
        """Return the threads the reader may see, with what the page shows of them."""
        threads: Any = super().get_queryset()
        rows = threads.with_people().select_related("answer__author", "answer__portal")
        return rows.with_reading(self.request.user)

    def get_object(self, queryset: Any = None) -> Thread:
        """Return the thread; note the live number before anything is read, so that nothing is missed."""
        self.live_after = newest(f"thread:{self.kwargs['pk']}")
        return super().get_object(queryset)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the block of posts and everything around it."""
        words.setdefault("form", PostForm(thread=self.object))
        thread, reader = self.object, self.request.user
        window = Window.around(self._wanted(), thread.last_number)
        posts = posts_in(thread, window)
        return super().get_context_data(
            window=window,
            posts=posts,
            may=rights_in(reader, thread),
            viewer=reader if reader.is_authenticated else None,
            live_after=self.live_after,
            first_unread_shown=thread.first_unread if thread.unread else 0,
            reply_to=self._post_in("reply", posts),
            quoted=self._post_in("quote", posts),
            portals=_portals_in(thread),
            **words,
        )

    def _wanted(self) -> int:
        return number_in(self.request.GET.get("at"), self.object.first_unread)

    def _post_in(self, name: str, posts: list[Post]) -> Post | None:
        """Return the post whose number the address gives as `name`, unless it is hidden."""
        number = number_in(self.request.GET.get(name), 0)
        return next((post for post in posts if post.number == number and not post.is_hidden), None)


def posts_in(thread: Thread, window: Window) -> list[Post]:
    """Return the posts of one block with everything they show, in a fixed number of queries."""
    posts = list(thread.posts.between(window.first, window.last).with_people())
    for post in posts:
        post.thread = thread
    return posts


def _portals_in(thread: Thread) -> Any:
    """Return the portals that have spoken in `thread`, the most talkative first."""
    spoken = Portal.objects.filter(posts__thread=thread, posts__hidden_at=None)
    return spoken.annotate(said=Count("posts")).order_by("-said", "slug")[:12]


class PostLink(VisibleObjectMixin, View):
    """The short permanent address of a post: leads to its place in the thread."""

    model = Thread

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Redirect to the thread at the post."""
        readable = Thread.objects.visible_to(request.user)
        post = get_object_or_404(Post.objects.filter(thread__in=readable).select_related("thread"), pk=pk)
        return HttpResponseRedirect(post.get_absolute_url())
