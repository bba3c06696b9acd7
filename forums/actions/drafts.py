"""Drafts: keep, discard, take up into the post that was sent. They are private, so nothing is announced."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.attachments.actions import attach, remove
from core.attachments.models import Attachment
from core.errors import NotAllowed, Refused, StaleState
from core.text.clean import prose
from forums.models import Board, Draft, Post, Thread
from forums.models.drafts import Place, column_of
from forums.models.posts import MAX_LENGTH
from forums.policies import can_edit, can_take_part
from portals.models import User

MOST_DRAFTS = 200
MOST_WORDS = 30
LONGEST_WORD = 500


class DraftClash(StaleState):
    """Another device has saved this draft meanwhile; `draft` is what it saved."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(_("This draft was changed on another device. Choose which text you go on with."))
        self.draft = draft


class AlreadySent(Refused):
    """The text begun under this key has been sent; `post` is what became of it."""

    def __init__(self, post: Post, *, is_same: bool) -> None:
        super().__init__(_("This text has been sent already."))
        self.post, self.is_same = post, is_same


@transaction.atomic
def keep(
    place: Place,
    *,
    by: User,
    body: str,
    client_id: UUID,
    version: int = 0,
    words: Mapping[str, list[str]] | None = None,
) -> Draft | None:
    """Keep what `by` has typed for `place`; return the draft with its new version.

    `version` is the one the device last saw, 0 for none. Without any text the draft goes and None is
    returned. Raises DraftClash when another text was saved meanwhile, AlreadySent when `client_id` has
    become a post, NotAllowed for people who may not write there, Refused for an overlong text and beyond
    200 drafts.
    """
    body, words = _clean(body), _trimmed(words or {})
    _demand_writer(place, by)
    _demand_unsent(by, client_id, body)
    found = _locked(place, by)
    if found and (found.body, found.words) == (body, words):
        return found
    if found and found.version != version:
        raise DraftClash(found)
    if not body and not any(any(values) for values in words.values()) and not _has_files(found):
        if found:
            found.delete()
        return None
    return _write(found or _begun(place, by, client_id), body, words, client_id)


def _clean(body: str) -> str:
    body = body.replace("\x00", "").replace("\r\n", "\n")
    if len(body) > MAX_LENGTH:
        raise Refused(_("This is too long for one post. Split it or attach it as a file."), field="body")
    return body if prose(body) else ""


def _trimmed(words: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the other fields of the form as far as they are of a reasonable size."""
    kept = list(words.items())[:MOST_WORDS]
    return {
        name[:60]: [one.replace("\x00", "")[:LONGEST_WORD] for one in values[:MOST_WORDS]]
        for name, values in kept
    }


def board_of(place: Place) -> Board:
    """Return the board on which a text for `place` will stand."""
    if isinstance(place, Board):
        return place
    return place.board if isinstance(place, Thread) else place.thread.board


def _demand_writer(place: Place, by: User) -> None:
    allowed = can_edit(by, place) if isinstance(place, Post) else can_take_part(by, board_of(place))
    if not allowed:
        raise NotAllowed(_("You may read this board, but not write on it."))


def _demand_unsent(by: User, client_id: UUID, body: str) -> None:
    if sent := Post.objects.filter(author=by, client_id=client_id).select_related("thread").first():
        raise AlreadySent(sent, is_same=prose(body) == sent.body)


def _locked(place: Place, by: User) -> Draft | None:
    found: Draft | None = Draft.objects.select_for_update().filter(author=by).at(place).first()
    return found


def _has_files(draft: Draft | None) -> bool:
    return draft is not None and draft.attachments.exists()


def _begun(place: Place, by: User, client_id: UUID) -> Draft:
    """Return the draft of `by` at `place`, made now unless another window was faster."""
    if Draft.objects.filter(author=by).count() >= MOST_DRAFTS:
        raise Refused(_("You have 200 drafts. Send or discard some first; your text stays in this browser."))
    values = {"version": 0, "client_id": client_id}
    draft, is_new = Draft.objects.get_or_create(author=by, **{column_of(place): place}, defaults=values)
    if not is_new and draft.version:
        raise DraftClash(draft)
    return draft


def _write(draft: Draft, body: str, words: dict[str, list[str]], client_id: UUID) -> Draft:
    draft.body, draft.words, draft.client_id = body, words, client_id
    draft.version += 1
    draft.saved_at = timezone.now()
    draft.save(update_fields=["body", "words", "client_id", "version", "saved_at"])
    return draft


@transaction.atomic
def add_files(place: Place, *, by: User, client_id: UUID, files: Iterable[UploadedFile[Any]]) -> Draft:
    """Attach `files` to the draft of `by` at `place`, begun now if need be; they go with the post later.

    Raises NotAllowed for people who may not write there, Refused for files that cannot be taken.
    """
    _demand_writer(place, by)
    _demand_unsent(by, client_id, "")
    draft = _locked(place, by) or _begun(place, by, client_id)
    if not draft.version:
        _write(draft, draft.body, draft.words, client_id)
    attach(draft, files, by=by)
    return draft


@transaction.atomic
def discard(draft: Draft, *, by: User) -> None:
    """Throw away one's draft and its files. Raises NotAllowed for drafts of others."""
    if draft.author_id != by.pk:
        raise NotAllowed
    for file in draft.attachments.all():
        remove(file, by=by)
    draft.delete()


def take_up(post: Post) -> None:
    """Give the new `post` the files of the draft it was written as, and remove that draft."""
    draft = Draft.objects.filter(author=post.author_id, client_id=post.client_id, post=None).first()
    if draft is None:
        return
    kind = ContentType.objects.get_for_model(Post)
    Attachment.objects.of(draft).update(owner_type=kind, owner_id=post.pk)
    draft.delete()


def drop_edit(post: Post, by: User) -> None:
    """Remove the draft of the new text that `post` has just been given."""
    Draft.objects.filter(author=by, post=post).delete()
