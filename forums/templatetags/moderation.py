"""What moderation shows inside threads: the story, slow mode, silence."""

from dataclasses import dataclass, field
from typing import Any

from django.template import Library
from django.utils.translation import gettext as _

from core.text.spans import length_of_time
from forums.models import Post, Silence, StoryLine, Thread
from forums.paces import seconds_to_wait
from forums.policies import can_moderate
from forums.states import StoryKind

register = Library()
SLOW_CHOICES = (0, 30, 60, 300, 900, 3600, 86_400)


@dataclass
class Story:
    """The lines told before the first post; those after a post hang on it as `story_lines`."""

    first: list[StoryLine] = field(default_factory=list)


@register.simple_tag
def story_of(thread: Thread, posts: list[Post]) -> Story:
    """Hang on each of `posts` the lines told after it, with one query."""
    story = Story()
    if not thread.pk:
        return story
    shown = {post.number: post for post in posts}
    wanted = set(shown) | ({0} if not shown or min(shown) == 1 else set())
    lines = StoryLine.objects.filter(thread=thread, after_number__in=wanted)
    for post in posts:
        post.story_lines = []  # type: ignore[attr-defined]
    for line in lines.select_related("by", "portal", "other_board", "other_thread__board"):
        line.thread = thread
        place: Any = shown[line.after_number].story_lines if line.after_number else story.first  # type: ignore[attr-defined]
        place.append(line)
    return story


@register.simple_tag
def story_kinds() -> list[tuple[str, str]]:
    """Return what a story can tell of, in the reader's language."""
    return [(kind.value, str(kind.label)) for kind in StoryKind]


@register.inclusion_tag("forums/_slow_note.html", takes_context=True)
def slow_note(context: dict[str, Any], thread: Thread) -> dict[str, Any]:
    """Say how slow mode binds the reader; hidden where it is off, so that it can come on live."""
    reader = context["request"].user
    wait = seconds_to_wait(thread, reader)
    return {
        "pace": thread.pace,
        "wait": wait,
        "every": length_of_time(thread.pace) if thread.pace else "",
        "left": length_of_time(wait) if wait else "",
        "is_exempt": can_moderate(reader, thread.board),
    }


@register.simple_tag
def slow_choices() -> list[tuple[int, str]]:
    """Return the lengths slow mode is set to, each with its words."""
    return [(seconds, length_of_time(seconds) if seconds else _("Off")) for seconds in SLOW_CHOICES]


@register.simple_tag(takes_context=True)
def silence_in(context: dict[str, Any], thread: Thread | None) -> Silence | None:
    """Return what keeps the reader from writing in `thread`, the longest first, or None."""
    reader = context["request"].user
    if thread is None or not reader.is_authenticated:
        return None
    found: Silence | None = Silence.objects.of(reader, thread.board).order_by("-until").first()
    return found
