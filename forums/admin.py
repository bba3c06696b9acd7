"""The registry's view of the forum: boards can be mended, the rest is read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin

from forums.models import Board, BoardMembership, Post, Thread


class ReadOnly(admin.ModelAdmin):
    """Rows that only verbs write."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds rows here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes rows here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes rows here."""
        return False


@admin.register(Board)
class BoardAdmin(TranslationAdmin):
    """Words and order of the boards; readers are changed on the board's own page."""

    list_display = ("title", "kind", "is_public", "position")
    list_filter = ("kind", "is_public")
    fields = ("title", "description", "rules", "theme", "position")
    search_fields = ("title", "slug")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Boards are opened by their verb."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Boards stay, with what was said on them."""
        return False


@admin.register(BoardMembership)
class BoardMembershipAdmin(ReadOnly):
    """Who has been admitted where."""

    list_display = ("user", "board", "role", "source", "admitted_at")
    list_filter = ("role",)
    list_select_related = ("user", "board")
    search_fields = ("user__name", "user__email", "board__title")


class OpenBoardsOnly(ReadOnly):
    """Threads and posts of closed boards are not shown here either."""

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return what the admin may also read on the pages."""
        return super().get_queryset(request) & self.model.objects.visible_to(request.user)


@admin.register(Thread)
class ThreadAdmin(OpenBoardsOnly):
    """Threads."""

    list_display = ("title", "board", "kind", "author", "post_count", "is_locked", "last_post_at")
    list_filter = ("kind", "is_locked", "is_pinned")
    list_select_related = ("board", "author")
    search_fields = ("title",)


@admin.register(Post)
class PostAdmin(OpenBoardsOnly):
    """Posts."""

    list_display = ("thread", "number", "author", "portal", "created_at", "hidden_at")
    list_filter = (("hidden_at", admin.EmptyFieldListFilter),)
    list_select_related = ("thread", "author", "portal")
    search_fields = ("body",)
