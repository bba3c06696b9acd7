"""Who gets what answer at the addresses of the conferences.

A page for managers does not exist for others; a button answers with the reason why not.
"""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from conferences.actions import registrations
from conferences.states import TeamRole
from conferences.subscriptions import token_for
from tests.access import HIDDEN, OK, REFUSED, ROLES, SIGN_IN, Cast, Visit, visit
from tests.conferences.builders import (
    make_board,
    make_conference,
    make_question,
    make_registration,
    make_session,
    make_team,
)

WRONG = 422  # the form again, with the reason beside its field
MANAGERS = {"organiser": OK, "admin": OK}
SIGNED_IN = {role: OK for role in ROLES if role != "anonymous"}
CREATORS = {"lead": OK, "other_lead": OK, **MANAGERS}
ANSWERS = {"category": "observer", "listing": "nobody"}
CONFERENCE = {
    "title_en": "Autumn meeting",
    "starts_on": "2040-10-01",
    "ends_on": "2040-10-02",
    "time_zone": "Europe/Berlin",
    "approval": "automatic",
    "offer_hours": "24",
    "seats_in_all": "30",
}


def build(cast: Cast) -> Any:
    """Make a public conference with one of everything, a full one with an offer, a draft, an inner one."""
    first = make_conference("first", seats=90, organiser=cast.organiser, host=cast.host)
    make_board(first)
    make_team(first, cast.chair, TeamRole.CHAIR)
    full = make_conference("full", seats=1)
    seated = make_registration(full, cast.other_delegate)
    make_registration(full, cast.delegate)
    registrations.withdraw(seated, by=seated.user)
    return SimpleNamespace(
        cast=cast,
        first=first,
        registration=make_registration(first, cast.delegate),
        question=make_question(first),
        member=make_team(first, cast.assessor, TeamRole.ASSESSOR),
        session=make_session(first, starts_at=timezone.now()),
        draft=make_conference("draft", state="draft", organiser=cast.organiser, host=cast.host),
        inner=make_conference("inner", is_public=False),
    )


def first(it: Any) -> list[str]:
    """Address the public conference."""
    return ["first"]


def on_session(it: Any) -> list[Any]:
    """Address its session."""
    return ["first", it.session.pk]


def on_registration(it: Any) -> list[Any]:
    """Address the delegate's registration on the desk."""
    return ["first", it.registration.pk]


def on_question(it: Any) -> list[Any]:
    """Address its question."""
    return ["first", it.question.pk]


def desk(name: str, args: Any = first, **line: Any) -> Visit:
    """Make a line for a page or button that is there for managers alone."""
    return visit(f"conferences:{name}", HIDDEN, args=args, anonymous=SIGN_IN, **MANAGERS, **line)


def button(name: str, args: Any = first, post: Any = None, **answers: int) -> Visit:
    """Make a line for a button that everybody may press and that refuses all but those named."""
    return visit(
        f"conferences:{name}", REFUSED, args=args, post=post or {}, **{"anonymous": SIGN_IN} | answers
    )


PAGES = [
    visit("conferences:list"),
    visit("conferences:list", query="?state=closed&q=x&period=past"),
    visit("conferences:detail", args=first),
    visit(
        "conferences:detail",
        HIDDEN,
        args=lambda it: ["draft"],
        note="a draft",
        organiser=OK,
        admin=OK,
    ),
    visit(
        "conferences:detail",
        args=lambda it: ["inner"],
        note="for members",
        anonymous=HIDDEN,
        outsider=HIDDEN,
    ),
    visit("conferences:calendar", args=first),
    visit("conferences:people", args=first),
    visit("conferences:create", HIDDEN, anonymous=SIGN_IN, **CREATORS),
    visit(
        "conferences:create",
        HIDDEN,
        post=lambda it: CONFERENCE | {"host": it.cast.host.pk},
        anonymous=SIGN_IN,
        **{"lead": WRONG, "other_lead": WRONG, **MANAGERS},
    ),
]

REGISTERING = [
    visit("conferences:register", args=first, anonymous=SIGN_IN),
    visit("conferences:register", args=first, post=ANSWERS, anonymous=SIGN_IN, delegate=WRONG),
    visit(
        "conferences:register",
        args=first,
        post=ANSWERS | {"category": "delegate"},
        note="as delegate",
        anonymous=SIGN_IN,
        outsider=WRONG,
        delegate=WRONG,
        admin=WRONG,
    ),
    visit("conferences:registration", args=first, anonymous=SIGN_IN, note="others: the form"),
    visit("conferences:ticket", args=first, anonymous=SIGN_IN, note="others: the form"),
    visit("conferences:edit_answers", args=first, anonymous=SIGN_IN, note="others: the form"),
    visit("conferences:edit_answers", args=first, post={"listing": "all"}, anonymous=SIGN_IN),
    button("withdraw", delegate=OK),
    button("accept_offer", args=lambda it: ["full"], delegate=OK),
]

MANAGING = [
    desk("edit"),
    desk("edit", post=CONFERENCE),
    button("move", args=lambda it: ["first", "run"], **MANAGERS),
    desk("desk"),
    desk("decide", post=lambda it: {"pk": it.registration.pk, "decision": "decline", "reason": "Full."}),
    desk("registrations_csv"),
    desk("desk_registration", on_registration),
    desk("move_registration", lambda it: [*on_registration(it), "decline"], post={"reason": "Full."}),
    desk("seats"),
    desk("seats", post={"capacity": 95}),
    desk("questions"),
    desk("question_new"),
    desk("question_new", post={"kind": "text", "prompt_en": "Why?"}),
    desk("question", on_question),
    desk("question", on_question, post={"kind": "text", "prompt_en": "Why?"}),
    desk("question_verb", lambda it: [*on_question(it), "remove"], post={}),
    desk("team"),
    desk("team", post=lambda it: {"email": it.cast.lead.email, "role": "chair"}),
    desk("release", lambda it: ["first", it.member.pk], post={}),
]

PROGRAMME = [
    visit("conferences:agenda", args=first),
    visit("conferences:agenda_calendar", args=first),
    visit("conferences:session", args=on_session),
    visit("conferences:session_calendar", args=on_session),
    visit("conferences:own_agenda", SIGN_IN, **SIGNED_IN),
    visit("conferences:own_calendar", args=lambda it: [token_for(it.cast.delegate)]),
    visit("conferences:own_calendar", HIDDEN, args=lambda it: ["forged"], note="forged"),
    visit("conferences:session_choose", args=on_session, post={}, anonymous=SIGN_IN),
    desk("session_new"),
    desk("session_edit", on_session),
    button("session_move", lambda it: [*on_session(it), "start"], chair=OK, **MANAGERS),
    button("session_discuss", on_session, chair=OK, assessor=OK, delegate=OK, organiser=OK),
    desk("places"),
    desk("places", post={"room": "Hall"}),
    desk("import"),
]

API = [
    visit("api:conference-list"),
    visit("api:conference-detail", args=first),
    visit("api:conference-detail", HIDDEN, args=lambda it: ["draft"], note="a draft", **MANAGERS),
    visit("api:session-list"),
    visit("api:session-detail", args=lambda it: [it.session.pk]),
]

ACCESS = [*API, *PAGES, *REGISTERING, *MANAGING, *PROGRAMME]
