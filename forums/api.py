"""Boards, threads and posts in the read-only API."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import VisibleViewSet
from forums.filters import ThreadFilter
from forums.models import Board, Thread
from forums.serializers import BoardSerializer, PostSerializer, ThreadSerializer


class BoardViewSet(VisibleViewSet):
    """Boards the reader may read."""

    model = Board
    serializer_class = BoardSerializer
    lookup_field = "slug"
    order = ("position", "pk")

    def get_queryset(self) -> QuerySet[Any]:
        """Return the boards with their counts."""
        boards: Any = super().get_queryset()
        return boards.with_counts().select_related("theme")


class ThreadViewSet(VisibleViewSet):
    """Threads of the boards the reader may read; `posts/` lists what was written, by number."""

    model = Thread
    serializer_class = ThreadSerializer
    filterset_class = ThreadFilter
    order = ("-last_post_at", "-pk")

    def get_queryset(self) -> QuerySet[Any]:
        """Return the threads with the people they name."""
        return super().get_queryset().select_related("board", "theme", "author", "portal", "answer")

    @extend_schema(responses=PostSerializer(many=True))
    @action(detail=True, filterset_class=None)
    def posts(self, request: Request, pk: str) -> Response:
        """List the posts of one thread."""
        thread = self.get_object()
        rows = thread.posts.select_related("author", "portal", "reply_to", "thread").order_by("number")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(PostSerializer(page, many=True).data)
