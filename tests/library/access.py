"""Who gets what answer at the addresses of the library.

The world: a practice of finance (delegate's portal) that health verified, open to members, with two versions,
adopted by health; one that is public; a draft of finance; and one of finance in review.
"""

from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from library.actions import adoptions, best_practices
from library.models import BestPractice
from tests.access import HIDDEN, OK, REFUSED, SIGN_IN, Cast, members, visit
from tests.library.builders import TEXT, make_draft, make_in_review, make_published
from tests.proposals.builders import make_solution

WRONG = 422  # the form again, with what is wrong
SIGNED_IN = {"anonymous": SIGN_IN}
STRANGERS = {"anonymous": SIGN_IN, "outsider": HIDDEN}
READERS = members(OK)
OWNERS = {"delegate": OK, "lead": OK, "editor": OK}
EDITORS = {"editor": OK, "other_editor": OK}
MEMBERS_REFUSED = members(REFUSED)
ADOPTERS = dict.fromkeys(("other_delegate", "other_lead", "other_editor", "chair", "assessor"), OK)
WRITERS = {name: OK for name, answer in READERS.items() if name not in ("observer", "admin")}
PRACTICE = {
    "title": "A new desk", **TEXT, "evidence": "reported", "language": "en", "review_interval_months": "12",
}  # fmt: skip


def build(cast: Cast) -> Any:
    """Make the practices."""
    practice = make_published(cast.delegate, cast.other_editor)
    best_practices.submit(best_practices.revise(practice, by=cast.delegate), by=cast.delegate)
    best_practices.publish(BestPractice.objects.get(pk=practice.pk), by=cast.other_editor)
    used = make_published(cast.delegate, cast.other_editor)
    adoptions.declare(used, by=cast.other_delegate, state="in_use")
    accepted = make_solution(cast.delegate)
    type(accepted).objects.filter(pk=accepted.pk).update(state="accepted")
    return SimpleNamespace(
        cast=cast,
        practice=practice,
        used=used,
        public=make_published(cast.delegate, cast.other_editor, is_public=True),
        draft=make_draft(cast.delegate),
        in_review=make_in_review(cast.delegate),
        accepted=accepted,
    )


def practice(it: Any) -> list[Any]:
    return [it.practice.slug]


def draft(it: Any) -> list[Any]:
    return [it.draft.slug]


def in_review(it: Any) -> list[Any]:
    return [it.in_review.slug]


def used(it: Any) -> list[Any]:
    return [it.used.slug]


def edge(name: str, of: str = "practice") -> Any:
    return lambda it: [getattr(it, of).slug, name]


def table_file(it: Any) -> dict[str, Any]:
    content = b"title,summary\nOne desk,One desk for all\n"
    return {"file": SimpleUploadedFile("a.csv", content), "language": "en"}


REASON = {"reason": "The law has changed"}

ACCESS = [
    visit("library:list"),
    visit("library:new", REFUSED, **SIGNED_IN, **WRITERS),
    visit("library:new", REFUSED, post=PRACTICE, **SIGNED_IN, **WRITERS),
    visit("library:from_solution", HIDDEN, args=lambda it: [it.accepted.number], post={}, anonymous=SIGN_IN,
          **WRITERS, observer=REFUSED, admin=REFUSED),
    visit("library:matrix", **SIGNED_IN),
    visit("library:desk", HIDDEN, anonymous=SIGN_IN, **READERS),
    visit("library:import", HIDDEN, anonymous=SIGN_IN, **EDITORS),
    visit("library:import", HIDDEN, post=table_file, anonymous=SIGN_IN, **EDITORS),
    visit("library:export", **SIGNED_IN),
    visit("library:detail", HIDDEN, args=practice, **READERS),
    visit("library:detail", args=lambda it: [it.public.slug], note="public"),
    visit("library:detail", HIDDEN, args=draft, note="draft", **OWNERS, admin=OK),
    visit("library:detail", HIDDEN, args=in_review, note="in review", **OWNERS, other_editor=OK, admin=OK),
    visit("library:edit", HIDDEN, args=draft, anonymous=SIGN_IN, **OWNERS),
    visit("library:edit", HIDDEN, args=practice, note="verified", anonymous=SIGN_IN),
    visit("library:edit", HIDDEN, args=draft, post=PRACTICE, anonymous=SIGN_IN, **OWNERS),
    visit("library:writing", HIDDEN, args=draft, post={}, anonymous=REFUSED, **OWNERS),
    visit("library:writing", HIDDEN, args=practice, post={}, note="verified", anonymous=REFUSED),
    visit("library:version", HIDDEN, args=lambda it: [it.practice.slug, 1], **READERS),
    visit("library:compare", HIDDEN, args=practice, **READERS),
    visit("library:translate", HIDDEN, args=edge("de"), anonymous=SIGN_IN, **OWNERS, other_editor=OK),
    visit("library:translate", HIDDEN, args=edge("en"), note="the original", anonymous=SIGN_IN),
    visit("library:translate", HIDDEN, args=edge("de"), post={"title": "Ein Schalter", "summary": "Für alle"},
          anonymous=SIGN_IN, **OWNERS, other_editor=OK),
    visit("library:move", HIDDEN, args=edge("submit", "draft"), post={}, anonymous=SIGN_IN, **OWNERS,
          admin=REFUSED),
    visit("library:move", HIDDEN, args=edge("publish", "in_review"), post={}, note="publish", anonymous=SIGN_IN,
          **dict.fromkeys(OWNERS, REFUSED), other_editor=OK, admin=REFUSED),
    visit("library:move", HIDDEN, args=edge("request_changes", "in_review"), post=REASON, note="ask for changes",
          anonymous=SIGN_IN, **dict.fromkeys(OWNERS, REFUSED), other_editor=OK, admin=REFUSED),
    visit("library:move", HIDDEN, args=edge("revise"), post={}, note="revise", anonymous=SIGN_IN,
          **MEMBERS_REFUSED | OWNERS),
    visit("library:move", HIDDEN, args=edge("verify"), post={}, note="verify", anonymous=SIGN_IN,
          **MEMBERS_REFUSED | {"other_editor": OK}),
    visit("library:move", HIDDEN, args=edge("outdate"), post=REASON, note="outdate", anonymous=SIGN_IN,
          **MEMBERS_REFUSED | OWNERS | EDITORS),
    visit("library:move", HIDDEN, args=edge("archive"), post=REASON, note="archive", anonymous=SIGN_IN,
          **MEMBERS_REFUSED | OWNERS | EDITORS),
    visit("library:move", HIDDEN, args=edge("nonsense"), post={}, note="unknown", anonymous=SIGN_IN),
    visit("library:supersede", HIDDEN, args=practice, anonymous=SIGN_IN, **OWNERS | EDITORS),
    visit("library:supersede", HIDDEN, args=practice,
          post=lambda it: {"successor": it.public.pk, "reason": "Better"}, anonymous=SIGN_IN, **OWNERS | EDITORS),
    visit("library:adopt", HIDDEN, args=practice, anonymous=SIGN_IN, **members(REFUSED) | ADOPTERS),
    visit("library:adopt", HIDDEN, args=practice, post={"state": "planned"}, anonymous=SIGN_IN,
          **members(WRONG) | ADOPTERS),
    visit("library:move_adoption", HIDDEN, args=edge("stop", "used"), post=REASON, anonymous=SIGN_IN,
          other_delegate=OK, other_lead=OK, other_editor=OK),
    visit("library:report", HIDDEN, args=used, anonymous=SIGN_IN, other_delegate=OK, other_lead=OK, other_editor=OK),
    visit("library:report", HIDDEN, args=used, post={"outcome": "Faster", "usefulness": "5"}, anonymous=SIGN_IN,
          other_delegate=OK, other_lead=OK, other_editor=OK),
]  # fmt: skip
