"""The story of a thread: a visible line for every act of the moderators."""

import re

import pytest
from django.db import IntegrityError, transaction

from core.realtime.models import RoomEvent
from forums.actions import threads
from forums.models import StoryLine, Thread
from forums.states import BoardRole, StoryKind
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_admission, make_board, make_post, make_thread


@pytest.fixture
def thread(delegate: User, lead: User) -> Thread:
    thread = make_thread(delegate)
    make_admission(thread.board, lead, BoardRole.MODERATOR)
    return thread


def test_locking_and_pinning_are_told_after_the_newest_post(
    thread: Thread, delegate: User, lead: User
) -> None:
    threads.pin(thread, by=lead)
    make_post(thread, delegate)
    threads.lock(thread, by=lead, reason="Settled by decree.")
    lines = thread.story.values_list("kind", "after_number", "words", "by", "portal")
    told_by = (lead.pk, lead.portal.pk)
    assert list(lines) == [("pin", 0, "", *told_by), ("lock", 1, "Settled by decree.", *told_by)]
    page = client_of(delegate).get(thread.get_absolute_url()).content.decode()
    assert page.index('data-story="') < page.index('id="post-1"') < page.index("Settled by decree.")


def test_open_pages_get_the_line_with_the_event(thread: Thread, delegate: User, lead: User) -> None:
    make_post(thread, delegate)
    threads.lock(thread, by=lead, reason="Settled by decree.")
    line = RoomEvent.objects.get(room__name=thread.room).payload["lines"][0]
    assert (line["id"], line["after"]) == (StoryLine.objects.get().pk, 1)
    assert "Settled by decree." in line["html"]


def test_lines_stand_where_things_happened(thread: Thread, delegate: User, lead: User) -> None:
    for _turn in range(3):
        make_post(thread, delegate)
    for number in (1, 1, 2, 3):
        StoryLine.objects.create(thread=thread, kind=StoryKind.PIN, by=lead, after_number=number)
    page = client_of(delegate).get(thread.get_absolute_url()).content.decode()
    assert re.findall(r'id="post-(\d+)"|data-story="\d+" data-after="(\d+)"', page) == [
        ("1", ""), ("", "1"), ("", "1"), ("2", ""), ("", "2"), ("3", ""), ("", "3"),
    ]  # fmt: skip


def test_a_line_knows_only_what_belongs_to_its_kind(thread: Thread, lead: User) -> None:
    other = make_board()
    for columns in (
        {"kind": "burn"},
        {"kind": "lock", "other_board": other},
        {"kind": "move", "other_thread": thread},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            StoryLine.objects.create(**{"thread": thread, "by": lead} | columns)


def test_a_place_not_all_may_read_is_not_named(thread: Thread, lead: User) -> None:
    open_board, secret = make_board(), make_board("members")
    named = [
        StoryLine(thread=thread, kind="move", by=lead, other_board=board).other
        for board in (open_board, secret, thread.board)
    ]
    assert named == [open_board, None, thread.board]
