"""Drafts: kept with versions, private, gone once sent; files wait with them."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.attachments.models import Attachment
from core.errors import NotAllowed, Refused
from forums.actions import drafts, posts, threads
from forums.actions.drafts import AlreadySent, DraftClash, keep
from forums.models import Board, Draft, Post, Thread
from forums.models.posts import MAX_LENGTH
from forums.states import BoardKind
from portals.actions.closing import close
from portals.exports import sections
from portals.models import User
from tests.builders import client_of
from tests.forums.builders import make_board, make_post, make_thread

KEY = UUID(int=1)


@pytest.fixture
def thread(delegate: User) -> Thread:
    return make_thread(delegate)


def begin(thread: Thread, by: User, body: str = "Half a thought", **words: Any) -> Draft:
    draft = keep(thread, by=by, body=body, client_id=KEY, **words)
    assert draft is not None
    return draft


def test_a_draft_is_kept_once_and_its_version_rises(thread: Thread, delegate: User) -> None:
    first = begin(thread, delegate, words={"reply_to": ["7"]})
    second = begin(thread, delegate, "Half a thought more", version=1)
    assert (first.pk, first.version, second.version) == (second.pk, 1, 2)
    assert Draft.objects.get().body == "Half a thought more"


def test_the_same_text_again_changes_nothing_whatever_the_version(thread: Thread, delegate: User) -> None:
    begin(thread, delegate)
    assert begin(thread, delegate, version=0).version == 1


def test_another_text_on_an_older_version_is_a_clash_that_shows_what_is_kept(
    thread: Thread, delegate: User
) -> None:
    begin(thread, delegate)
    begin(thread, delegate, "From the phone", version=1)
    with pytest.raises(DraftClash) as clash:
        begin(thread, delegate, "From the desk", version=1)
    assert clash.value.draft.body == "From the phone"
    assert Draft.objects.get().body == "From the phone"


def test_an_emptied_draft_goes(thread: Thread, delegate: User) -> None:
    begin(thread, delegate)
    assert keep(thread, by=delegate, body=" \n", client_id=KEY, version=1) is None
    assert not Draft.objects.exists()


def test_a_title_alone_is_worth_keeping(delegate: User) -> None:
    draft = keep(make_board(), by=delegate, body="", client_id=KEY, words={"title": ["Who knows?"]})
    assert draft is not None
    assert draft.title == "Who knows?"


def test_a_draft_goes_when_its_post_is_published(thread: Thread, delegate: User) -> None:
    begin(thread, delegate)
    posts.publish(thread, body="Half a thought, and the rest", by=delegate, client_id=KEY)
    assert not Draft.objects.exists()


def test_another_draft_stays_when_a_post_is_published(thread: Thread, delegate: User) -> None:
    begin(thread, delegate)
    posts.publish(thread, body="Something else", by=delegate, client_id=uuid4())
    assert Draft.objects.get().body == "Half a thought"


def test_a_draft_of_a_thread_goes_when_the_thread_is_started(delegate: User) -> None:
    board = make_board()
    keep(board, by=delegate, body="Let us agree", client_id=KEY, words={"title": ["Agree"]})
    threads.start(board, title="Agree", body="Let us agree.", by=delegate, client_id=KEY)
    assert not Draft.objects.exists()


def test_a_draft_of_an_edit_goes_with_the_edit(thread: Thread, delegate: User) -> None:
    post = make_post(thread, delegate)
    keep(post, by=delegate, body="Better", client_id=KEY)
    posts.edit(post, body="Better.", by=delegate)
    assert not Draft.objects.exists()


def test_what_was_sent_is_not_kept_again(thread: Thread, delegate: User) -> None:
    sent = posts.publish(thread, body="Done.", by=delegate, client_id=KEY)
    for body, is_same in (("Done.", True), ("Done. And more", False)):
        with pytest.raises(AlreadySent) as already:
            begin(thread, delegate, body, version=3)
        assert (already.value.post, already.value.is_same) == (sent, is_same)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "lead"])
def test_only_writers_keep_drafts(request: pytest.FixtureRequest, delegate: User, who: str) -> None:
    closed = make_thread(delegate, make_board(BoardKind.CLOSED))
    with pytest.raises(NotAllowed):
        keep(closed, by=request.getfixturevalue(who), body="Mine", client_id=KEY)


def test_only_authors_keep_drafts_of_an_edit(thread: Thread, delegate: User, lead: User) -> None:
    with pytest.raises(NotAllowed):
        keep(make_post(thread, delegate), by=lead, body="Mine", client_id=KEY)


def test_a_draft_longer_than_a_post_is_refused(thread: Thread, delegate: User) -> None:
    assert len(begin(thread, delegate, "x" * MAX_LENGTH).body) == MAX_LENGTH
    with pytest.raises(Refused) as refusal:
        begin(thread, delegate, "x" * (MAX_LENGTH + 1), version=1)
    assert refusal.value.field == "body"


def test_nobody_keeps_drafts_without_end(
    thread: Thread, delegate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 1)
    begin(thread, delegate)
    with pytest.raises(Refused, match="drafts"):
        keep(make_board(), by=delegate, body="One more", client_id=uuid4())


def test_drafts_are_seen_by_their_author_only(thread: Thread, delegate: User, admin: User) -> None:
    draft = begin(thread, delegate)
    assert list(Draft.objects.visible_to(delegate)) == [draft]
    assert not Draft.objects.visible_to(admin).exists()
    with pytest.raises(NotAllowed):
        drafts.discard(draft, by=admin)


# --- files


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("note.txt", b"words")


def test_files_wait_with_the_draft_and_go_with_the_post(thread: Thread, delegate: User, lead: User) -> None:
    draft = drafts.add_files(thread, by=delegate, client_id=KEY, files=[picture()])
    file = Attachment.objects.of(draft).get()
    assert (file.is_visible_to(delegate), file.is_visible_to(lead)) == (True, False)
    post = posts.publish(thread, body="With a file", by=delegate, client_id=KEY)
    assert list(post.attachments.all()) == [file]
    assert Attachment.objects.get().is_visible_to(lead)


def test_a_discarded_draft_takes_its_files_along(thread: Thread, delegate: User) -> None:
    draft = drafts.add_files(thread, by=delegate, client_id=KEY, files=[picture()])
    drafts.discard(draft, by=delegate)
    assert not Attachment.objects.exists()


def test_a_draft_with_files_only_is_not_empty(thread: Thread, delegate: User) -> None:
    draft = drafts.add_files(thread, by=delegate, client_id=KEY, files=[picture()])
    assert keep(thread, by=delegate, body="", client_id=KEY, version=draft.version) == draft


# --- the database keeps it so


@pytest.mark.parametrize("column", ["thread", "board", "post"])
def test_one_draft_for_each_place(thread: Thread, delegate: User, column: str) -> None:
    places: dict[str, Thread | Board | Post] = {
        "thread": thread,
        "board": thread.board,
        "post": make_post(thread, delegate),
    }
    words: dict[str, Any] = {"author": delegate, "client_id": KEY, column: places[column]}
    Draft.objects.create(**words)
    with pytest.raises(IntegrityError, match=rf"draft_once_per_{column}|{column}_id"), transaction.atomic():
        Draft.objects.create(**words)


@pytest.mark.parametrize("columns", [(), ("thread", "board")])
def test_a_draft_has_one_place(thread: Thread, delegate: User, columns: tuple[str, ...]) -> None:
    places: dict[str, Any] = {"thread": thread, "board": thread.board}
    with pytest.raises(IntegrityError, match="draft_in_one_place"), transaction.atomic():
        Draft.objects.create(author=delegate, client_id=KEY, **{name: places[name] for name in columns})


# --- over HTTP


def test_a_script_hears_the_version_and_the_other_text(thread: Thread, delegate: User) -> None:
    client, url = client_of(delegate), f"/forums/threads/{thread.pk}/draft/"

    def save(body: str, version: int) -> Any:
        form = {"body": body, "client_id": str(KEY), "draft_version": version, "reply_to": "3"}
        return client.post(url, form, headers={"Accept": "application/json"})

    first = save("One", 0)
    assert (first.status_code, first.json()["version"], first.json()["words"]) == (
        200,
        1,
        {"reply_to": ["3"]},
    )
    assert save("Two", 1).json()["version"] == 2
    clash = save("Three", 1)
    assert (clash.status_code, clash.json()["clash"]["body"], clash.json()["clash"]["version"]) == (
        409,
        "Two",
        2,
    )
    posts.publish(thread, body="Two", by=delegate, client_id=KEY)
    sent = save("Two", 2)
    assert (sent.status_code, sent.json()["is_same"]) == (409, True)


def test_the_form_begins_with_the_draft(thread: Thread, delegate: User, lead: User) -> None:
    answered = make_post(thread, lead)
    begin(thread, delegate, words={"reply_to": [str(answered.pk)]})
    page = client_of(delegate).get(thread.get_absolute_url()).content.decode()
    assert "Half a thought</textarea>" in page
    assert f'name="client_id" value="{KEY}"' in page
    assert f"{lead} #1</span>" in page
    assert "Half a thought" not in client_of(lead).get(thread.get_absolute_url()).content.decode()


def test_a_new_thread_and_an_edit_begin_with_their_drafts(thread: Thread, delegate: User) -> None:
    post, board, client = make_post(thread, delegate), thread.board, client_of(delegate)
    keep(
        board,
        by=delegate,
        body="New body",
        client_id=KEY,
        words={"title": ["New title"], "kind": ["question"]},
    )
    keep(post, by=delegate, body="New text", client_id=uuid4(), words={"version": ["1"]})
    started = client.get(f"/forums/boards/{board.slug}/new/").content.decode()
    assert 'value="New title"' in started
    assert "New body</textarea>" in started
    assert "New text</textarea>" in client.get(f"/forums/posts/{post.pk}/edit/").content.decode()


def test_without_a_script_a_button_keeps_the_draft(thread: Thread, delegate: User) -> None:
    form = {"body": "Later", "client_id": str(KEY), "draft_version": 0}
    page = client_of(delegate).post(f"/forums/threads/{thread.pk}/draft/", form, follow=True)
    assert page.redirect_chain == [("/forums/drafts/", 302)]
    assert "Later" in page.content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(delegate: User) -> None:
    counts = []
    for number in range(3):
        keep(make_thread(delegate), by=delegate, body=f"Draft {number}", client_id=uuid4())
        with CaptureQueriesContext(connection) as asked:
            client_of(delegate).get("/forums/drafts/")
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_the_preview_is_the_post(thread: Thread, delegate: User, lead: User) -> None:
    body = f"Dear @[{lead.name}], **see**\n\n- [x] done\n\nhttps://a.example/x"
    url = f"/forums/boards/{thread.board.slug}/preview/"
    shown = client_of(delegate).post(url, {"text": body}).content.decode()
    assert shown == posts.publish(thread, body=body, by=delegate, client_id=KEY).html
    assert 'class="mention"' in shown


def test_the_preview_says_what_could_not_be_sent(thread: Thread, delegate: User) -> None:
    url = f"/forums/boards/{thread.board.slug}/preview/"
    answer = client_of(delegate).post(url, {"text": "x" * (MAX_LENGTH + 1)})
    assert (answer.status_code, "too long" in answer.content.decode()) == (422, True)


# --- one's own data


def test_drafts_are_in_the_own_data_and_go_with_the_account(
    thread: Thread, delegate: User, lead: User
) -> None:
    begin(thread, delegate)
    keep(thread, by=lead, body="Of another", client_id=uuid4())
    (section,) = [one for one in sections() if one.key == "drafts"]
    assert [row["body"] for row in section.rows(delegate)] == ["Half a thought"]
    close(delegate, by=delegate)
    assert [draft.author for draft in Draft.objects.all()] == [lead]
