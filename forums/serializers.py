"""How boards, threads and posts are written as JSON."""

from typing import Any

from rest_framework import serializers

from forums.models import Board, Post, Thread


class BoardSerializer(serializers.ModelSerializer[Board]):
    """A board with its counts."""

    theme: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    thread_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Board
        fields = ("id", "slug", "url", "title", "description", "kind", "is_public", "theme", "thread_count")


class ThreadSerializer(serializers.ModelSerializer[Thread]):
    """A thread without its posts."""

    board: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    theme: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    portal: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    author = serializers.CharField(source="author.get_full_name", read_only=True)
    answer = serializers.IntegerField(source="answer.number", read_only=True, default=None)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Thread
        fields = (
            "id", "url", "board", "title", "kind", "theme", "author", "portal", "is_locked", "is_pinned",
            "post_count", "last_number", "last_post_at", "answer", "created_at",
        )  # fmt: skip


class PostSerializer(serializers.ModelSerializer[Post]):
    """A post; a hidden one keeps its place and its reason, and loses its text."""

    author = serializers.CharField(source="author.get_full_name", read_only=True)
    portal: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    reply_to = serializers.IntegerField(source="reply_to.number", read_only=True, default=None)
    body = serializers.SerializerMethodField()
    html = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Post
        fields = (
            "id", "url", "number", "author", "portal", "reply_to", "body", "html", "version",
            "created_at", "edited_at", "is_hidden", "hidden_reason",
        )  # fmt: skip

    def get_body(self, post: Post) -> str:
        """Return the Markdown source."""
        return "" if post.is_hidden else post.body

    def get_html(self, post: Post) -> str:
        """Return the safe HTML."""
        return "" if post.is_hidden else post.html
