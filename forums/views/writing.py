"""Writing: publish, start, edit; as plain forms, and by a script that wants JSON back."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from core.forms import ReasonForm
from core.views.pages import FormPage
from forums.actions import posts, threads
from forums.actions.changes import post_changed
from forums.forms import EditForm, PostForm, ThreadForm
from forums.models import Board, Post, Thread
from forums.policies import can_edit, can_moderate, can_start
from forums.states import ThreadKind
from forums.views.person import Signed
from forums.views.reading import ThreadPage


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the sender is a script that shows the answer itself."""
    return request.headers.get("Accept", "").startswith("application/json")


class Publish(LoginRequiredMixin, Signed, ThreadPage):
    """Send a post. A refusal shows the thread again with the text as it was typed, or says so in JSON."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the form, publish, lead to the post."""
        self.object = self.get_object()
        form = PostForm(request.POST, request.FILES, thread=self.object)
        try:
            if form.is_valid():
                return self._published(posts.publish(self.object, by=self.person, **form.cleaned_data))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            return self._refused(form, refusal.status)
        return self._refused(form, 422)

    def _published(self, post: Post) -> HttpResponse:
        if wants_json(self.request):
            return JsonResponse(post_changed("post", post)[0].payload, status=201)
        return HttpResponseRedirect(post.get_absolute_url())

    def _refused(self, form: PostForm, status: int) -> HttpResponse:
        if wants_json(self.request):
            words = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return JsonResponse({"detail": words}, status=status)
        status = 422 if status == 409 else status
        return self.render_to_response(self.get_context_data(form=form), status=status)


class StartPage(Signed, FormPage):
    """Start a thread on a board."""

    form_class = ThreadForm
    template_name = "forums/thread_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the board; people who may not see it get a 404."""
        self.board = get_object_or_404(Board.objects.visible_to(request.user), slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the kinds the author may start."""
        may_announce = can_moderate(self.request.user, self.board)
        return super().get_form_kwargs() | {"board": self.board, "may_announce": may_announce}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the board, and whether the reader may start threads here."""
        may_start = can_start(self.request.user, self.board, ThreadKind.DISCUSSION)
        return super().get_context_data(board=self.board, may_start=may_start, **words)

    def perform(self, form: ThreadForm) -> Thread:
        """Start the thread."""
        return threads.start(self.board, by=self.person, **form.cleaned_data)


class EditPage(Signed, FormPage):
    """Give a post a new text."""

    form_class = EditForm
    template_name = "forums/post_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the post as the reader may see it, or answer 404."""
        seen = Post.objects.visible_to(request.user).select_related("thread__board", "author")
        self.edited = get_object_or_404(seen, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the text as it is now."""
        return {"body": self.edited.body, "version": self.edited.version}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the post, and whether the reader may edit it."""
        may_edit = can_edit(self.request.user, self.edited)
        return super().get_context_data(post=self.edited, may_edit=may_edit, **words)

    def perform(self, form: EditForm) -> Post:
        """Edit the post."""
        return posts.edit(self.edited, by=self.person, **form.cleaned_data)


class HidePage(Signed, FormPage):
    """Hide a post, saying why; a 404 for everybody but moderators."""

    form_class = ReasonForm
    template_name = "forums/post_hide.html"
    message = _("The post is hidden. Its author has been told why.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the post; who may not moderate its board gets a 404."""
        seen = Post.objects.visible_to(request.user).select_related("thread__board", "author")
        self.hidden = get_object_or_404(seen, pk=kwargs["pk"])
        if request.user.is_authenticated and not can_moderate(request.user, self.hidden.thread.board):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the post."""
        return super().get_context_data(post=self.hidden, **words)

    def perform(self, form: ReasonForm) -> Post:
        """Hide the post."""
        return posts.hide(self.hidden, by=self.person, reason=form.cleaned_data["reason"])
