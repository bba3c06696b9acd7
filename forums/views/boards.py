"""Boards: the front page of the forum, the threads of one board, its people and its words."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.realtime.log import newest
from core.views.pages import FormPage, ListPage, Sort, VerbView
from forums.actions import boards
from forums.filters import ThreadFilter
from forums.forms import AdmissionForm, BoardForm
from forums.manage_desks import waiting_posts
from forums.models import Board, BoardMembership, Thread
from forums.policies import can_moderate, can_start
from forums.states import ThreadKind
from forums.views.person import Signed
from portals.models import Membership
from portals.policies import is_admin

LATEST = 12


class FrontPage(TemplateView):
    """The boards one may read and the threads where something has happened last."""

    template_name = "forums/board_list.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add boards with counts, and the latest threads."""
        reader = self.request.user
        unread = Thread.objects.unread_per_board(reader)
        visible = Board.objects.visible_to(reader).with_counts().annotate(unread_count=unread)
        latest = (
            Thread.objects.visible_to(reader).with_people().with_reading(reader).order_by("-last_post_at")
        )
        return super().get_context_data(
            boards=visible.select_related("theme").order_by("position", "pk"),
            latest=latest.with_people().with_reading(reader)[:LATEST],
            may_open=is_admin(reader),
            waiting_posts=waiting_posts(reader) if Board.objects.moderated_by(reader).exists() else None,
            **words,
        )


class ThreadList(ListPage):
    """The threads of every board one may read."""

    model = Thread
    filterset_class = ThreadFilter
    template_name = "forums/thread_list.html"
    paginate_by = 30
    sorts = (
        Sort("latest", _("Latest post"), "-last_post_at"),
        Sort("newest", _("Newest thread"), "-created_at"),
        Sort("posts", _("Most posts"), "-post_count"),
        Sort("title", _("Title"), "title"),
    )

    def rows(self) -> Any:
        """Return the threads somebody has written in, with people and reading marks."""
        threads: Any = super().rows()
        return threads.begun().with_people().with_reading(self.request.user)


class BoardPage(ThreadList):
    """The threads of one board, pinned ones first."""

    template_name = "forums/board_detail.html"
    sorts = (Sort("latest", _("Latest post"), "-is_pinned", "-last_post_at"), *ThreadList.sorts[1:])

    def rows(self) -> Any:
        """Return the board's threads; 404 for those who may not see the board."""
        visible = Board.objects.visible_to(self.request.user).select_related("theme", "subject_type")
        self.board = get_object_or_404(visible, slug=self.kwargs["slug"])
        self.live_after = newest(self.board.room)
        return super().rows().filter(board=self.board)

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the board and what the reader may do on it."""
        reader = self.request.user
        return super().get_context_data(
            board=self.board,
            live_after=self.live_after,
            may_start=can_start(reader, self.board, ThreadKind.DISCUSSION),
            may_moderate=can_moderate(reader, self.board),
            **words,
        )


class ModeratedBoard(LoginRequiredMixin, Signed):
    """A page about one board for its moderators; a 404 for everybody else."""

    kwargs: dict[str, Any]

    @property
    def board(self) -> Board:
        """The board of the address."""
        board = get_object_or_404(Board.objects.visible_to(self.request.user), slug=self.kwargs["slug"])
        if not can_moderate(self.request.user, board):
            raise Http404
        return board


class PeoplePage(ModeratedBoard, FormPage):
    """Who has been admitted to a board; admit somebody."""

    form_class = AdmissionForm
    template_name = "forums/board_people.html"
    message = _("The person can read and write on the board from now on.")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the people with the portal each acts for."""
        board = self.board
        in_force = Membership.objects.in_force().select_related("portal").order_by("from_on", "pk")
        portals = Prefetch("user__memberships", in_force, to_attr="active_memberships")
        people = board.memberships.select_related("user").prefetch_related(portals)
        return super().get_context_data(board=board, people=people, **words)

    def perform(self, form: AdmissionForm) -> BoardMembership:
        """Admit the person."""
        words = form.cleaned_data
        return boards.admit(self.board, words["email"], words["role"], by=self.person, source="moderator")

    def get_success_url(self) -> str:
        """Stay on the page."""
        return self.request.path


class Dismiss(ModeratedBoard, VerbView):
    """End a person's admission."""

    message = _("The person no longer reads this board.")

    def load(self) -> BoardMembership:
        """Return the admission of the address."""
        return get_object_or_404(self.board.memberships.select_related("user", "board"), pk=self.kwargs["pk"])

    def perform(self, obj: BoardMembership) -> Any:
        """Dismiss."""
        return boards.dismiss(obj.board, obj.user, by=self.person)

    def back(self, obj: BoardMembership) -> str:
        """Return to the board's people."""
        return obj.board.people_url


class OpenBoard(Signed, FormPage):
    """Open a board; admins only."""

    form_class = BoardForm
    template_name = "forums/board_form.html"
    message = _("The board is open.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 to everybody who may not."""
        if request.user.is_authenticated and not is_admin(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: BoardForm) -> Board:
        """Open the board."""
        return boards.create(by=self.person, **form.cleaned_data)


class ChangeBoard(ModeratedBoard, FormPage):
    """Change the words and the readers of a board."""

    form_class = BoardForm
    template_name = "forums/board_form.html"
    message = _("The board has been changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the board as it is."""
        return super().get_form_kwargs() | {"instance": self.board}

    def perform(self, form: BoardForm) -> Board:
        """Change the board."""
        return boards.change(self.board, by=self.person, **form.cleaned_data)


class OrderPage(LoginRequiredMixin, TemplateView):
    """Put the boards in order; admins only."""

    template_name = "forums/board_order.html"

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the boards the admin sees; the page does not exist for others."""
        if not is_admin(self.request.user):
            raise Http404
        boards = Board.objects.visible_to(self.request.user).order_by("position", "pk")
        return super().get_context_data(boards=boards, **words)


class Shift(Signed, VerbView):
    """Move a board one place up or down."""

    model = Board

    def perform(self, obj: Board) -> Any:
        """Shift."""
        return boards.shift(obj, by=self.person, up=self.request.POST.get("way") == "up")

    def back(self, obj: Board) -> str:
        """Stay on the list, at the board."""
        if not is_admin(self.person):
            return obj.get_absolute_url()
        return f"{reverse('forums:board_order')}#board-{obj.pk}"
