"""The former texts of a post and what has changed between them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString

from core.text.diff import marked
from core.text.markdown import render
from core.views.pages import DetailPage
from forums.models import Post


@dataclass(frozen=True)
class Step:
    """One version of a post: its text with what was added and taken away since the one before."""

    number: int
    at: datetime
    diff: SafeString


class HistoryPage(DetailPage):
    """Every version of a post, the newest first."""

    model = Post
    template_name = "forums/post_history.html"
    context_object_name = "post"

    def get_queryset(self) -> Any:
        """Return the posts whose text the reader may read."""
        return super().get_queryset().select_related("thread__board", "author", "portal")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add the versions."""
        return super().get_context_data(steps=steps_of(self.object), **words)


def steps_of(post: Post) -> list[Step]:
    """Return the versions of `post`, the newest first, each compared with the one before."""
    former = list(post.versions.all())
    texts = [one.body for one in former] + [post.body]
    moments = [post.created_at] + [one.replaced_at for one in former]
    diffs = [render(texts[0]), *(marked(before, after) for before, after in pairwise(texts))]
    steps = [Step(number, at, diff) for number, (at, diff) in enumerate(zip(moments, diffs, strict=True), 1)]
    return steps[::-1]
