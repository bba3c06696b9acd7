"""Posts change their place: new numbers without gaps, and everything that hangs on the numbers goes along."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q

from forums.models import FormerPlace, Post, StoryLine, Thread, ThreadRead, Watch

BATCH = 500


def take_in(posts: Sequence[Post], into: Thread) -> dict[int, int]:
    """Give `posts` (one thread, in order) the next numbers of `into`; return the new number for each old one.

    Their former places lead to where they are now. Both threads must be locked; count them anew afterwards.
    """
    FormerPlace.objects.bulk_create(
        [FormerPlace(thread_id=post.thread_id, number=post.number, post=post) for post in posts], BATCH
    )
    numbers: dict[int, int] = {}
    for number, post in enumerate(posts, into.last_number + 1):
        numbers[post.number] = number
        post.thread, post.number = into, number
    Post.objects.bulk_update(posts, ["thread", "number"], BATCH)
    into.last_number += len(posts)
    return numbers


def count_anew(thread: Thread) -> None:
    """Set what `thread` counts and its newest post after posts came or went, and save it."""
    newest = thread.posts.order_by("-number").select_related("author").first()
    counted = thread.posts.aggregate(shown=Count("pk", filter=Q(hidden_at=None)))
    thread.post_count, thread.last_post = counted["shown"], newest
    thread.last_post_at = newest.created_at if newest else thread.last_post_at
    if thread.answer_id and not thread.posts.filter(pk=thread.answer_id).exists():
        thread.answer = None
    columns = [
        "last_number",
        "post_count",
        "last_post",
        "last_post_at",
        "answer",
        "merged_into",
        "changed_at",
    ]
    thread.save(update_fields=columns)


def close_up(thread: Thread, gone: Iterable[int]) -> None:
    """Let story and reading marks of `thread` stand on posts that are still there, without `gone`."""
    left = sorted({0, *thread.posts.values_list("number", flat=True)})
    for line in StoryLine.objects.filter(thread=thread, after_number__in=gone):
        line.after_number = max(number for number in left if number < line.after_number)
        line.save(update_fields=["after_number"])
    taken = set(gone)
    for mark in ThreadRead.objects.filter(thread=thread, last_number__in=[number - 1 for number in taken]):
        while mark.last_number + 1 in taken:
            mark.last_number += 1
        mark.save(update_fields=["last_number"])


def watch_alike(source: Thread, into: Thread) -> None:
    """Have those who watch or mute `source` do the same with `into`, unless they have chosen there."""
    rows = [Watch(user_id=one.user_id, thread=into, level=one.level) for one in source.watches.all()]
    Watch.objects.bulk_create(rows, ignore_conflicts=True)


def read_alike(source: Thread, into: Thread, numbers: dict[int, int]) -> None:
    """Mark as read in the new thread `into` what people had read of its posts in `source`."""
    marks = []
    for mark in ThreadRead.objects.filter(thread=source):
        read = [new for old, new in numbers.items() if old <= mark.last_number]
        marks.append(ThreadRead(user_id=mark.user_id, thread=into, last_number=max(read, default=0)))
    ThreadRead.objects.bulk_create(marks, ignore_conflicts=True)
