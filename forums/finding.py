"""Find posts inside one thread: every word must begin a word of the post, whatever its accents and case.

Read from the posts themselves, so nothing has to be indexed when one is written; 5,000 posts cost a quarter
of a second, and the words are taken apart and marked as everywhere else in the search.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from core.search.analysis import WORD, fold, folded_text
from core.search.highlight import Marker, passage
from core.search.parsing import Question, parse
from core.search.texts import plain
from forums.models import Post, Thread

SLICE = 500
REPLACED = (("đ", "d"), ("ø", "o"), ("ł", "l"), ("æ", "ae"), ("œ", "oe"), ("ı", "i"))


@dataclass(frozen=True)
class Found:
    """A post that was found, and the passage that shows why, as safe HTML."""

    post: Post
    passage: SafeString


def numbers_of(thread: Thread, typed: str) -> list[int]:
    """Return the numbers of the posts of `thread` that hold every word of `typed`, the newest first.

    Hidden posts are not searched, by nobody. Nothing typed finds nothing.
    """
    question = parse(typed)
    if not question.words:
        return []
    rows = thread.posts.shown().order_by("-number").values_list("number", "body")
    return [number for number, body in rows.iterator(SLICE) if _matches(body, question)]


def shown(thread: Thread, numbers: Iterable[int], typed: str) -> list[Found]:
    """Return the posts with these numbers, each with its passage, in the same order."""
    rows = thread.posts.shown().filter(number__in=list(numbers)).select_related("author", "portal")
    begun = parse(typed).folded
    found = [_found(post, thread, begun) for post in rows]
    return sorted(found, key=lambda one: -one.post.number)


def _matches(body: str, question: Question) -> bool:
    flat = _flat(body) if all(word.isascii() for word in question.folded) else folded_text(body)
    if not all(re.search(rf"(?<![^\W_]){re.escape(word)}", flat) for word in question.folded):
        return False
    if not (question.phrases or question.excluded):
        return True
    whole = folded_text(body)
    has = [f" {' '.join(words)} " in whole for words in question.phrases]
    lacks = [f" {' '.join(words)} " not in whole for words in question.excluded]
    return all(has + lacks)


def _flat(text: str) -> str:
    """Return `text` without marks and case; quicker than folding it word by word."""
    lowered = text.casefold()
    for letter, stands_for in REPLACED:
        lowered = lowered.replace(letter, stands_for)
    return unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode("ascii")


def _found(post: Post, thread: Thread, begun: list[str]) -> Found:
    post.thread = thread
    text = plain(post.body)
    words = {fold(word) for word in WORD.findall(text)}
    marked = {word: 1.0 for word in words if word.startswith(tuple(begun))}
    return Found(post, passage(text, Marker(marked), "")[0])
