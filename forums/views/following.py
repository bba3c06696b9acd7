"""Old addresses: threads that were merged and posts that went to another thread lead to where they are now."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from forums.models import FormerPlace, Post, Thread
from forums.windows import number_in


class FollowsMoves:
    """Lets the page of a thread lead on from where the thread or the wanted post was before."""

    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer as usual, or redirect; what is sent to a merged thread goes to the one it is in now."""
        if request.method in ("GET", "HEAD") and (address := former_place(request, kwargs["pk"])):
            return HttpResponseRedirect(address)
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except Http404:
            target = merged_into(request.user, kwargs["pk"])
            if target is None:
                raise
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(target.get_absolute_url())
        self.kwargs["pk"] = target.pk
        return super().dispatch(request, *args, **{**kwargs, "pk": target.pk})  # type: ignore[misc]


def former_place(request: HttpRequest, thread: int) -> str:
    """Return where the post of `?at=NUMBER` is now, an empty string where it is still here or unknown."""
    number = number_in(request.GET.get("at"), 0)
    if not number:
        return ""
    readable = Thread.objects.visible_to(request.user)
    found = Post.objects.filter(
        thread__in=readable, former_places__in=FormerPlace.objects.filter(thread=thread, number=number)
    )
    post = found.select_related("thread").first()
    return post.get_absolute_url() if post else ""


def merged_into(user: Any, pk: int) -> Thread | None:
    """Return the thread that `pk` was merged into, if `user` may read it."""
    found: Thread | None = Thread.objects.visible_to(user).filter(merged=pk).first()
    return found
