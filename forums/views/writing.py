"""Writing: publish, start, edit; as plain forms, and by a script that wants JSON back."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core.errors import Refused, StaleState
from core.forms import ReasonForm
from core.text.diff import marked
from core.views.pages import FormPage
from forums.actions import posts, threads
from forums.actions.changes import post_changed
from forums.forms import EditForm, PostForm, ThreadForm
from forums.models import Board, Draft, Post, Thread
from forums.models.drafts import Place
from forums.policies import can_edit, can_moderate, can_start
from forums.states import ThreadKind
from forums.views.person import Signed
from forums.views.reading import ThreadPage


def draft_at(place: Place, person: Any) -> Draft | None:
    """Return what `person` has begun to write for `place`."""
    found: Draft | None = Draft.objects.visible_to(person).at(place).prefetch_related("attachments").first()
    return found


def begun(draft: Draft | None) -> dict[str, Any]:
    """Return the draft as the first values of its form; several values of one field stay a list."""
    if draft is None:
        return {}
    words = {name: values if len(values) > 1 else values[0] for name, values in draft.words.items() if values}
    return words | {"body": draft.body, "client_id": draft.client_id, "draft_version": draft.version}


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
                return self._sent(form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            return self._refused(form, refusal.status)
        return self._refused(form, 422)

    def _sent(self, form: PostForm) -> HttpResponse:
        post = posts.publish(self.object, by=self.person, **form.cleaned_data)
        differs = not posts.began_as(post, form.cleaned_data["body"])
        if wants_json(self.request):
            return JsonResponse(post_changed("post", post)[0].payload | {"differs": differs}, status=201)
        if not differs:
            return HttpResponseRedirect(post.get_absolute_url())
        form.data = dict(form.data.items()) | {"client_id": str(uuid4())}
        form.add_error(
            None, _("Another text was sent from this form already. Send again to publish this one too.")
        )
        return self._refused(form, 422)

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

    def get_initial(self) -> dict[str, Any]:
        """Begin with the draft, if there is one."""
        return super().get_initial() | begun(draft_at(self.board, self.person))

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the board, whether the reader may start threads here, and the draft."""
        may_start = can_start(self.request.user, self.board, ThreadKind.DISCUSSION)
        draft = draft_at(self.board, self.person)
        return super().get_context_data(board=self.board, may_start=may_start, draft=draft, **words)

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
        """Begin with the text as it is now, or with the draft of a new one."""
        now = {"body": self.edited.body, "version": self.edited.version}
        return now | begun(draft_at(self.edited, self.person))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form on which board the text stands."""
        return super().get_form_kwargs() | {"board": self.edited.thread.board}

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the post, whether the reader may edit it, and the draft."""
        may_edit = can_edit(self.request.user, self.edited)
        words.setdefault("draft", draft_at(self.edited, self.person))
        return super().get_context_data(post=self.edited, may_edit=may_edit, **words)

    def perform(self, form: EditForm) -> Post:
        """Edit the post; when it was edited meanwhile, show both texts and what differs."""
        try:
            return posts.edit(self.edited, by=self.person, **form.cleaned_data)
        except StaleState:
            self.edited.refresh_from_db()
            self.extra_context = {"clash": marked(self.edited.body, form.cleaned_data["body"])}
            form.data = dict(form.data.items()) | {"version": self.edited.version}
            raise


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
