"""Who gets what answer at the addresses of the forum.

The world: an open board that `lead` moderates with a question by `delegate`, a closed board to which only
`delegate` was admitted, and a public board. What one may not read does not exist.
"""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from forums.actions.drafts import keep
from forums.states import BoardKind, BoardRole, ThreadKind
from tests.access import HIDDEN, OK, REFUSED, SIGN_IN, Cast, members, visit
from tests.forums.builders import (
    make_admission,
    make_board,
    make_post,
    make_report,
    make_silence,
    make_thread,
)

WRONG = 422  # the form again, with what is wrong
READERS = members(OK)
MODERATORS = {"lead": OK, "admin": OK}
ADMITTED = {"delegate": OK}
HIDDEN_TO_STRANGERS = {"anonymous": SIGN_IN, "outsider": HIDDEN}
EVERYBODY_SIGNED_IN = {"anonymous": SIGN_IN}
POST = {"body": "Good morning.", "client_id": str(uuid4())}
DRAFT = {"body": "Half a thought.", "client_id": str(uuid4()), "draft_version": 0}
THREAD = {"title": "Who?", "kind": "discussion", "body": "Let us agree."}
BOARD = {"title_vi": "Mới", "kind": "open", "starters": "readers", "writers": "readers"}
NO_PORTAL = {"admin": WRONG}


def build(cast: Cast) -> Any:
    """Make the three boards, each with a thread."""
    board = make_board()
    make_admission(board, cast.lead, BoardRole.MODERATOR)
    thread = make_thread(cast.delegate, board, kind=ThreadKind.QUESTION)
    question, answer = make_post(thread, cast.delegate), make_post(thread, cast.other_delegate)
    closed = make_board(BoardKind.CLOSED)
    admission = make_admission(closed, cast.delegate)
    public = make_thread(cast.delegate, make_board(is_public=True))
    make_post(public, cast.delegate)
    locked = make_thread(cast.delegate, board, is_locked=True, is_pinned=True)
    hidden = make_post(
        make_thread(cast.delegate, board),
        cast.delegate,
        hidden_at=thread.created_at,
        hidden_by=cast.lead,
        hidden_reason="Advertising.",
    )
    accepted = make_thread(cast.delegate, board, kind=ThreadKind.QUESTION)
    make_post(accepted, cast.delegate)
    accepted_post = make_post(accepted, cast.other_delegate)
    type(accepted).objects.filter(pk=accepted.pk).update(answer=accepted_post)
    secret = make_thread(cast.delegate, closed)
    make_report(answer, cast.delegate)
    quiet = make_board()
    make_admission(quiet, cast.lead, BoardRole.MODERATOR)
    return SimpleNamespace(
        cast=cast,
        board=board,
        member=make_admission(board, cast.observer),
        thread=thread,
        question=question,
        answer=answer,
        closed=closed,
        admission=admission,
        secret=secret,
        secret_post=make_post(secret, cast.delegate),
        public=public,
        locked=locked,
        hidden=hidden,
        accepted=accepted_post,
        draft=keep(thread, by=cast.delegate, body="Half a thought.", client_id=uuid4()),
        silence=make_silence(quiet, cast.chair, cast.lead),
    )


def board(it: Any) -> list[object]:
    return [it.board.slug]


def closed(it: Any) -> list[object]:
    return [it.closed.slug]


def thread(it: Any) -> list[object]:
    return [it.thread.pk]


def secret(it: Any) -> list[object]:
    return [it.secret.pk]


def secret_post(it: Any) -> list[object]:
    return [it.secret_post.pk]


def answer(it: Any) -> list[object]:
    return [it.answer.pk]


def locked(it: Any) -> list[object]:
    return [it.locked.pk]


def hidden(it: Any) -> list[object]:
    return [it.hidden.pk]


BUTTONS = members(REFUSED) | MODERATORS | HIDDEN_TO_STRANGERS

ACCESS = [
    visit("forums:list"),
    visit("forums:threads"),
    visit("forums:board", HIDDEN, args=board, **READERS),
    visit("forums:board", HIDDEN, args=lambda it: [it.closed.slug], note="closed", **ADMITTED),
    visit("forums:board", args=lambda it: [it.public.board.slug], note="public"),
    visit("forums:thread", HIDDEN, args=thread, **READERS),
    visit("forums:thread", HIDDEN, args=secret, note="on a closed board", **ADMITTED),
    visit("forums:thread", args=lambda it: [it.public.pk], note="public"),
    visit("forums:post", HIDDEN, args=answer, **READERS),
    visit("forums:post", HIDDEN, args=secret_post, note="on a closed board", **ADMITTED),
    visit("forums:history", HIDDEN, args=answer, **READERS),
    visit("forums:history", HIDDEN, args=hidden, note="of a hidden post", delegate=OK, **MODERATORS),
    visit("forums:history", HIDDEN, args=secret_post, note="on a closed board", **ADMITTED),
    visit("forums:start", HIDDEN, args=board, **READERS),
    visit("forums:start", args=lambda it: [it.public.board.slug], note="public", anonymous=SIGN_IN),
    visit("forums:start", HIDDEN, args=board, post=THREAD, **READERS | NO_PORTAL),
    visit(
        "forums:start",
        WRONG,
        args=lambda it: [it.public.board.slug],
        post=THREAD,
        note="public",
        **READERS | NO_PORTAL | EVERYBODY_SIGNED_IN,
    ),
    visit("forums:publish", args=thread, post=POST, **HIDDEN_TO_STRANGERS, admin=REFUSED),
    visit("forums:publish", HIDDEN, args=secret, post=POST, note="closed", anonymous=SIGN_IN, **ADMITTED),
    visit(
        "forums:publish",
        REFUSED,
        args=lambda it: [it.public.pk],
        post=POST,
        note="public",
        **READERS | {"admin": REFUSED} | EVERYBODY_SIGNED_IN,
    ),
    visit("forums:edit", HIDDEN, args=answer, **READERS),
    visit(
        "forums:edit",
        HIDDEN,
        args=answer,
        post={"body": "Better.", "version": 1},
        **members(WRONG) | {"other_delegate": OK},
    ),
    visit("forums:mark_read", args=thread, post={"up_to": 2}, **HIDDEN_TO_STRANGERS),
    visit("forums:mark_read", HIDDEN, args=secret, post={"up_to": 1}, anonymous=SIGN_IN, **ADMITTED),
    visit("forums:watch", args=thread, post={"level": "watching"}, **HIDDEN_TO_STRANGERS),
    visit("forums:watch", HIDDEN, args=secret, post={"level": "muted"}, anonymous=SIGN_IN, **ADMITTED),
    visit("forums:watch_board", args=board, post={"level": "watching"}, **HIDDEN_TO_STRANGERS),
    visit(
        "forums:watch_board",
        HIDDEN,
        args=lambda it: [it.closed.slug],
        post={"level": "muted"},
        note="closed",
        anonymous=SIGN_IN,
        **ADMITTED,
    ),
    visit("forums:read_board", args=board, post={}, **HIDDEN_TO_STRANGERS),
    visit(
        "forums:read_board",
        HIDDEN,
        args=lambda it: [it.closed.slug],
        post={},
        note="closed",
        anonymous=SIGN_IN,
        **ADMITTED,
    ),
    visit("forums:thread_search", HIDDEN, args=thread, query="?q=good", **READERS),
    visit("forums:thread_search", HIDDEN, args=secret, note="on a closed board", **ADMITTED),
    visit("forums:window", HIDDEN, args=thread, query="?at=1", **READERS),
    visit("forums:window", HIDDEN, args=secret, note="on a closed board", **ADMITTED),
    visit("forums:jump", HIDDEN, args=thread, query="?at=2", **READERS),
    visit("forums:jump", HIDDEN, args=secret, note="on a closed board", **ADMITTED),
    visit("forums:names", args=board, query="?q=del", **HIDDEN_TO_STRANGERS),
    visit("forums:names", HIDDEN, args=closed, query="?q=del", anonymous=SIGN_IN, **ADMITTED),
    visit("forums:preview", args=board, post={"text": "**x**"}, **HIDDEN_TO_STRANGERS),
    visit("forums:preview", HIDDEN, args=closed, post={"text": "x"}, anonymous=SIGN_IN, **ADMITTED),
    visit("forums:keep_for_thread", args=thread, post=DRAFT, **HIDDEN_TO_STRANGERS),
    visit("forums:keep_for_thread", HIDDEN, args=secret, post=DRAFT, anonymous=SIGN_IN, **ADMITTED),
    visit("forums:keep_for_board", args=board, post=DRAFT, **HIDDEN_TO_STRANGERS),
    visit("forums:keep_for_board", HIDDEN, args=closed, post=DRAFT, anonymous=SIGN_IN, **ADMITTED),
    visit("forums:keep_for_post", REFUSED, args=answer, post=DRAFT, **HIDDEN_TO_STRANGERS, other_delegate=OK),
    visit("forums:keep_for_post", HIDDEN, args=secret_post, post=DRAFT, anonymous=SIGN_IN, **ADMITTED),
    visit("forums:upload_for_thread", args=thread, post={}, **HIDDEN_TO_STRANGERS),
    visit("forums:upload_for_thread", HIDDEN, args=secret, post={}, anonymous=SIGN_IN, **ADMITTED),
    visit("forums:upload_for_board", args=board, post={}, **HIDDEN_TO_STRANGERS),
    visit("forums:upload_for_board", HIDDEN, args=closed, post={}, anonymous=SIGN_IN, **ADMITTED),
    visit("forums:drafts", anonymous=SIGN_IN),
    visit(
        "forums:discard_draft", HIDDEN, args=lambda it: [it.draft.pk], post={}, anonymous=SIGN_IN, **ADMITTED
    ),
    visit("forums:react", HIDDEN, args=answer, **READERS, anonymous=SIGN_IN),
    visit(
        "forums:react",
        args=answer,
        post={"kind": "agree"},
        **HIDDEN_TO_STRANGERS,
        other_delegate=REFUSED,
    ),
    visit(
        "forums:react", HIDDEN, args=secret_post, post={"kind": "agree"}, anonymous=SIGN_IN, delegate=REFUSED
    ),
    visit("forums:accept", args=answer, post={}, **BUTTONS | {"delegate": OK}),
    visit("forums:reopen", args=lambda it: [it.accepted.pk], post={}, **BUTTONS | {"delegate": OK}),
    visit("forums:lock", args=thread, post={"reason": "Settled."}, **BUTTONS),
    visit("forums:unlock", args=locked, post={}, **BUTTONS),
    visit("forums:pin", args=thread, post={}, **BUTTONS),
    visit("forums:unpin", args=locked, post={}, **BUTTONS),
    visit("forums:lock", HIDDEN, args=secret, post={"reason": "No."}, anonymous=SIGN_IN, delegate=REFUSED),
    visit("forums:hide", HIDDEN, args=answer, anonymous=HIDDEN, **MODERATORS),
    visit("forums:hide", HIDDEN, args=answer, post={"reason": "No."}, anonymous=HIDDEN, **MODERATORS),
    visit("forums:report", HIDDEN, args=answer, **READERS),
    visit(
        "forums:report",
        HIDDEN,
        args=answer,
        post={"reason": "rude"},
        **members(OK) | {"other_delegate": WRONG},
    ),
    visit("forums:move", HIDDEN, args=thread, anonymous=HIDDEN, **MODERATORS),
    visit("forums:split", HIDDEN, args=thread, anonymous=HIDDEN, **MODERATORS),
    visit("forums:merge", HIDDEN, args=thread, anonymous=HIDDEN, **MODERATORS),
    visit(
        "forums:split",
        HIDDEN,
        args=thread,
        post=lambda it: {"numbers": "2", "title": "Else", "board": it.board.pk},
        anonymous=HIDDEN,
        **MODERATORS,
    ),
    visit("forums:slow_thread", args=thread, post={"seconds": 60}, **BUTTONS),
    visit("forums:slow_board", args=board, post={"seconds": 60}, **BUTTONS),
    visit("forums:silence", HIDDEN, args=answer, anonymous=HIDDEN, **MODERATORS),
    visit(
        "forums:silence",
        HIDDEN,
        args=answer,
        post={"hours": 24, "reason": "Too loud."},
        anonymous=HIDDEN,
        **MODERATORS,
    ),
    visit("forums:silences", HIDDEN, anonymous=SIGN_IN, **MODERATORS),
    visit(
        "forums:lift",
        HIDDEN,
        args=lambda it: [it.silence.pk],
        post={},
        anonymous=SIGN_IN,
        chair=REFUSED,
        **MODERATORS,
    ),
    visit("forums:review", HIDDEN, anonymous=SIGN_IN, **MODERATORS),
    visit("forums:judge", HIDDEN, args=answer, anonymous=SIGN_IN, **MODERATORS),
    visit("forums:uphold", args=answer, post={"reason": "No."}, **BUTTONS),
    visit("forums:dismiss_report", args=answer, post={"reason": "Fine."}, **BUTTONS),
    visit("forums:restore", args=hidden, post={}, **BUTTONS),
    visit("forums:people", HIDDEN, args=board, anonymous=SIGN_IN, **MODERATORS),
    visit("forums:people", HIDDEN, args=lambda it: [it.closed.slug], note="closed", anonymous=SIGN_IN),
    visit(
        "forums:people",
        HIDDEN,
        args=board,
        post=lambda it: {"email": it.cast.chair.email, "role": "member"},
        anonymous=SIGN_IN,
        **MODERATORS,
    ),
    visit(
        "forums:dismiss",
        HIDDEN,
        args=lambda it: [it.board.slug, it.member.pk],
        post={},
        anonymous=SIGN_IN,
        **MODERATORS,
    ),
    visit(
        "forums:dismiss",
        HIDDEN,
        args=lambda it: [it.closed.slug, it.admission.pk],
        post={},
        note="closed",
        anonymous=SIGN_IN,
    ),
    visit("forums:board_order", HIDDEN, anonymous=SIGN_IN, admin=OK),
    visit(
        "forums:shift",
        args=board,
        post={"way": "up"},
        **members(REFUSED) | HIDDEN_TO_STRANGERS | {"admin": OK},
    ),
    visit("forums:open_board", HIDDEN, anonymous=SIGN_IN, admin=OK),
    visit("forums:open_board", HIDDEN, post=BOARD, anonymous=SIGN_IN, admin=OK),
    visit("forums:change_board", HIDDEN, args=board, anonymous=SIGN_IN, **MODERATORS),
    visit(
        "forums:change_board",
        HIDDEN,
        args=board,
        post=BOARD,
        anonymous=SIGN_IN,
        **MODERATORS,
    ),
    visit("api:board-list"),
    visit("api:board-detail", HIDDEN, args=board, **READERS),
    visit("api:thread-list"),
    visit("api:thread-detail", HIDDEN, args=thread, **READERS),
    visit("api:thread-detail", HIDDEN, args=secret, note="on a closed board", **ADMITTED),
    visit("api:thread-posts", HIDDEN, args=thread, **READERS),
    visit("api:thread-posts", HIDDEN, args=secret, note="on a closed board", **ADMITTED),
]
