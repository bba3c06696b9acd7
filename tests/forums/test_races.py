"""Many people write at once: numbers without a gap, nothing doubled, nothing lost."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier
from threading import Thread as Worker
from uuid import UUID, uuid4

import pytest
from django.db import close_old_connections, connection
from django.utils import translation

from core.errors import StaleState
from core.realtime.models import RoomEvent
from forums.actions import boards, posts, reactions, threads
from forums.models import Board, BoardMembership, Post, Reaction, Thread
from forums.states import BoardRole, ReactionKind, ThreadKind
from portals.models import User
from tests.builders import make_member, make_portal
from tests.forums.builders import make_admission, make_board, make_post, make_thread

pytestmark = [pytest.mark.django_db(transaction=True)]


def at_once(verbs: list[Callable[[], object]]) -> list[object]:
    """Run every verb on a connection of its own, all beginning together; return results or errors."""
    barrier, results = Barrier(len(verbs)), [None] * len(verbs)

    def run(index: int) -> None:
        try:
            with translation.override("en"):
                barrier.wait()
                results[index] = verbs[index]()
        except Exception as error:
            results[index] = error
        finally:
            close_old_connections()
            connection.close()

    workers = [Worker(target=run, args=(index,)) for index in range(len(verbs))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    return results


def publisher(thread: Thread, by: User, key: UUID) -> Callable[[], Post]:
    return lambda: posts.publish(thread, body=f"By {by}.", by=User.objects.get(pk=by.pk), client_id=key)


@pytest.fixture
def writers(transactional_db: None) -> list[User]:
    portal = make_portal("finance")
    return [make_member(f"writer-{index}", portal) for index in range(20)]


@pytest.mark.postgres
def test_twenty_people_publish_at_once(writers: list[User]) -> None:
    thread = make_thread(writers[0])
    results = at_once([publisher(thread, writer, uuid4()) for writer in writers])
    thread.refresh_from_db()
    assert [one for one in results if isinstance(one, Exception)] == []
    assert list(thread.posts.order_by("number").values_list("number", flat=True)) == list(range(1, 21))
    assert (thread.last_number, thread.post_count) == (20, 20)
    events = RoomEvent.objects.filter(room__name=thread.room).order_by("seq")
    assert [event.seq for event in events] == list(range(1, 21))
    assert [event.payload["posts"][0]["number"] for event in events] == list(range(1, 21))


def test_one_text_sent_ten_times_at_once_is_one_post(writers: list[User]) -> None:
    thread, key = make_thread(writers[0]), uuid4()
    results = at_once([publisher(thread, writers[0], key) for _turn in range(10)])
    assert {getattr(one, "pk", one) for one in results} == {Post.objects.get().pk}


@pytest.mark.postgres
def test_one_client_id_in_two_threads_at_once_is_one_post(writers: list[User]) -> None:
    key = uuid4()
    both = [make_thread(writers[0]), make_thread(writers[0])]
    results = at_once([publisher(thread, writers[0], key) for thread in both])
    assert {getattr(one, "pk", one) for one in results} == {Post.objects.get().pk}


@pytest.mark.postgres
def test_of_two_moderators_one_locks(writers: list[User]) -> None:
    first, second, author = writers[:3]
    thread = make_thread(author)
    for moderator in (first, second):
        make_admission(thread.board, moderator, BoardRole.MODERATOR)
    results = at_once(
        [lambda by=by: threads.lock(thread, by=by, reason="Settled.") for by in (first, second)]
    )
    assert Counter(type(one).__name__ for one in results) == {"Thread": 1, "StaleState": 1}
    assert StaleState in {type(one) for one in results}


@pytest.mark.postgres
def test_of_two_edits_of_one_version_one_wins(writers: list[User]) -> None:
    author = writers[0]
    post = make_post(make_thread(author), author)
    results = at_once(
        [lambda body=body: posts.edit(post, body=body, by=author, version=1) for body in ("One.", "Two.")]
    )
    assert Counter(type(one).__name__ for one in results) == {"Post": 1, "StaleState": 1}
    assert post.versions.count() == 1


@pytest.mark.postgres
def test_twenty_reactions_at_once(writers: list[User]) -> None:
    author, *others = writers
    post = make_post(make_thread(author, kind=ThreadKind.QUESTION), author)
    results = at_once(
        [
            lambda by=by: reactions.react(post, by=by, kind=ReactionKind.SAME)
            for by in others
            for _two in (1, 2)
        ]
    )
    assert Counter(results) == {True: 19, False: 19}
    last = RoomEvent.objects.filter(room__name=post.thread.room).latest("seq")
    assert set(last.payload["html"].split('data-by="')[1].split('"')[0].split()) == {
        str(one.pk) for one in others
    }
    assert Reaction.objects.count() == 19


@pytest.mark.postgres
def test_ten_at_once_get_the_same_common_board_and_admission(writers: list[User]) -> None:
    board = make_board()
    at_once([lambda: boards.admit(board, writers[0]) for _turn in range(10)])
    results = at_once([boards.commons for _turn in range(10)])
    assert {getattr(one, "pk", one) for one in results} == {Board.objects.get(slug="commons").pk}
    assert BoardMembership.objects.count() == 1


@pytest.mark.postgres
def test_people_who_name_each_other_do_not_wait_in_a_circle(writers: list[User]) -> None:
    board = make_board()
    threads_of = [make_thread(writers[0], board) for _turn in range(10)]
    names = [f"@[{one.name}]" for one in writers]

    def name_all(thread: Thread, by: User, body: str) -> Callable[[], Post]:
        return lambda: posts.publish(thread, body=body, by=User.objects.get(pk=by.pk), client_id=uuid4())

    results = at_once(
        [
            name_all(thread, writers[index], " ".join(names if index % 2 else names[::-1]))
            for index, thread in enumerate(threads_of)
        ]
    )
    assert [one for one in results if isinstance(one, Exception)] == []
    assert RoomEvent.objects.filter(room__name=board.room).count() == 10
