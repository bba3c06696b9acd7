"""The database itself keeps what must always hold; each constraint is broken on purpose."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone

from forums.models import (
    BoardMembership,
    BoardWatch,
    Mention,
    Post,
    PostVersion,
    Reaction,
    Thread,
    ThreadRead,
    Watch,
)
from forums.states import BoardKind, ReactionKind, ThreadKind
from portals.models import User
from tests.forums.builders import make_admission, make_board, make_post, make_thread


@pytest.fixture
def post(delegate: User) -> Post:
    return make_post(make_thread(delegate), delegate)


def broken(write: Callable[[], object]) -> str:
    """Return what the database says to `write`."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return str(error.value)


def copy_of(post: Post, **changes: object) -> Post:
    values = {"thread": post.thread, "author": post.author, "portal": post.portal, "body": "b", "html": "b"}
    return Post(**(values | {"number": 2, "client_id": uuid4()} | changes))


def test_a_number_is_given_once_in_a_thread(post: Post) -> None:
    broken(lambda: copy_of(post, number=1).save())


def test_numbers_begin_at_one(post: Post) -> None:
    broken(lambda: copy_of(post, number=0).save())


def test_a_client_id_is_used_once_by_an_author(post: Post, lead: User) -> None:
    broken(lambda: copy_of(post, client_id=post.client_id).save())
    copy_of(post, client_id=post.client_id, author=lead).save()


@pytest.mark.parametrize(
    "columns",
    [
        {"hidden_reason": "No."},
        {"hidden_at": timezone.now()},
        {"hidden_at": timezone.now(), "hidden_reason": "No."},
    ],
)
def test_a_post_is_hidden_by_somebody_for_a_reason(post: Post, columns: dict) -> None:
    broken(lambda: Post.objects.filter(pk=post.pk).update(**columns))


def test_a_version_is_kept_once(post: Post) -> None:
    def write() -> None:
        for _turn in range(2):
            PostVersion(post=post, number=1, body="a", html="a", replaced_by=post.author).save()

    broken(write)


def test_marks_exist_once_per_person(post: Post, lead: User) -> None:
    rows = (
        lambda: ThreadRead.objects.create(user=lead, thread=post.thread),
        lambda: Watch.objects.create(user=lead, thread=post.thread),
        lambda: BoardWatch.objects.create(user=lead, board=post.thread.board),
        lambda: Reaction.objects.create(user=lead, post=post, kind=ReactionKind.AGREE),
        lambda: Mention.objects.create(user=lead, post=post),
        lambda: Mention.objects.create(portal=lead.portal, post=post),
        lambda: make_admission(post.thread.board, lead),
    )
    for write in rows:
        write()
        broken(write)


def test_a_mention_is_of_a_person_or_of_a_portal(post: Post, lead: User) -> None:
    broken(lambda: Mention.objects.create(post=post))
    broken(lambda: Mention.objects.create(post=post, user=lead, portal=lead.portal))


def test_words_are_known(post: Post, lead: User) -> None:
    board = post.thread.board
    broken(lambda: make_board("secret"))
    broken(lambda: Thread.objects.update(kind="rumour"))
    broken(lambda: Watch.objects.create(user=lead, thread=post.thread, level="loud"))
    broken(lambda: BoardWatch.objects.create(user=lead, board=board, level="loud"))
    broken(lambda: Reaction.objects.create(user=lead, post=post, kind="boo"))
    broken(lambda: BoardMembership.objects.create(user=lead, board=board, role="king"))


def test_only_open_boards_are_public(db: None) -> None:
    for kind in (BoardKind.MEMBERS, BoardKind.CLOSED):
        broken(lambda kind=kind: make_board(kind, is_public=True))


def test_only_questions_have_answers(post: Post) -> None:
    broken(lambda: Thread.objects.update(answer=post))
    Thread.objects.update(answer=post, kind=ThreadKind.QUESTION)


def test_a_thread_counts_no_more_posts_than_it_numbered(post: Post) -> None:
    broken(lambda: Thread.objects.update(post_count=2))


def test_an_object_has_one_thread(post: Post) -> None:
    author = post.author
    subject = {"subject_type": ContentType.objects.get_for_model(author), "subject_id": author.pk}
    make_thread(author, **subject)
    broken(lambda: make_thread(author, **subject))
