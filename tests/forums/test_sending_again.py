"""Sending under a used key, and saving over an edit made meanwhile: nothing typed is lost."""

from typing import Any
from uuid import UUID

import pytest

from forums.actions import posts
from forums.models import Post, Thread
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_post, make_thread

KEY = UUID(int=7)
JSON = {"Accept": "application/json"}


@pytest.fixture
def thread(delegate: User) -> Thread:
    return make_thread(delegate)


def send(thread: Thread, by: User, body: str, **options: Any) -> Any:
    form = {"body": body, "client_id": str(KEY)}
    return client_of(by).post(f"/forums/threads/{thread.pk}/posts/", form, **options)


def test_the_same_text_twice_is_one_post(thread: Thread, delegate: User) -> None:
    answers = [send(thread, delegate, body, headers=JSON).json() for body in ("Once.", " Once. ")]
    assert [answer["differs"] for answer in answers] == [False, False]
    assert [post["number"] for answer in answers for post in answer["posts"]] == [1, 1]
    assert Post.objects.count() == 1


def test_the_first_text_again_after_an_edit_is_the_same(thread: Thread, delegate: User) -> None:
    send(thread, delegate, "Once.")
    posts.edit(Post.objects.get(), body="Better.", by=delegate)
    assert send(thread, delegate, "Once.", headers=JSON).json()["differs"] is False
    assert Post.objects.get().body == "Better."


def test_a_script_hears_that_another_text_stands_under_its_key(thread: Thread, delegate: User) -> None:
    send(thread, delegate, "First.")
    assert send(thread, delegate, "Second.", headers=JSON).json()["differs"] is True
    assert Post.objects.get().body == "First."


def test_a_form_shows_the_other_text_again_under_a_new_key(thread: Thread, delegate: User) -> None:
    send(thread, delegate, "First.")
    page = send(thread, delegate, "Second.")
    assert page.status_code == 422
    assert "Second.</textarea>" in page.content.decode()
    assert str(KEY) not in page.content.decode().partition('id="compose"')[2]


def test_an_edit_over_an_edit_shows_both_texts(thread: Thread, delegate: User) -> None:
    post = make_post(thread, delegate, "We meet on Monday.")
    posts.edit(post, body="We meet on Tuesday.", by=delegate)
    form = {"body": "We meet on Friday.", "version": 1}
    client, url = client_of(delegate), f"/forums/posts/{post.pk}/edit/"
    shown = client.post(url, form)
    page = shown.content.decode()
    assert shown.status_code == 422
    assert "<del>Tuesday" in page
    assert "<ins>Friday" in page
    assert "We meet on Friday.</textarea>" in page
    assert client.post(url, {**form, "version": shown.context["form"]["version"].value()}).status_code == 302
    assert Post.objects.get().body == "We meet on Friday."
