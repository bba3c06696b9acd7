"""Search inside one thread: a page with passages that lead to their posts."""

from typing import Any

from django.core.paginator import Paginator

from core.views.pages import DetailPage
from forums.finding import numbers_of, shown
from forums.models import Thread

PER_PAGE = 20
LONGEST = 200


class ThreadSearch(DetailPage):
    """The posts of one thread that hold every word of `?q=`, the newest first."""

    model = Thread
    template_name = "forums/thread_search.html"
    context_object_name = "thread"

    def get_queryset(self) -> Any:
        """Return the threads the reader may see, with their boards."""
        threads: Any = super().get_queryset()
        return threads.select_related("board")

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        """Add what was typed and one page of what was found."""
        typed = self.request.GET.get("q", "")[:LONGEST].strip()
        paginator = Paginator(numbers_of(self.object, typed), PER_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        found = shown(self.object, page.object_list, typed)
        return super().get_context_data(typed=typed, page_obj=page, found=found, **words)
