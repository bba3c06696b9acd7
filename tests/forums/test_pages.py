"""The pages as a browser without scripts sees them."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.realtime.models import RoomEvent
from forums.models import Board, Post, Thread, ThreadRead, Watch
from forums.states import BoardKind, BoardRole, ReactionKind, ThreadKind
from portals.models import User
from tests.builders import client_of, make_theme
from tests.forums.builders import make_admission, make_board, make_post, make_thread


def text_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url, headers={"Accept-Language": "en"})
    assert response.status_code == status
    return response.content.decode()


def shown_numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<article class="post[^>]*data-number="(\d+)"', page)]


def send(client: Client, thread: Thread, **words: object) -> object:
    given = {"body": "Good morning.", "client_id": uuid4(), "reply_to": ""} | words
    return client.post(reverse("forums:publish", args=[thread.pk]), given)


@pytest.fixture
def thread(delegate: User) -> Thread:
    thread = make_thread(delegate, title="Who answers first?", kind=ThreadKind.QUESTION)
    make_post(thread, delegate, "First **things** first.")
    return thread


def test_the_front_page_shows_boards_and_latest_threads(thread: Thread, lead: User) -> None:
    page = text_of(client_of(lead), reverse("forums:list"))
    assert str(thread.board) in page
    assert "Who answers first?" in page
    assert "1 thread" in page


def test_the_front_page_offers_admins_to_open_a_board(admin: User, lead: User) -> None:
    url = reverse("forums:open_board")
    assert url in text_of(client_of(admin), reverse("forums:list"))
    assert url not in text_of(client_of(lead), reverse("forums:list"))


def test_a_board_says_what_it_is_for_while_empty(lead: User) -> None:
    page = text_of(client_of(lead), make_board().get_absolute_url())
    assert "No thread here yet" in page
    assert "Start the first thread" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"talk", "asked", "answered", "news"}),
        ("kind=question", {"asked", "answered"}),
        ("kind=question&kind=announcement", {"asked", "answered", "news"}),
        ("state=unanswered", {"asked"}),
        ("state=answered", {"answered"}),
        ("state=locked", {"news"}),
        ("state=open", {"talk", "asked", "answered"}),
        ("state=unread", {"talk", "answered", "news"}),
        ("theme=incidents", {"talk"}),
        ("q=NEEDLE", {"talk"}),
        ("q=needle+asked", set()),
        ("q=asked", {"asked"}),
        ("mine=started", set()),
        ("mine=watched", {"asked"}),
        ("portal=finance", {"talk", "asked", "answered", "news"}),
        ("kind=rumour", {"talk", "asked", "answered", "news"}),
    ],
)
def test_a_board_can_be_narrowed(delegate: User, lead: User, query: str, found: set[str]) -> None:
    board = make_board()
    made = {
        "talk": make_thread(delegate, board, title="talk", theme=make_theme("incidents")),
        "asked": make_thread(delegate, board, title="asked", kind=ThreadKind.QUESTION),
        "answered": make_thread(delegate, board, title="answered", kind=ThreadKind.QUESTION),
        "news": make_thread(delegate, board, title="news", kind=ThreadKind.ANNOUNCEMENT, is_locked=True),
    }
    for thread in made.values():
        make_post(thread, delegate, "A needle in a stack." if thread.title == "talk" else "Words.")
    made["answered"].refresh_from_db()
    Thread.objects.filter(title="answered").update(answer=made["answered"].last_post)
    ThreadRead.objects.create(user=lead, thread=made["asked"], last_number=1)
    Watch.objects.create(user=lead, thread=made["asked"], level="watching")
    response = client_of(lead).get(f"{board.get_absolute_url()}?{query}")
    assert {thread.title for thread in response.context["rows"]} == found


def test_a_hidden_post_is_not_found_by_words(delegate: User, admin: User, lead: User) -> None:
    thread = make_thread(delegate)
    make_post(
        thread, delegate, "A needle.", hidden_at=thread.created_at, hidden_by=admin, hidden_reason="No."
    )
    response = client_of(lead).get(thread.board.get_absolute_url() + "?q=needle")
    assert list(response.context["rows"]) == []


def test_pinned_threads_come_first_and_empty_ones_not_at_all(delegate: User, lead: User) -> None:
    board = make_board()
    make_thread(delegate, board, title="waiting under its object")
    for thread in (
        make_thread(delegate, board, title="pinned", is_pinned=True),
        make_thread(delegate, board, title="newer"),
    ):
        make_post(thread, delegate)
    rows = client_of(lead).get(board.get_absolute_url()).context["rows"]
    assert [thread.title for thread in rows] == ["pinned", "newer"]


def test_without_a_script_opening_a_thread_reads_what_it_shows(thread: Thread, lead: User) -> None:
    client = client_of(lead)
    page = text_of(client, thread.get_absolute_url())
    assert not ThreadRead.objects.filter(user=lead).exists()
    picture = re.search(r'<noscript><img src="([^"]+)"', page)
    assert picture
    assert client.get(picture[1]).status_code == 204
    assert ThreadRead.objects.get(user=lead).last_number == 1


def test_everybody_reads_public_threads_and_is_asked_to_sign_in(delegate: User) -> None:
    thread = make_thread(delegate, make_board(is_public=True))
    make_post(thread, delegate)
    page = text_of(client_of(None), thread.get_absolute_url())
    assert "Something to say." in page
    assert "Sign in to write" in page
    assert "<textarea" not in page


def test_the_page_of_a_thread_holds_fifty_posts(delegate: User, lead: User) -> None:
    thread = make_thread(delegate)
    for _turn in range(120):
        make_post(thread, delegate)
    client, url = client_of(lead), thread.get_absolute_url()
    assert shown_numbers(text_of(client, f"{url}?at=60")) == list(range(51, 101))
    client.post(reverse("forums:mark_read", args=[thread.pk]), {"up_to": 100})
    assert shown_numbers(text_of(client, url)) == list(range(101, 121))
    assert shown_numbers(text_of(client, f"{url}?at=1")) == list(range(1, 51))
    assert shown_numbers(text_of(client, f"{url}?at=999999999999999999999")) == list(range(101, 121))
    for nonsense in ("-3", "x", "²", "0", "%00"):
        assert shown_numbers(text_of(client, f"{url}?at={nonsense}"))


def test_a_thread_opens_at_the_first_unread_post(delegate: User, lead: User) -> None:
    thread = make_thread(delegate)
    for _turn in range(60):
        make_post(thread, delegate)
    ThreadRead.objects.create(user=lead, thread=thread, last_number=55)
    page = text_of(client_of(lead), thread.get_absolute_url())
    assert shown_numbers(page) == list(range(51, 61))
    assert page.index("New since your last visit") > page.index('data-number="55"')
    assert page.index("New since your last visit") < page.index('data-number="56"')


def test_the_short_address_of_a_post_leads_to_its_place(thread: Thread, lead: User, outsider: User) -> None:
    post = thread.posts.get()
    response = client_of(lead).get(reverse("forums:post", args=[post.pk]))
    assert response.headers["Location"] == f"/forums/threads/{thread.pk}/?at=1#post-1"
    assert client_of(outsider).get(reverse("forums:post", args=[post.pk])).status_code == 404


def test_a_post_is_sent_as_a_plain_form(thread: Thread, lead: User) -> None:
    response = send(client_of(lead), thread, reply_to=thread.posts.get().pk)
    post = Post.objects.get(author=lead)
    assert response.headers["Location"] == post.get_absolute_url()
    assert post.reply_to.number == 1


def test_a_form_sent_twice_leads_to_the_same_post(thread: Thread, lead: User) -> None:
    client, key = client_of(lead), uuid4()
    answers = [send(client, thread, client_id=key) for _turn in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {f"/forums/threads/{thread.pk}/?at=2#post-2"}
    assert Post.objects.count() == 2


def test_a_refused_text_is_kept(thread: Thread, lead: User) -> None:
    key = uuid4()
    Thread.objects.update(is_locked=False)
    response = send(client_of(lead), thread, body="a" * 20_001, client_id=key)
    page = response.content.decode()
    assert response.status_code == 422
    assert "a" * 20_001 in page
    assert str(key) in page
    assert 'role="alert"' in page


def test_a_locked_thread_refuses_and_says_so(thread: Thread, lead: User) -> None:
    Thread.objects.update(is_locked=True, lock_reason="Settled.")
    response = send(client_of(lead), thread)
    assert response.status_code == 422
    assert "This thread is locked" in response.content.decode()
    assert "Settled." in response.content.decode()


def test_a_script_gets_the_post_back_and_the_same_one_again(thread: Thread, lead: User) -> None:
    client, url, key = client_of(lead), reverse("forums:publish", args=[thread.pk]), str(uuid4())
    words = {"body": "Live.", "client_id": key}
    first, again = (client.post(url, words, headers={"Accept": "application/json"}) for _turn in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["posts"] == again.json()["posts"]
    assert first.json()["posts"][0]["client_id"] == key


@pytest.mark.parametrize(
    ("words", "status"), [({"body": ""}, 422), ({"body": "x", "client_id": "nonsense"}, 422)]
)
def test_a_script_is_told_why_not(thread: Thread, lead: User, words: dict, status: int) -> None:
    url = reverse("forums:publish", args=[thread.pk])
    response = client_of(lead).post(url, words, headers={"Accept": "application/json"})
    assert response.status_code == status
    assert response.json()["detail"]


def test_a_script_is_told_of_a_lock(thread: Thread, lead: User) -> None:
    Thread.objects.update(is_locked=True)
    url = reverse("forums:publish", args=[thread.pk])
    response = client_of(lead).post(url, {"body": "x"}, headers={"Accept": "application/json"})
    assert (response.status_code, "locked" in response.json()["detail"]) == (409, True)


def test_extra_fields_change_nothing(thread: Thread, lead: User, delegate: User) -> None:
    send(client_of(lead), thread, author=delegate.pk, number=99, hidden_at="2020-01-01", portal=1, html="<b>")
    post = Post.objects.get(author=lead)
    assert (post.number, post.html, post.hidden_at) == (2, "<p>Good morning.</p>\n", None)


def test_reply_and_quote_work_by_address(thread: Thread, lead: User) -> None:
    client, url = client_of(lead), thread.get_absolute_url()
    post = thread.posts.get()
    answering = text_of(client, f"{url}?at=1&reply=1")
    assert f'name="reply_to" value="{post.pk}"' in answering
    assert "&gt; First **things** first." in text_of(client, f"{url}?at=1&quote=1")


def test_hidden_posts_cannot_be_quoted_or_read(thread: Thread, lead: User, admin: User) -> None:
    thread.posts.update(hidden_at=thread.created_at, hidden_by=admin, hidden_reason="Advertising.")
    page = text_of(client_of(lead), thread.get_absolute_url() + "?quote=1")
    assert "things" not in page
    assert "Advertising." in page
    post = thread.posts.get()
    text_of(client_of(lead), reverse("forums:history", args=[post.pk]), 404)
    assert "things" in text_of(client_of(admin), reverse("forums:history", args=[post.pk]))


def test_a_thread_is_started_by_form(lead: User) -> None:
    board = make_board()
    words = {"title": "Who?", "kind": "question", "body": "Words.", "client_id": uuid4(), "theme": ""}
    upload = SimpleUploadedFile("plan.txt", b"One desk.", "text/plain")
    url = reverse("forums:start", args=[board.slug])
    response = client_of(lead).post(url, words | {"files": upload})
    thread = Thread.objects.get()
    assert response.headers["Location"] == thread.get_absolute_url()
    assert thread.posts.get().attachments.count() == 1


def test_members_are_not_offered_announcements(lead: User) -> None:
    board = make_board()
    url = reverse("forums:start", args=[board.slug])
    assert 'value="announcement"' not in text_of(client_of(lead), url)
    words = {"title": "News", "kind": "announcement", "body": "Words."}
    assert client_of(lead).post(url, words).status_code == 422
    make_admission(board, lead, BoardRole.MODERATOR)
    assert client_of(lead).post(url, words).status_code == 302


def test_an_edit_is_shown_with_its_history(thread: Thread, delegate: User, lead: User) -> None:
    post = thread.posts.get()
    url = reverse("forums:edit", args=[post.pk])
    response = client_of(delegate).post(url, {"body": "First people first.", "version": 1})
    assert response.headers["Location"] == post.get_absolute_url()
    history = text_of(client_of(lead), reverse("forums:history", args=[post.pk]))
    assert "<ins>people" in history
    assert "<del>" in history


def test_a_stale_edit_keeps_the_text(thread: Thread, delegate: User) -> None:
    url = reverse("forums:edit", args=[thread.posts.get().pk])
    client = client_of(delegate)
    client.post(url, {"body": "Second.", "version": 1})
    response = client.post(url, {"body": "Third.", "version": 1})
    assert response.status_code == 422
    assert "Third." in response.content.decode()


def test_moderating_by_form(thread: Thread, delegate: User, lead: User) -> None:
    make_admission(thread.board, lead, BoardRole.MODERATOR)
    client, post = client_of(lead), thread.posts.get()
    assert client.post(reverse("forums:hide", args=[post.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("forums:hide", args=[post.pk]), {"reason": "No."}).status_code == 302
    assert "No." in text_of(client, thread.get_absolute_url())
    for name in ("lock", "unlock", "pin", "unpin"):
        client.post(reverse(f"forums:{name}", args=[thread.pk]), {"reason": "Settled."})
    client.post(reverse("forums:restore", args=[post.pk]))
    thread.refresh_from_db()
    assert (thread.is_locked, thread.is_pinned, thread.post_count) == (False, False, 1)


def test_reactions_and_answers_by_plain_buttons(thread: Thread, delegate: User, lead: User) -> None:
    answer = make_post(thread, lead)
    client = client_of(delegate)
    for expected in (1, 0):
        client.post(reverse("forums:react", args=[answer.pk]), {"kind": ReactionKind.AGREE})
        assert answer.reactions.count() == expected
    client.post(reverse("forums:accept", args=[answer.pk]))
    assert "Accepted answer" in text_of(client, thread.get_absolute_url())
    client.post(reverse("forums:reopen", args=[answer.pk]))
    assert 'class="post-mark"' not in text_of(client, thread.get_absolute_url())


def test_a_script_says_whether_it_wants_a_reaction(thread: Thread, lead: User) -> None:
    client, url = client_of(lead), reverse("forums:react", args=[thread.posts.get().pk])
    for _turn in range(2):
        words = {"kind": ReactionKind.AGREE, "wanted": "1"}
        answer = client.post(url, words, headers={"Accept": "application/json"}).json()
        assert (answer["kind"], answer["number"]) == ("reaction", 1)
        assert f'data-by="{lead.pk}"' in answer["html"]


def test_a_button_pressed_twice_gets_the_first_answer(thread: Thread, delegate: User, lead: User) -> None:
    Thread.objects.update(kind=ThreadKind.QUESTION)
    post = make_post(thread, lead)
    asking, url = client_of(delegate), reverse("forums:accept", args=[post.pk])
    first, again = (asking.post(url, headers={"Accept": "application/json"}) for _turn in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert RoomEvent.objects.filter(kind="accept").count() == 1


def test_a_refused_button_tells_a_script_why(thread: Thread, delegate: User) -> None:
    url = reverse("forums:react", args=[thread.posts.get().pk])
    answer = client_of(delegate).post(url, {"kind": "agree"}, headers={"Accept": "application/json"})
    assert (answer.status_code, bool(answer.json()["detail"])) == (403, True)


def test_watching_by_form(thread: Thread, lead: User) -> None:
    client_of(lead).post(reverse("forums:watch", args=[thread.pk]), {"level": "watching"})
    assert Watch.objects.get(user=lead).level == "watching"


def test_the_reading_mark_is_noted_by_script(thread: Thread, lead: User) -> None:
    url = reverse("forums:mark_read", args=[thread.pk])
    assert client_of(lead).post(url, {"up_to": "1"}).json() == {"last_number": 1}
    assert client_of(lead).post(url, {"up_to": "nonsense"}).json() == {"last_number": 1}


def test_admins_open_and_change_boards_by_form(admin: User, delegate: User) -> None:
    rights = {"starters": "readers", "writers": "readers"}
    words = {"title_vi": "Đối thoại", "title_en": "Talk", "kind": BoardKind.CLOSED} | rights
    client_of(admin).post(reverse("forums:open_board"), words)
    board = Board.objects.get()
    assert (board.slug, board.kind, board.title_en) == ("talk", BoardKind.CLOSED, "Talk")
    url = reverse("forums:change_board", args=[board.slug])
    client_of(admin).post(url, words | {"title_en": "Quiet talk"})
    board.refresh_from_db()
    assert board.title_en == "Quiet talk"
    refused = client_of(admin).post(url, words | {"is_public": "on"})
    assert refused.status_code == 422


def test_moderators_admit_and_dismiss_by_form(delegate: User, lead: User) -> None:
    board = make_board(BoardKind.CLOSED)
    make_admission(board, lead, BoardRole.MODERATOR)
    client = client_of(lead)
    assert client.post(board.people_url, {"email": "nobody@example.org", "role": "member"}).status_code == 422
    client.post(board.people_url, {"email": delegate.email.upper(), "role": "member"})
    admission = board.memberships.get(user=delegate)
    assert str(delegate) in text_of(client, board.people_url)
    client.post(reverse("forums:dismiss", args=[board.slug, admission.pk]))
    assert not board.memberships.filter(user=delegate).exists()


@pytest.mark.parametrize("title", ["<img src=x onerror=alert(1)>", "{{7*7}}", "'; DROP TABLE x;--"])
def test_hostile_titles_stay_titles(delegate: User, lead: User, title: str) -> None:
    thread = make_thread(delegate, title=title)
    make_post(thread, delegate)
    for url in (thread.get_absolute_url(), thread.board.get_absolute_url(), reverse("forums:list")):
        page = text_of(client_of(lead), url)
        assert "<img src=x" not in page
        assert "49" not in page.split("<h1>")[-1].split("</h1>")[0]
